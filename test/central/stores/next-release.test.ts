// L2: what the next release adds to a state is kept through all that can happen to it here, and is written back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerOf } from '../../../src/central/stores/state-fields.ts';
import { parseRecord, toRecord } from '../../../src/central/stores/state-record.ts';
import { merge } from '../../../src/central/tokens/merge.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import { shifted } from '../../../src/central/tokens/store.ts';
import {
  callSent,
  fetchAbandoned,
  fetchFailed,
  fetchStarted,
  fetchSucceeded,
  forceDropped,
  forceNoted,
  replacedElsewhere,
  replacedPastUs,
  restarted,
  resumed,
} from '../../../src/central/tokens/transitions.ts';
import { asNextRelease, issuer, recordHolding } from '../../support/central/records.ts';
import { type Path, withField } from '../../support/page/fields.ts';
import { failure } from '../../support/virtual/token-service.ts';
import { fullState, half, heldState } from '../../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const owner = ownerOf(key, issuer);
const now = 1_800_000_600_000;
const offsetMs = 5000;
const later = { at: 1_900_000_000_000, list: [1, null, { deep: true }] };

const parts: Readonly<Record<string, Path>> = {
  state: [],
  held: ['held'],
  former: ['former'],
  intent: ['intent'],
  doubt: ['doubts', '0'],
  trouble: ['trouble'],
  failure: ['trouble', 'failure'],
  usage: ['usage'],
  calls: ['usage', 'calls'],
  forced: ['usage', 'forced', '0'],
};

/** With something that is not known here in every part. */
const extended = Object.values(parts).reduce<object>(
  (state, path) => withField([...path, 'later'], later, state),
  fullState,
);

/** As it is read from the next release's record, and what came of it as it is written again. */
function writtenAfter(change: (state: TokenState) => TokenState): object {
  const text = asNextRelease(recordHolding(key, extended), { alsoLater: later });
  const read = parseRecord(owner, text, { now, offsetMs, aheadMs: 86_400_000 });
  assert.ok(read.what === 'state', read.what);
  const record = JSON.parse(toRecord(owner, change(read.state), offsetMs, '', read.others));
  assert.deepEqual(record.alsoLater, later);
  return record.state;
}

/** The parts of a state in which what was added stands still. */
const keptIn = (state: object): string[] =>
  Object.keys(parts).filter((name) => {
    const part = parts[name]?.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), state);
    return JSON.stringify(Reflect.get(Object(part), 'later')) === JSON.stringify(later);
  });

const all = Object.keys(parts);
const without = (...gone: readonly string[]): string[] => all.filter((name) => !gone.includes(name));

const asMuch = shifted(fullState, -offsetMs);
const early = heldState('92_early', 3);
const fetched = { value: '92_next', expiresInS: 7200 };
const lost = failure('upstream_timeout', { mayHaveIssued: true });

/** What happens, and which parts it leaves as they are: the others are over, or new ones of this release. */
const changes: Readonly<
  Record<string, readonly [change: (state: TokenState) => TokenState, kept: string[]]>
> = {
  nothing: [(state) => state, all],
  'merged with an earlier state': [(state) => merge(state, early), all],
  'an earlier state merged with it': [(state) => merge(early, state), all],
  'merged with one that knows as much, without what was added': [(state) => merge(state, asMuch), all],
  'one that knows as much merged with it': [(state) => merge(asMuch, state), all],
  'a call goes out': [(state) => callSent(state, now), all],
  'a forced call is noted': [(state) => forceNoted(state, now), all],
  'a forced call is dropped': [forceDropped, all],
  'replaced past it': [(state) => replacedPastUs(state, now), all],
  'replaced elsewhere': [(state) => replacedElsewhere(state, now), all],
  'a pause is ended': [resumed, all],
  'a fetch begins': [(state) => fetchStarted(state, now, false), without('intent')],
  'a fetch is abandoned': [fetchAbandoned, without('intent')],
  'a restart': [(state) => restarted(state, now), without('intent')],
  'a restart with a clock that was turned back': [
    (state) => restarted(state, now - 3_600_000),
    without('intent', 'former'),
  ],
  'a fetch fails': [(state) => fetchFailed(state, lost, now, half), without('intent', 'trouble', 'failure')],
  'a fetch brings a token': [
    (state) => fetchSucceeded(state, fetched, now, half),
    without('intent', 'held', 'former', 'doubt', 'trouble', 'failure'),
  ],
};

for (const [name, [change, kept]] of Object.entries(changes)) {
  test(`L2: what the next release adds outlives: ${name}`, () => {
    assert.deepEqual(keptIn(writtenAfter(change)), kept);
  });
}
