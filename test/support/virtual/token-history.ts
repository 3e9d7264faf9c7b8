// One process that keeps one key, with WeChat, the disk and two clocks around it, by the pure part of the machine alone.
import assert from 'node:assert/strict';
import { createClock } from '../../../src/central/tokens/clock.ts';
import { isFetchDue } from '../../../src/central/tokens/due.ts';
import { type Forcing, judgeForcing } from '../../../src/central/tokens/forcing.ts';
import { promisedUntil } from '../../../src/central/tokens/promise.ts';
import { emptyState, type TokenState } from '../../../src/central/tokens/state.ts';
import { shifted } from '../../../src/central/tokens/store.ts';
import * as transitions from '../../../src/central/tokens/transitions.ts';
import { createWechatRules } from '../../../src/demo/simulator/wechat-rules.ts';
import type { Endpoint } from '../../../src/wechat/client.ts';
import { createPromises } from '../central/promises.ts';
import { randomFrom } from '../random.ts';

const { callSent, fetchFailed, fetchStarted, fetchSucceeded, forceNoted, restarted } = transitions;
const appid = 'wx0000000000000000';
const deadlineMs = 8000;

type Flight = Readonly<{
  isForced: boolean;
  isLadder: boolean;
  arrivesAt: number;
  endsAt: number;
  answer: Answer;
}>;
type Answer = 'good' | 'lost' | 'unsent' | 'busy';
type Call = Readonly<{ at: number; isForced: boolean }>;

export type History = ReturnType<typeof createHistory>;

