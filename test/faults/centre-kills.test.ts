// D7: a central server that is killed at random, again and again, under load. KILL_COUNT=200 makes it the long run,
// KILL_SEED repeats its choices.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { doubtedSince } from '../../src/central/tokens/promise.ts';
import type { Fault } from '../../src/demo/simulator/wechat-simulator.ts';
import { postStable, tokenPath } from '../support/central/central-api.ts';
import {
  createLives,
  endInPeace,
  type Lives,
  never,
  readAs,
  statesIn,
  workingToken,
} from '../support/central/central-lives.ts';
import { startLoad } from '../support/network/load.ts';
import { randomFrom } from '../support/random.ts';

const seed = Number(process.env.KILL_SEED ?? randomInt(2 ** 31));
const count = Number(process.env.KILL_COUNT ?? 15);

const random = randomFrom(seed);
const pick = (from: readonly number[]): number => from[below(from.length)] ?? 0;
const below = (max: number): number => Math.floor(random() * max);

const none: Fault = { kind: 'delay', until: Promise.resolve() };

/**
 * How long it is down after each of three lives, which `chooseEnd` tells apart: for a moment, so that the next one holds
 * tokens that it replaces; mostly until a token is dead that was replaced unseen, though it would not be due yet; for
 * any time.
 */
const downMs = [
  [0, 60_000, 290_000],
  [0, 310_000, 310_000, 900_000],
  [0, 60_000, 310_000, 3_600_000, 6_700_000],
];

/** What WeChat does in one life with the calls for one of the accounts. */
const faults: readonly Fault[] = [
  ...[none, none, none],
  { kind: 'delay', until: never },
  { kind: 'reset', when: 'after-mint' },
  { kind: 'hang' },
];

/** Tokens and answers without one, of all lives. */
type Tally = { tokens: Set<string>; served: number; refused: number };

/** Fails where the token of an answer does not work at this moment. */
function judge({ simulator, shop, news }: Lives, text: string, tally: Tally): void {
  // an answer of the API is a JSON object
  const { access_token: token, errcode } = JSON.parse(text) as Record<string, unknown>;
  if (token === undefined) {
    assert.equal(errcode, -1, text);
    tally.refused += 1;
    return;
  }
  const found = simulator.check(String(token));
  assert.ok(typeof found === 'object', `a dead token was handed out: ${found}`);
  assert.ok([shop, news].some(({ appid }) => appid === found.appid));
  tally.tokens.add(String(token));
  tally.served += 1;
}

type Death = 'start' | 'step' | 'answers';

/** The step of its own before which it dies, counted from its start or from a forced refresh; none: it lives on. */
type End = Readonly<{ step: number; of: 'start' | 'refresh' }> | undefined;

function chooseEnd(kills: number): End {
  // the first dies on its way to the first tokens
  if (kills % 3 === 0) return { step: 1 + below(kills === 0 ? 5 : 25), of: 'start' };
  return kills % 3 === 1 ? { step: 4 + below(10), of: 'refresh' } : undefined;
}

/** One life under load: it dies where it has to, or else after a random number of answers. */
async function liveAndDie(lives: Lives, aheadMs: number, at: End, tally: Tally): Promise<Death> {
  const { shop, news, orders, simulator } = lives;
  const answers = 1 + below(120);
  const [chosen = shop, other = news] = below(2) === 0 ? [shop, news] : [news, shop];
  const isForcing = at?.of === 'refresh';
  simulator.faultFor(chosen.appid, (isForcing ? undefined : faults[below(faults.length)]) ?? none);
  simulator.faultFor(other.appid, none);
  const server = lives.spawn({
    preload: ['clock-ahead', 'crash-at'],
    env: {
      CLOCK_AHEAD_MS: String(aheadMs),
      CRASH_COUNT: String(at?.step ?? 0),
      LOG_LEVEL: 'info',
      ...(isForcing ? { CRASH_ARMED: 'later' } : {}),
    },
  });
  const end = (how: 'start' | 'step') => async (): Promise<'start' | 'step'> => {
    assert.deepEqual(await server.ended, { code: null, signal: 'SIGKILL' }, server.stderr());
    return how;
  };
  const origin = await server.origin.catch(() => undefined);
  if (origin === undefined) return end('start')();
  const plain = [tokenPath(shop, orders), tokenPath(news, orders)];
  const load = startLoad({
    origin,
    readers: 6,
    path: (reader) => plain[reader % 2] ?? '',
    onAnswer: (text) => judge(lives, text, tally),
  });
  if (isForcing) {
    server.child.kill('SIGUSR2');
    await server.printed('armed');
    const forced = await postStable(origin, chosen, orders, { force_refresh: true }).catch(() => undefined);
    if (forced !== undefined) judge(lives, forced.text, tally);
  }
  const died = load.ended.then(end('step'));
  const reached = load.answered(answers).then(
    () => 'answers' as const,
    () => died,
  );
  const how = await Promise.race([reached, died]);
  server.child.kill('SIGKILL');
  await Promise.all([load.ended, server.ended]);
  return how;
}

test(`D7: ${count} random kills under load with the seed ${seed}: no dead token, and no record that cannot be read`, async (t) => {
  const lives = await createLives(t);
  const { stateDir, simulator, shop, news, orders } = lives;
  const tally: Tally = { tokens: new Set(), served: 0, refused: 0 };
  const deaths = { start: 0, step: 0, answers: 0 };
  let aheadMs = 0;
  for (let kills = 0; kills < count; kills += 1) {
    deaths[await liveAndDie(lives, aheadMs, chooseEnd(kills), tally)] += 1;
    statesIn(stateDir);
    aheadMs += pick(downMs[kills % 3] ?? []);
    lives.setAhead(aheadMs);
  }
  const calls = simulator.calls.length;
  aheadMs += 7_200_000;
  lives.setAhead(aheadMs);
  for (const { appid } of [shop, news]) simulator.faultFor(appid, none);
  const env = { CLOCK_AHEAD_MS: String(aheadMs) };
  const { server, origin } = await lives.start({ preload: ['clock-ahead'], env });
  for (const account of [shop, news]) {
    tally.tokens.add(workingToken(lives, account, await readAs(origin, account, orders)));
  }
  await endInPeace(server);
  for (const state of statesIn(stateDir).values()) {
    assert.deepEqual([state.intent, doubtedSince(state)], [undefined, undefined]);
  }
  // each of these was reached, or the kills are not what they should be
  assert.ok(tally.served > count && tally.tokens.size >= 4, JSON.stringify(tally));
  assert.ok(deaths.answers > 0 && deaths.step + deaths.start > 0, JSON.stringify(deaths));
  t.diagnostic(JSON.stringify({ ...deaths, calls, served: tally.served, refused: tally.refused }));
});
