import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { Client } from 'undici';
import type { Accounts } from '../../../src/central/accounts/accounts.ts';
import { createDirectory } from '../../../src/central/accounts/directory.ts';
import { createTokenAnswers } from '../../../src/central/api/token.ts';
import { createPromptCounter, memoryStores, type PromptCounter } from '../../../src/http/rate-limit.ts';
import { createLog } from '../../../src/log.ts';
import { type Reply, type RequestOptions, send } from '../../support/app.ts';
import { digestOf, newClientKey } from '../../support/central/central.ts';
import { tokenPath } from '../../support/central/central-api.ts';
import { createKept, type Kept } from '../../support/central/kept-accounts.ts';
import { quietCallers } from '../../support/central/key-guard.ts';

const orders = newClientKey();

type Started = Readonly<{
  kept: Kept;
  appid: string;
  ask: (options: RequestOptions) => Promise<Reply>;
  counted: string[];
  origin: string;
  /** another accounts file, in which the one client may read these */
  allow: (...accounts: string[]) => void;
}>;

/** The path alone, on a server that answers 404 to what it leaves to others. */
async function start(t: TestContext, isFetched = true, reads?: PromptCounter): Promise<Started> {
  const kept = await createKept({ shop: 'token', depot: 'token' });
  const [shop] = kept.accounts.accounts;
  assert.ok(shop !== undefined);
  if (isFetched) await kept.service.fetchNow(kept.entry('shop'));
  const allowing = (...accounts: string[]): Accounts => ({
    accounts: kept.accounts.accounts,
    clients: [{ name: 'orders', keySha256: [digestOf(orders)], accounts, forceRefresh: true }],
  });
  let directory = createDirectory(allowing('shop'));
  const counted: string[] = [];
  const { answerHeld } = createTokenAnswers({
    service: kept.service,
    reads,
    directory: () => directory,
    standInFor: () => 'a.b.c',
    countRead: (client) => void counted.push(client),
    countForced: () => {},
    log: createLog('error', { write: () => {} }),
    ...quietCallers(),
  });
  const server = createServer((req, res) => {
    if (!answerHeld(req, res)) res.writeHead(404).end('left to others');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    ...{ kept, appid: shop.appid, counted, origin },
    ask: (options) => send(origin, options),
    allow: (...names) => {
      directory = createDirectory(allowing(...names));
    },
  };
}

test('a good key for a held token is answered here, by query and by header, without a call', async (t) => {
  const { kept, appid, ask, counted } = await start(t);
  const value = kept.entry('shop').state.held?.value;
  for (const options of [
    { path: tokenPath({ appid }, orders) },
    { path: tokenPath({ appid }), headers: { authorization: `Bearer ${orders}` } },
    { path: tokenPath({ appid }, orders), headers: { authorization: `Bearer ${orders}` } },
    { path: tokenPath({ appid }, orders), headers: { authorization: 'Basic dXNlcjpwYXNz' } },
    { path: `/cgi-bin/token?secret=${orders}&appid=${appid}&grant_type=client_credential` },
  ]) {
    const { status, text, headers } = await ask(options);
    assert.equal(status, 200, options.path);
    assert.deepEqual(JSON.parse(text), { access_token: value, expires_in: 6899 });
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(Number(headers['content-length']), Buffer.byteLength(text));
    assert.equal(headers.etag, undefined);
  }
  assert.deepEqual(counted, Array(5).fill('orders'));
  assert.deepEqual(kept.calls, ['shop']);
});

test('everything else is left to the routes, untouched and uncounted', async (t) => {
  const { kept, appid, ask, counted } = await start(t);
  const [, depot] = kept.accounts.accounts;
  const path = tokenPath({ appid }, orders);
  const left: readonly RequestOptions[] = [
    { path, method: 'POST' },
    { path, method: 'HEAD' },
    { path: path.replace('/cgi-bin/token', '/cgi-bin/token/') },
    { path: path.replace('/cgi-bin/token', '/cgi-bin/stable_token') },
    { path: '/cgi-bin/token' },
    { path: '/cgi-bin/token?' },
    { path: tokenPath({ appid }) },
    { path: tokenPath({ appid }, '') },
    { path: tokenPath({ appid }, `${orders}x`) },
    { path: tokenPath({ appid }, 'another'), headers: { authorization: `Bearer ${orders}` } },
    { path: tokenPath({ appid }), headers: { authorization: 'Basic eDp5' } },
    { path, headers: { authorization: `Bearer ${orders}x` } },
    { path, headers: { authorization: [`Bearer ${orders}`, `Bearer ${orders}`] } },
    { path: path.replace('client_credential', 'client_credentials') },
    { path: path.replace('grant_type=client_credential&', '') },
    { path: `${path}&x=1` },
    { path: `${path}&appid=${appid}` },
    { path: `${path}&secret=${orders}` },
    { path: tokenPath({ appid: depot?.appid ?? '' }, orders) },
    { path: tokenPath({ appid: 'wx0000000000000000' }, orders) },
  ];
  for (const options of left) {
    assert.equal((await ask(options)).status, 404, `${options.method} ${options.path}`);
  }
  assert.deepEqual(counted, []);
  assert.deepEqual(kept.calls, ['shop']);
});

test('a token that is not held yet, or has ended, is left to the routes, which can wait for one', async (t) => {
  const { kept, appid, ask } = await start(t, false);
  const path = tokenPath({ appid }, orders);
  assert.equal((await ask({ path })).status, 404);
  assert.deepEqual(kept.calls, []);
  await kept.service.fetchNow(kept.entry('shop'));
  assert.equal((await ask({ path })).status, 200);
  kept.answer('shop', { code: 'upstream_timeout', mayHaveIssued: false, needsPerson: false });
  kept.advance(7200);
  assert.equal((await ask({ path })).status, 404);
});

test('a token that is due is given, and a new one fetched behind it', async (t) => {
  const { kept, appid, ask } = await start(t);
  const value = kept.entry('shop').state.held?.value ?? '';
  kept.advance(6700);
  const reply = await ask({ path: tokenPath({ appid }, orders) });
  assert.ok(reply.text.includes(value));
  assert.deepEqual(kept.calls, ['shop', 'shop']);
  const next = await ask({ path: tokenPath({ appid }, orders) });
  assert.equal(next.status, 200);
  assert.ok(!next.text.includes(value));
});

test('a token with a quote in it is still JSON', async (t) => {
  const { kept, appid, ask } = await start(t, false);
  const value = '93_"\\\u2028é密';
  kept.answer('shop', { value, expiresInS: 7200 });
  await kept.service.fetchNow(kept.entry('shop'));
  const { text, headers } = await ask({ path: tokenPath({ appid }, orders) });
  assert.equal(JSON.parse(text).access_token, value);
  assert.equal(Number(headers['content-length']), Buffer.byteLength(text));
});

test('a client above its limit is left to the routes, which say how long to wait; a read that is not served does not count', async (t) => {
  const { appid, ask, counted } = await start(t, true, createPromptCounter(2, memoryStores('reads')));
  const read = async (): Promise<number> => (await ask({ path: tokenPath({ appid }, orders) })).status;
  assert.equal((await ask({ path: tokenPath({ appid: 'wx9999999999999999' }, orders) })).status, 404);
  assert.deepEqual([await read(), await read(), await read()], [200, 200, 404]);
  assert.equal(counted.length, 2);
});

test('who asks for the same again over one connection is still looked at by key, header and accounts file', async (t) => {
  const { kept, appid, origin, counted, allow } = await start(t);
  const client = new Client(origin);
  t.after(() => client.close());
  const path = tokenPath({ appid }, orders);
  const ask = async (asked: string, headers = {}): Promise<number> => {
    const { statusCode, body } = await client.request({ method: 'GET', path: asked, headers });
    await body.dump();
    return statusCode;
  };
  assert.deepEqual([await ask(path), await ask(path)], [200, 200]);
  const wrong = { authorization: `Bearer ${orders}x` };
  assert.deepEqual([await ask(path, wrong), await ask(`${path}x`), await ask(path)], [404, 404, 200]);
  const bare = tokenPath({ appid });
  const good = { authorization: `Bearer ${orders}` };
  assert.deepEqual([await ask(bare, good), await ask(bare), await ask(path)], [200, 404, 200]);
  allow('depot');
  assert.equal(await ask(path), 404);
  allow('shop');
  assert.equal(await ask(path), 200);
  assert.equal(counted.length, 6);
  assert.deepEqual(kept.calls, ['shop']);
});
