// J1, J2, D8: secrets in what WeChat says, in errors of the disk and in errors of our own.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import express from 'express';
import { openCentral } from '../../src/central/index.ts';
import { parseConfig } from '../../src/config.ts';
import { errorExit } from '../../src/http/error-exit.ts';
import { listen } from '../../src/http/listen.ts';
import { requestLog } from '../../src/http/request-log.ts';
import { createLog } from '../../src/log.ts';
import { send } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { createCompany, spawnCentral, startCentral } from '../support/central/central.ts';
import {
  type Answer,
  forceRefresh,
  readToken,
  retryAfterOf,
  tokenOf,
} from '../support/central/central-api.ts';
import { filesIn, printedAfter, whole } from '../support/central/central-output.ts';
import { type DiskStep, systemError } from '../support/central/disk-steps.ts';
import { duringTest } from '../support/central/state-folder.ts';
import { clientThat } from '../support/network/client.ts';
import { noFile } from '../support/process/file-reads.ts';

test('J1: WeChat’s own words are passed on and logged without the secret, even where they repeat it', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, news, orders, operator, simulator } = central;
  await simulator.seen(3);
  for (const account of [shop, news]) {
    tokenOf(await readToken(origin, account, orders));
    const { secret } = account;
    const errmsg = `invalid appsecret ${secret} for /cgi-bin/token?${new URLSearchParams({ secret })}`;
    simulator.failNext({ kind: 'reply', body: JSON.stringify({ errcode: 40125, errmsg }) });
    const answer = await forceRefresh(central, account);
    const status = await send(origin, { path: '/central', headers: { authorization: `Bearer ${operator}` } });
    assert.ok(status.text.includes('40125'), 'the status page tells of it');
    assert.match(central.logged(), /"errcode":40125/);
    const texts = { answer: whole(answer), status: whole(status), logged: central.logged() };
    assertClean(secret, { ...texts, ...filesIn(central.stateDir) });
  }
});

test('J1: an account that WeChat refuses at once: its reason without its secret', async (t) => {
  const echo = '{"errcode":40125,"errmsg":"invalid appsecret, rid: 65112232-35da441e-28f02baf"}';
  const central = await spawnCentral(t, { fault: { kind: 'reply', body: echo } });
  const answer = await readToken(central.origin, central.shop, central.orders);
  assert.deepEqual([answer.status, answer.body.errcode], [200, 40125]);
  assert.equal(answer.body.errmsg, 'invalid appsecret, rid: 65112232-35da441e-28f02baf');
  await printedAfter(central, answer);
  assertClean(central.shop.secret, {
    answer: whole(answer),
    logged: central.logged(),
    ...filesIn(central.stateDir),
  });
});

/** Errors that hold the secret wherever an error can hold something. */
function poisoned(secret: string): unknown[] {
  const plain = new Error(`no answer from /cgi-bin/token?secret=${encodeURIComponent(secret)}`);
  const rich = Object.assign(new Error(secret), {
    body: secret,
    code: secret,
    type: secret,
    status: 418,
    path: secret,
    stack: `${secret}\n    at ${secret} (/x/${secret}:1:1)`,
  });
  return [plain, new TypeError('failed', { cause: plain }), rich, new AggregateError([rich], secret), secret];
}

test('J2: a client that rejects with an error full of secrets: -1 with Retry-After, and not a word of it', async (t) => {
  const company = await createCompany(t, {});
  const { shop, orders, stateDir } = company;
  const parsed = parseConfig(company.env, noFile);
  assert.ok(parsed.ok);
  for (const [i, error] of poisoned(shop.secret).entries()) {
    const lines: string[] = [];
    const log = createLog('debug', { write: (line: string) => void lines.push(line) });
    const central = await openCentral({
      config: { ...parsed.config, accountsFile: company.accountsFile, stateDir: `${stateDir}${i}` },
      client: clientThat(() => Promise.reject(error)),
      log,
      now: Date.now,
      monotonic: () => performance.now(),
    });
    assert.ok(!('problems' in central));
    const app = express().use(requestLog(log), central.apiRoutes());
    app.use(errorExit(log, (_req, res) => void res.send('refused')));
    const { server, url } = await listen(app, '127.0.0.1', 0);
    const answer = await readToken(url, shop, orders);
    assert.equal(answer.body.errcode, -1);
    retryAfterOf(answer);
    await new Promise((resolve) => server.close(resolve));
    await central.close();
    assert.match(lines.join(''), /"outcome":"internal"/);
    assertClean(shop.secret, { answer: whole(answer), log: lines.join(''), ...filesIn(`${stateDir}${i}`) });
  }
});

const steps: readonly DiskStep[] = ['create', 'write', 'write the rest', 'sync', 'rename', 'sync folder'];

for (const step of steps) {
  test(`J2: a disk whose errors at "${step}" are full of secrets: the token is given, and not a word of it`, async (t) => {
    const { reply, central, restore } = await readOnBrokenDisk(t, step);
    tokenOf(reply);
    const ready = await send(central.origin, { path: '/readyz' });
    assert.deepEqual([ready.status, ready.text], [503, '{"status":"state_unwritable"}']);
    restore();
    assert.match(central.logged(), /"event":"state_unwritable"/);
    assertClean(central.shop.secret, { answer: whole(reply), ready: whole(ready), log: central.logged() });
  });
}

type BrokenDisk = Readonly<{
  reply: Answer;
  central: Awaited<ReturnType<typeof startCentral>>;
  restore: () => void;
}>;

/** A first read while each step on the disk throws errors that hold the account's secret. */
async function readOnBrokenDisk(t: TestContext, step: DiskStep): Promise<BrokenDisk> {
  const central = await startCentral(t);
  const errors = poisoned(central.shop.secret);
  let count = 0;
  const restore = duringTest(t, (at) => {
    if (at !== step) return;
    count += 1;
    throw errors[count % errors.length];
  });
  const reply = await readToken(central.origin, central.shop, central.orders);
  assert.ok(count > 0, 'the disk was asked');
  return { reply, central, restore };
}

test('D8: while nothing can be stored tokens are given from memory and /readyz says so; it recovers by itself', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, orders, simulator, logged } = central;
  const ready = async (): Promise<unknown[]> => {
    const { status, text } = await send(origin, { path: '/readyz' });
    return [status, text];
  };
  const held = tokenOf(await forceRefresh(central, shop));
  assert.deepEqual(await ready(), [200, '{"status":"ok"}']);
  const restore = duringTest(t, (step) => {
    if (step === 'create') throw systemError('ENOSPC');
  });
  now += 60_000;
  const token = tokenOf(await forceRefresh(central, shop));
  assert.notEqual(token, held);
  assert.deepEqual(await ready(), [503, '{"status":"state_unwritable"}']);
  assert.equal(tokenOf(await readToken(origin, shop, orders)), token);
  assert.equal(typeof simulator.check(token), 'object');
  // it lives, and needs no restart for this
  assert.equal((await send(origin, { path: '/healthz' })).status, 200);
  restore();
  now += 60_000;
  await forceRefresh(central, shop);
  assert.deepEqual(await ready(), [200, '{"status":"ok"}']);
  const said = [...logged().matchAll(/"event":"(state_\w+)"/g)].map(([, event]) => event);
  assert.deepEqual(said, ['state_unwritable', 'state_writable']);
  assert.match(logged(), /"fault":"ENOSPC"/);
});