/** A history that has yet to happen; all time is its own. Whatever it does, it checks what was promised before. */
export function createHistory(kind: Endpoint, seed: number) {
  const random = randomFrom(seed);
  const within = (least: number, most: number): number => least + (most - least) * random();
  let trueTime = 1_800_000_000_000;
  let skewMs = 0;
  const rules = createWechatRules({ now: () => trueTime, openAccounts: true });
  const newClock = () =>
    createClock(
      () => trueTime + skewMs,
      () => trueTime - 1_700_000_000_000,
    );
  let clock = newClock();
  let state = emptyState(kind);
  let stored: TokenState | undefined;
  let flight: Flight | undefined;
  let firstValue: string | undefined;
  const promises = createPromises((value, at) => {
    const here = trueTime;
    trueTime = at;
    const found = rules.check(value);
    trueTime = here;
    return found;
  });
  const calls: Call[] = [];
  const forcedStarts: number[] = [];
  let forgottenAt = 0;
  const judged: Forcing[] = [];
  let savedOffsetMs = 0;
  let isAgeUnknown = false;
  let reply: ReturnType<typeof rules.token> = {};

  const isReplacing = (isForced: boolean): boolean => kind === 'token' || isForced;

  /** In wall clock, as it stands on the disk. */
  function save(): void {
    savedOffsetMs = clock.wallOffsetMs();
    stored = shifted(state, savedOffsetMs);
  }

  const hasJumped = (): boolean => Math.abs(clock.wallOffsetMs() - savedOffsetMs) > 1000;

  function fly(isForced: boolean): void {
    firstValue = state.held?.value;
    state = fetchStarted(state, clock.now(), isForced);
    if (isForced && kind === 'token') state = forceNoted(state, clock.now());
    if (isReplacing(isForced)) save();
    // only a forced refresh may break what was promised
    if (isForced) promises.forget();
    send(isForced, false);
  }

  function send(isForced: boolean, isLadder: boolean): void {
    const isForcedCall = isForced && (kind === 'token' || isLadder);
    if (isLadder) state = forceNoted(state, clock.now());
    if (isLadder) save();
    state = callSent(state, clock.now());
    reply = {};
    const kinds: Answer[] = ['good', 'good', 'good', 'lost', 'lost', 'unsent', 'busy'];
    const answer = random() < 0.6 ? 'good' : (kinds[Math.floor(random() * kinds.length)] ?? 'good');
    const arrivesAt = trueTime + within(0, deadlineMs / 2);
    const endsAt = answer === 'lost' ? trueTime + deadlineMs : within(arrivesAt, trueTime + deadlineMs);
    flight = { isForced, isLadder, arrivesAt, endsAt, answer };
    calls.push({ at: trueTime, isForced: isForcedCall });
  }

  function arrive({ isForced, isLadder, answer }: Flight): void {
    const params = { grant_type: 'client_credential', appid, secret: 'any' };
    if (answer === 'unsent' || answer === 'busy') return;
    const { at, isForced: isForcedCall } = calls.at(-1) ?? assert.fail();
    if (isForcedCall && at > forgottenAt) forcedStarts.push(at);
    reply =
      kind === 'token'
        ? rules.token(params)
        : rules.stableToken({ ...params, force_refresh: isForced && isLadder });
  }

  function land(landed: Flight): void {
    flight = undefined;
    const now = clock.now();
    const { access_token: value, expires_in: expiresInS } = reply;
    if (landed.answer === 'good' && value !== undefined && expiresInS !== undefined) {
      if (kind === 'stable_token' && landed.isForced && !landed.isLadder && value === firstValue) {
        send(true, true);
        return;
      }
      isAgeUnknown = false;
      state = fetchSucceeded(state, { value, expiresInS }, now, random);
    } else {
      const failure = { code: 'any', mayHaveIssued: landed.answer === 'lost', needsPerson: false };
      state = fetchFailed(state, failure, now, random);
    }
    save();
  }

  /** Lets time pass, stopping wherever something is to happen or to be checked. */
  function pass(ms: number): void {
    const end = trueTime + ms;
    for (;;) {
      const stops = [
        ...(flight === undefined ? [] : [flight.arrivesAt > trueTime ? flight.arrivesAt : flight.endsAt]),
        ...promises.ends(),
      ].filter((at) => at <= end);
      if (stops.length === 0) break;
      trueTime = Math.max(trueTime, Math.min(...stops));
      promises.check(trueTime);
      if (flight !== undefined && flight.arrivesAt === trueTime) arrive(flight);
      if (flight !== undefined && flight.endsAt <= trueTime) land(flight);
    }
    trueTime = end;
    tick();
  }

  function tick(): void {
    if (stored !== undefined && hasJumped()) save();
    if (flight === undefined && isFetchDue(state, clock.now())) fly(false);
  }

  function read(): void {
    const now = clock.now();
    const promiseS = Math.floor((promisedUntil(state, now) - now) / 1000);
    if (state.held === undefined || promiseS < 1 || isAgeUnknown) return;
    assert.ok(promiseS <= 7200);
    assert.equal(typeof rules.check(state.held.value), 'object', 'a dead token was handed out');
    promises.add(state.held.value, trueTime + promiseS * 1000);
  }

  function report(invalidToken = state.held?.value): void {
    const callsBefore = calls.length;
    const forcing = judgeForcing(state, clock.now(), invalidToken);
    judged.push(forcing);
    if (forcing === 'refresh' && flight === undefined) fly(true);
    else assert.equal(calls.length, callsBefore);
  }

  function crash(): void {
    // what is on the wire may still arrive
    if (flight !== undefined && flight.arrivesAt > trueTime && random() < 0.5) arrive(flight);
    flight = undefined;
    if (hasJumped()) isAgeUnknown = true;
    if (isAgeUnknown) forgetWhatNobodyCanKnow();
    clock = newClock();
    state = stored === undefined ? emptyState(kind) : restarted(stored, clock.now());
  }

  function jump(ms: number): void {
    clock.now();
    skewMs += ms;
    // a jump ahead cannot be told from a sleep, and asks for a token early
    if (ms > 0) forgetWhatNobodyCanKnow();
  }

  /**
   * The clock was moved between the last write and the restart: the disk's times are by a clock that is no more, and
   * how old a token is cannot be known. A move while the process lives, and is written down, makes no difference.
   */
  function forgetWhatNobodyCanKnow(): void {
    promises.forget();
    forcedStarts.length = 0;
    forgottenAt = trueTime;
  }

  const { checked } = promises;
  return { random, within, pass, tick, read, report, crash, jump, calls, forcedStarts, judged, checked };
}
