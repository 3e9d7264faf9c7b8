// SIGTERM and SIGINT for a central server with readers, and with calls to WeChat under way.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { doubtedSince } from '../../src/central/tokens/promise.ts';
import { postForm, send } from '../support/app.ts';
import { tokenPath } from '../support/central/central-api.ts';
import {
  createLives,
  endInPeace,
  type Lives,
  never,
  readAs,
  storedOf,
  workingToken,
} from '../support/central/central-lives.ts';
import { startLoad } from '../support/network/load.ts';

/** A read over a connection that the client keeps open; `underWay` resolves when the server has it. */
function readKeptAlive(t: TestContext, origin: string, path: string) {
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  const req = request(`${origin}${path}`, { agent, headers: { expect: '100-continue' } });
  const underWay = new Promise<void>((resolve) => req.once('continue', resolve));
  const text = new Promise<string>((resolve, reject) => {
    req.once('error', reject);
    req.once('response', (res) => {
      let body = '';
      res.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      res.once('end', () => resolve(body));
    });
  });
  req.end();
  return { underWay, text };
}

const locksIn = ({ stateDir }: Lives): string[] => readdirSync(join(stateDir, 'lock'));

const workingIn = (lives: Lives, account: Lives['shop'], text: string): string => {
  // an answer of the API is a JSON object
  const body = JSON.parse(text) as Record<string, unknown>;
  return workingToken(lives, account, { status: 200, headers: {}, text, body });
};

test('D13: SIGTERM under load: nobody is cut, the fetch under way is stored, and the next process has it', async (t) => {
  const lives = await createLives(t);
  const { simulator, shop, news, orders, callsFor } = lives;
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  simulator.faultFor(shop.appid, { kind: 'delay', until });
  const { server, origin } = await lives.start();
  const held = workingToken(lives, news, await readAs(origin, news, orders));
  await simulator.seen(2);
  const waiting = Array.from({ length: 10 }, () => readKeptAlive(t, origin, tokenPath(shop, orders)));
  await Promise.all(waiting.map(({ underWay }) => underWay));
  const path = tokenPath(news, orders);
  const load = startLoad({
    origin,
    readers: 16,
    path: () => path,
    onAnswer: (text) => assert.equal(workingIn(lives, news, text), held),
  });
  await load.answered(500);
  server.child.kill('SIGTERM');
  await server.printed('"event":"shutdown_started"');
  await assert.rejects(send(origin), { code: 'ECONNREFUSED' });
  assert.deepEqual([...new Set(await load.ended)], ['ECONNREFUSED'], 'a request was cut');
  release();
  const tokens = (await Promise.all(waiting.map(({ text }) => text))).map((text) =>
    workingIn(lives, shop, text),
  );
  assert.deepEqual(await server.ended, { code: 0, signal: null });
  assert.equal(new Set(tokens).size, 1);
  assert.match(server.stdout(), /"event":"shutdown_done"/);
  assert.doesNotMatch(server.stdout(), /shutdown_forced|unexpected_error/);
  assert.equal(server.stderr(), '');
  assert.deepEqual(locksIn(lives), []);

  const next = await lives.start();
  assert.equal(workingToken(lives, shop, await readAs(next.origin, shop, orders)), tokens[0]);
  assert.equal(workingToken(lives, news, await readAs(next.origin, news, orders)), held);
  await endInPeace(next.server);
  assert.deepEqual([callsFor(shop).length, callsFor(news).length], [1, 1]);
});

test('D13: a fetch that does not end within the grace time is given up: stored as in doubt, and the folder let go', async (t) => {
  const lives = await createLives(t);
  const { simulator, shop, orders } = lives;
  simulator.faultFor(shop.appid, { kind: 'delay', until: never });
  // far longer than a test may take
  const env = { WECHAT_TIMEOUT_MS: '60000', SHUTDOWN_TIMEOUT_MS: '100' };
  const { server, origin } = await lives.start({ env });
  await readAs(origin, lives.news, orders);
  await simulator.seen(2);
  await endInPeace(server);
  assert.deepEqual(locksIn(lives), []);
  const { trouble, doubts, intent } = storedOf(lives, shop);
  // given up, and not at the deadline of the call
  assert.deepEqual([trouble?.failure.code, trouble?.failure.mayHaveIssued], ['upstream_unreachable', true]);
  assert.deepEqual([doubts.length, typeof doubts[0]?.since, intent], [1, 'number', undefined]);
});

test('D13: a Get on the page that replaces a kept token while the server ends is not forgotten', async (t) => {
  const lives = await createLives(t);
  const { simulator, shop, orders, callsFor } = lives;
  const { server, origin } = await lives.start();
  for (const each of [shop, lives.news]) workingToken(lives, each, await readAs(origin, each, orders));
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  simulator.failNext({ kind: 'delay', until });
  const { appid, secret } = shop;
  const pressed = postForm(origin, { appid, secret, replace_kept: 'on' });
  await simulator.seen(3);
  server.child.kill('SIGTERM');
  await server.printed('"event":"shutdown_started"');
  // until then the server has nothing to do but this
  await assert.rejects(send(origin), { code: 'ECONNREFUSED' });
  release();
  assert.equal((await pressed).status, 200);
  assert.equal((await server.ended).code, 0);
  const stored = storedOf(lives, shop);
  // fetched once more, since what the page was given stays on the page
  assert.equal(callsFor(shop).length, 3);
  assert.equal(doubtedSince(stored), undefined);
  lives.setAhead(301_000);
  assert.deepEqual(simulator.check(stored.held?.value ?? ''), { appid, endpoint: 'token' });
});
