// The central server killed in the middle of a refresh, and started again on the same folder.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtedSince } from '../../src/central/tokens/promise.ts';
import type { Fault } from '../../src/demo/simulator/wechat-simulator.ts';
import type { Endpoint } from '../../src/wechat/client.ts';
import type { Company } from '../support/central/central.ts';
import { postStable } from '../support/central/central-api.ts';
import {
  createLives,
  endInPeace,
  endpoints,
  type Lives,
  never,
  readAs,
  storedOf,
  workingToken,
} from '../support/central/central-lives.ts';

type Account = Company['shop'];

type Crash = Readonly<{
  name: string;
  /** where the process kills itself: before the `count`-th such step of the refresh */
  at?: Readonly<{ step: string; count: number }>;
  /** what WeChat does with the call that replaces the token; the process is killed once it has arrived */
  answer?: Fault;
  /** the call that replaces the token has left */
  isSent: boolean;
  /** WeChat has replaced the token */
  isReplaced: boolean;
  /** calls that the next process makes */
  callsAfter: 0 | 1;
}>;

const crashes: readonly Crash[] = [
  {
    name: 'D1: killed before the intent is written: what is stored is served, and nobody is called',
    at: { step: 'create', count: 1 },
    isSent: false,
    isReplaced: false,
    callsAfter: 0,
  },
  {
    name: 'D2: killed after the intent, before the call: one refresh',
    at: { step: 'send', count: 1 },
    isSent: false,
    isReplaced: false,
    callsAfter: 1,
  },
  {
    name: 'D3: killed after the call was sent, before WeChat acts: one refresh',
    answer: { kind: 'hang' },
    isSent: true,
    isReplaced: false,
    callsAfter: 1,
  },
  {
    name: 'D3: killed after WeChat has acted, before its answer: one refresh',
    answer: { kind: 'delay', until: never },
    isSent: true,
    isReplaced: true,
    callsAfter: 1,
  },
  {
    name: 'D4: killed after the answer, before it is stored: one refresh',
    at: { step: 'create', count: 2 },
    isSent: true,
    isReplaced: true,
    callsAfter: 1,
  },
  {
    name: 'D6: killed after the answer is stored, before the turn ends: it is served, and nobody is called',
    at: { step: 'sync folder', count: 2 },
    isSent: true,
    isReplaced: true,
    callsAfter: 0,
  },
];

/** A server that holds both tokens is made to replace one, and dies over it. Returns the token that it had. */
async function dieForcing(lives: Lives, account: Account, { at, answer }: Crash): Promise<string> {
  const { simulator, orders, shop, news } = lives;
  // the ladder of stable_token: a normal call first, and one more write before the forced one
  const isLadder = account.endpoint === 'stable_token';
  const count = (at?.count ?? 1) + (isLadder && at?.count === 2 && at.step !== 'send' ? 1 : 0);
  const env = at && { CRASH_AT: at.step, CRASH_COUNT: String(count), CRASH_ARMED: 'later' };
  const { server, origin } = await lives.start(env && { preload: ['crash-at'], env });
  for (const each of [shop, news]) workingToken(lives, each, await readAs(origin, each, orders));
  const old = workingToken(lives, account, await readAs(origin, account, orders));
  if (env !== undefined) {
    server.child.kill('SIGUSR2');
    await server.printed('armed');
  }
  if (answer !== undefined) {
    if (isLadder) simulator.failNext({ kind: 'delay', until: Promise.resolve() });
    simulator.failNext(answer);
  }
  const cut = assert.rejects(postStable(origin, account, orders, { force_refresh: true }), {
    code: 'ECONNRESET',
  });
  if (answer !== undefined) {
    await Promise.race([cut, simulator.seen(2 + (isLadder ? 2 : 1))]);
    server.child.kill('SIGKILL');
  }
  // together: a process that does not die answers
  const [end] = await Promise.all([server.ended, cut]);
  assert.deepEqual(end, { code: null, signal: 'SIGKILL' });
  return old;
}

/** The calls of a refresh that is forced. */
const forcedCalls = (endpoint: Endpoint): number => (endpoint === 'token' ? 1 : 2);

for (const endpoint of endpoints) {
  for (const crash of crashes) {
    test(`${crash.name} (${endpoint})`, async (t) => {
      const lives = await createLives(t);
      const { simulator, orders, callsFor } = lives;
      const account = lives.accountOf(endpoint);
      const old = await dieForcing(lives, account, crash);
      const calls = 1 + (crash.isSent ? forcedCalls(endpoint) : 0);
      assert.equal(callsFor(account).length, calls);
      // an intent is left where the next process has to look after it
      assert.equal(storedOf(lives, account).intent !== undefined, crash.callsAfter === 1);

      const { server, origin } = await lives.start();
      // at the latest, this read begins what is due
      workingToken(lives, account, await readAs(origin, account, orders));
      await endInPeace(server);
      assert.equal(callsFor(account).length, calls + crash.callsAfter);
      assert.equal(simulator.calls.length, calls + crash.callsAfter + 1);
      const stored = storedOf(lives, account);
      assert.deepEqual([stored.intent, doubtedSince(stored)], [undefined, undefined]);
      const token = stored.held?.value ?? '';

      // a call of `token` that nobody needed has replaced it as well
      const isReplaced = crash.isReplaced || (endpoint === 'token' && crash.callsAfter === 1);
      lives.setAhead(301_000);
      const works = { appid: account.appid, endpoint };
      assert.deepEqual(simulator.check(token), works);
      assert.deepEqual(simulator.check(old), isReplaced ? 'replaced' : works);
      assert.equal(token === old, !isReplaced);
    });
  }

  test(`D4: killed over the first token of all: the next process fetches one (${endpoint})`, async (t) => {
    const lives = await createLives(t);
    const account = lives.accountOf(endpoint);
    const env = {
      CRASH_AT: 'create',
      CRASH_PATH: account.appid,
      // a normal call of stable_token replaces nothing, so that it needs no intent
      CRASH_COUNT: endpoint === 'token' ? '2' : '1',
    };
    const dying = lives.spawn({ preload: ['crash-at'], env });
    const end = dying.origin
      .then((origin) => readAs(origin, account, lives.orders))
      .then(
        () => assert.fail('it answers'),
        () => dying.ended,
      );
    assert.deepEqual(await end, { code: null, signal: 'SIGKILL' });
    assert.equal(lives.callsFor(account).length, 1);
    const { server, origin } = await lives.start();
    const token = workingToken(lives, account, await readAs(origin, account, lives.orders));
    await endInPeace(server);
    assert.equal(lives.callsFor(account).length, 2);
    lives.setAhead(301_000);
    assert.deepEqual(lives.simulator.check(token), { appid: account.appid, endpoint });
  });
}
