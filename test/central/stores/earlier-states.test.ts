// What earlier versions wrote, with conclusions in it, is read as facts from which the same follows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseFirstFile, parseFirstValue } from '../../../src/central/stores/earlier-states.ts';
import { ownerOf } from '../../../src/central/stores/state-fields.ts';
import { parseRecord } from '../../../src/central/stores/state-record.ts';
import { nextFetchAt, pausedUntil } from '../../../src/central/tokens/due.ts';
import { callsToday, forcedWithinDay, judgeForcing } from '../../../src/central/tokens/forcing.ts';
import { merge } from '../../../src/central/tokens/merge.ts';
import { phaseOf, promisedUntil } from '../../../src/central/tokens/promise.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import { restarted } from '../../../src/central/tokens/transitions.ts';
import { issuer, ownerIn, recordOf, stateIn } from '../../support/central/records.ts';

// captured of 0.1.0 as it ran
const first = JSON.parse(readFileSync('test/central/stores/release-0.1.0.json', 'utf8'));
// records of version 2 by its own code, each with what that code said of the state, as it is and after a restart
const second = JSON.parse(readFileSync('test/central/stores/version-2.json', 'utf8'));

const timeAt = (now: number) => ({ now, offsetMs: 0, aheadMs: 60_000 });

/** Each fact of a state as it was written then, and nothing besides. */
function assertFacts(
  state: TokenState | undefined,
  { kept, former, ...written }: Record<string, unknown>,
): void {
  assert.ok(state !== undefined);
  const { lastFailure, calls, forcedAt, nextTryAt } = written;
  const { at, ...failure } = Object(lastFailure);
  assert.deepEqual([state.kind, state.fence, state.held], [written.kind, written.fence, kept]);
  assert.deepEqual(state.former, former && { ...former, fence: 0 });
  assert.deepEqual(state.usage.calls, calls);
  assert.deepEqual(
    state.usage.forced.map((forced) => forced.at),
    forcedAt,
  );
  assert.deepEqual([state.intent, state.doubts], [undefined, []]);
  if (lastFailure === undefined) assert.equal(state.trouble, undefined);
  else {
    assert.deepEqual([state.trouble?.failure, state.trouble?.at], [failure, at]);
    assert.deepEqual([state.trouble?.failures, pausedUntil(state)], [written.failures, nextTryAt]);
  }
}

test('what release 0.1.0 wrote is read: each file and each value that was captured of it', () => {
  const { capturedAt, folder, redis } = first;
  const then = timeAt(capturedAt);
  const read: string[] = [];
  for (const [name, text] of Object.entries<string>(folder)) {
    const of = ownerOf(name.replace('.json', '').replaceAll('.', ':'), issuer);
    assertFacts(parseFirstFile(of, text, then), JSON.parse(text).state);
    assert.equal(parseRecord(of, text, then).what, 'damaged');
    read.push(of.kind);
  }
  for (const [name, text] of Object.entries<string>(redis)) {
    if (name.endsWith(':version')) continue;
    const of = ownerOf(name.replace('wechat-access-token:', '').replace(':state', ''), issuer);
    assertFacts(parseFirstValue(of, text, then), JSON.parse(JSON.parse(text).record).state);
    read.push(of.kind);
  }
  assert.deepEqual(read.sort(), [
    'jsapi:token',
    'jsapi:token',
    'stable_token',
    'stable_token',
    'token',
    'token',
    'token',
  ]);
});

/** What is concluded of a state, in the order of the captured words. */
const said = (state: TokenState, now: number) => ({
  phase: phaseOf(state, now),
  // nothing at all where that is over
  promisedUntil: Math.max(now, promisedUntil(state, now)),
  nextFetchAt: nextFetchAt(state),
  forcing: judgeForcing(state, now, undefined),
  forcedWithinDay: forcedWithinDay(state, now).length,
  callsToday: callsToday(state, now),
  formerUntil: state.former?.worksUntil ?? 0,
});

type Captured = Readonly<{ record: string; asItIs: object; afterRestart: object }>;

for (const [name, { record, asItIs, afterRestart }] of Object.entries<Captured>(second.states)) {
  test(`a record of version 2 says what it said to its own version: ${name}`, () => {
    const now = second.capturedAt;
    const read = parseRecord(ownerIn(record), record, timeAt(now));
    assert.ok(read.what === 'state', read.what);
    assert.deepEqual(said(read.state, now), asItIs);
    assert.deepEqual(said(restarted(read.state, now), now), afterRestart);
    const { kind, appid } = ownerIn(record);
    const rewritten = stateIn(recordOf(`${kind}:${appid}`, read.state));
    assert.deepEqual(rewritten, read.state, 'and it is written and read again as it is');
  });
}

test('all kinds of states of version 2 are among the captured ones', () => {
  const states = Object.values<Captured>(second.states).map(({ record }) => JSON.parse(record).state);
  const fields = new Set(states.flatMap((state) => Object.keys(state)));
  for (const field of ['kept', 'former', 'suspectSince', 'suspectFence', 'fetching', 'lastFailure', 'calls'])
    assert.ok(fields.has(field), field);
  assert.ok(states.some(({ forcedAt }) => forcedAt.length === 20));
  assert.deepEqual(new Set(states.map(({ kind }) => kind)), new Set(['token', 'stable_token', 'ticket']));
});

test('two who read one record of version 2, each by its own clock, count each forced refresh once', () => {
  const { record } = second.states['twenty forced'];
  const owner = ownerIn(record);
  const states = [0, 137].map((offsetMs) => {
    const read = parseRecord(owner, record, { ...timeAt(second.capturedAt), offsetMs });
    return read.what === 'state' ? read.state : assert.fail(read.what);
  });
  const [one, other] = states;
  assert.ok(one !== undefined && other !== undefined);
  assert.equal(forcedWithinDay(merge(one, other), second.capturedAt).length, 20);
  const fences = merge(one, other).usage.forced.map(({ fence }) => fence);
  assert.deepEqual(
    fences,
    one.usage.forced.map(({ fence }) => fence),
  );
  assert.equal(new Set(fences).size, 20);
});
