// Random histories of one key against WeChat's rules: what was promised with a token held, and no rule was broken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from '../../src/central/clock.ts';
import { shifted } from '../../src/central/store.ts';
import { asked, failed, restored, started, succeeded } from '../../src/central/token-events.ts';
import {
  emptyState,
  isFetchDue,
  judgeForcing,
  promisedUntil,
  type TokenState,
} from '../../src/central/token-state.ts';
import { createWechatRules } from '../support/wechat-rules.ts';

const appid = 'wx0000000000000000';
const deadlineMs = 8000;
const histories = Number(process.env.HISTORIES ?? 3000);
const stepsEach = 120;

/** mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Kind = 'token' | 'stable_token';
type Flight = { isForced: boolean; isLadder: boolean; arrivesAt: number; endsAt: number; answer: Answer };
type Answer = 'good' | 'lost' | 'unsent' | 'busy';
type Promised = { value: string; until: number; at: number };

/** One process that keeps one key, with WeChat, the disk and two clocks around it; all time is its own. */
function createHistory(kind: Kind, seed: number) {
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
  let promises: Promised[] = [];
  const calls: { at: number; isForced: boolean }[] = [];
  const forcedStarts: number[] = [];
  let savedOffsetMs = 0;
  let isAgeUnknown = false;
  let checked = 0;
  let reply: ReturnType<typeof rules.token> = {};

  const isReplacing = (isForced: boolean): boolean => kind === 'token' || isForced;

  /** In wall clock, as it stands on the disk. */
  function save(): void {
    savedOffsetMs = clock.wallOffsetMs();
    stored = shifted(state, savedOffsetMs);
  }

  const hasJumped = (): boolean => Math.abs(clock.wallOffsetMs() - savedOffsetMs) > 1000;

  function fly(isForced: boolean): void {
    state = started(state, clock.now(), isForced);
    if (isReplacing(isForced)) save();
    if (isForced) {
      forcedStarts.push(trueTime);
      // only a forced refresh may break what was promised
      promises = [];
    }
    send(isForced, false);
  }

  function send(isForced: boolean, isLadder: boolean): void {
    state = asked(state, clock.now());
    reply = {};
    const kinds: Answer[] = ['good', 'good', 'good', 'lost', 'lost', 'unsent', 'busy'];
    const answer = random() < 0.6 ? 'good' : (kinds[Math.floor(random() * kinds.length)] ?? 'good');
    const arrivesAt = trueTime + within(0, deadlineMs / 2);
    const endsAt = answer === 'lost' ? trueTime + deadlineMs : within(arrivesAt, trueTime + deadlineMs);
    flight = { isForced, isLadder, arrivesAt, endsAt, answer };
    calls.push({ at: trueTime, isForced: isForced && (kind === 'token' || isLadder) });
  }

  function arrive({ isForced, isLadder, answer }: Flight): void {
    const params = { grant_type: 'client_credential', appid, secret: 'any' };
    if (answer === 'unsent' || answer === 'busy') return;
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
      state = succeeded(state, { value, expiresInS }, now, random);
    } else {
      const failure = { code: 'any', mayHaveIssued: landed.answer === 'lost', needsPerson: false };
      state = failed(state, failure, now, random);
    }
    save();
  }

  /** Lets time pass, stopping wherever something is to happen or to be checked. */
  function pass(ms: number): void {
    const end = trueTime + ms;
    for (;;) {
      const stops = [
        ...(flight === undefined ? [] : [flight.arrivesAt > trueTime ? flight.arrivesAt : flight.endsAt]),
        ...promises.map(({ until }) => until),
      ].filter((at) => at <= end);
      if (stops.length === 0) break;
      trueTime = Math.max(trueTime, Math.min(...stops));
      keepPromises();
      if (flight !== undefined && flight.arrivesAt === trueTime) arrive(flight);
      if (flight !== undefined && flight.endsAt <= trueTime) land(flight);
    }
    trueTime = end;
    tick();
  }

  function keepPromises(): void {
    for (const promise of promises.filter(({ until }) => until <= trueTime)) {
      const here = trueTime;
      trueTime = promise.until - 1;
      const found = rules.check(promise.value);
      trueTime = here;
      assert.equal(
        typeof found,
        'object',
        `${promise.value.slice(0, 6)} was ${String(found)} before its time`,
      );
      checked += 1;
    }
    promises = promises.filter(({ until }) => until > trueTime);
  }

  function tick(): void {
    if (stored !== undefined && hasJumped()) save();
    if (flight !== undefined || !isFetchDue(state, clock.now())) return;
    firstValue = state.kept?.value;
    fly(false);
  }

  function read(): void {
    const now = clock.now();
    const promiseS = Math.floor((promisedUntil(state, now) - now) / 1000);
    if (state.kept === undefined || promiseS < 1 || isAgeUnknown) return;
    assert.ok(promiseS <= 7200);
    assert.equal(typeof rules.check(state.kept.value), 'object', 'a dead token was handed out');
    promises.push({ value: state.kept.value, until: trueTime + promiseS * 1000, at: trueTime });
  }

  function report(invalidToken: string | undefined): void {
    const callsBefore = calls.length;
    const forcing = judgeForcing(state, clock.now(), invalidToken);
    if (forcing === 'refresh' && flight === undefined) {
      firstValue = state.kept?.value;
      fly(true);
      return;
    }
    assert.equal(calls.length, callsBefore);
  }

  function crash(): void {
    // what is on the wire may still arrive
    if (flight !== undefined && flight.arrivesAt > trueTime && random() < 0.5) arrive(flight);
    flight = undefined;
    if (hasJumped()) isAgeUnknown = true;
    if (isAgeUnknown) forgetWhatNobodyCanKnow();
    clock = newClock();
    state = stored === undefined ? emptyState(kind) : restored(stored, clock.now());
  }

  function jump(ms: number): void {
    clock.now();
    skewMs += ms;
    // a jump ahead cannot be told from a sleep, and asks for a token early
    if (ms > 0) forgetWhatNobodyCanKnow();
  }

  function step(): void {
    const dice = random();
    if (dice < 0.35) return read();
    if (dice < 0.6) return pass(within(0, 20_000));
    if (dice < 0.8) return pass(within(0, 900_000));
    if (dice < 0.84) return pass(within(0, 8_000_000));
    if (dice < 0.88) return report(state.kept?.value);
    if (dice < 0.91) return report('93_an_older_one');
    if (dice < 0.95) return crash();
    if (dice < 0.97) return jump(-within(0, 7_200_000));
    if (dice < 0.975) return jumpAndCrash();
    tick();
  }

  /**
   * The clock was moved between the last write and the restart: the disk's times are by a clock that is no more, and
   * how old a token is cannot be known. A move while the process lives, and is written down, makes no difference.
   */
  function forgetWhatNobodyCanKnow(): void {
    promises = [];
    forcedStarts.length = 0;
  }

  function jumpAndCrash(): void {
    jump(within(-7_200_000, 7_200_000));
    crash();
  }

  function finish(): void {
    pass(20_000_000);
    for (let i = 0; i < forcedStarts.length; i += 1) {
      const at = forcedStarts[i] ?? 0;
      const within30s = forcedStarts.filter((other) => other >= at && other - at < 29_000);
      const withinDay = forcedStarts.filter((other) => other >= at && other - at < 86_400_000);
      assert.equal(within30s.length, 1, 'forced twice within 30 s');
      assert.ok(withinDay.length <= 20, 'forced more than 20 times a day');
    }
  }

  return { step, finish, calls, checked: () => checked };
}

for (const kind of ['token', 'stable_token'] as const) {
  test(`${histories} random histories of ${kind}: no token died before it was promised to`, () => {
    let checked = 0;
    let calls = 0;
    for (let seed = 1; seed <= histories; seed += 1) {
      const history = createHistory(kind, seed);
      try {
        for (let i = 0; i < stepsEach; i += 1) history.step();
        history.finish();
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : '?'}`);
      }
      checked += history.checked();
      calls += history.calls.length;
    }
    // a history that promised nothing would have shown nothing
    assert.ok(checked > histories * 5, `${checked} promises were checked`);
    assert.ok(calls > histories * 5);
  });
}
