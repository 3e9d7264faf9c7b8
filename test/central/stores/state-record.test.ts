import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFirstFile, parseFirstValue } from '../../../src/central/stores/earlier-states.ts';
import { ownerOf } from '../../../src/central/stores/state-fields.ts';
import { parseRecord, toRecord } from '../../../src/central/stores/state-record.ts';
import { emptyState, type TokenState } from '../../../src/central/tokens/state.ts';
import { asNextRelease, issuer, recordHolding, recordOf } from '../../support/central/records.ts';
import { fieldsOf, type Path, withField } from '../../support/page/fields.ts';
import { fullState, heldState } from '../../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const owner = ownerOf(key, issuer);
const time = { now: 1_800_000_000_000, offsetMs: 0, aheadMs: 86_400_000 };
const good = recordOf(key, fullState);

const whatIs = (text: string, at = time): string => parseRecord(owner, text, at).what;

function stateOf(text: string, of = owner): TokenState | undefined {
  const read = parseRecord(of, text, time);
  return read.what === 'state' ? read.state : undefined;
}

const withState = (state: unknown): string => recordHolding(key, state);

const owners: readonly (readonly [key: string, state: TokenState])[] = [
  [key, fullState],
  [key, heldState('92_other')],
  ['stable_token:wx0000000000000000', emptyState('stable_token')],
  ['jsapi:stable_token:wx0000000000000000', emptyState('ticket')],
  ['wx_card:token:wx0000000000000000', emptyState('ticket')],
];
for (const [of, state] of owners) {
  test(`a state comes back as it was: ${of}, ${Object.keys(state).length} fields`, () => {
    assert.deepEqual(stateOf(recordOf(of, state), ownerOf(of, issuer)), state);
  });
}

test('times are written by the clock of the store and read back by the clock of the process that reads', () => {
  const hourMs = 3_600_000;
  const record = toRecord(owner, fullState, hourMs);
  assert.equal(stateOf(record)?.held?.expiresAt, fullState.held.expiresAt + hourMs);
  assert.equal(stateOf(record)?.intent?.startedAt, fullState.intent.startedAt + hourMs);
  const read = parseRecord(owner, record, { ...time, offsetMs: hourMs });
  assert.deepEqual(read.what === 'state' && read.state, fullState);
});

test('L1: any single bit flipped makes it damaged: never another state, never one of a newer version', () => {
  const bytes = Buffer.from(good);
  for (let at = 0; at < bytes.length * 8; at += 1) {
    const flipped = Buffer.from(bytes);
    flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
    assert.equal(whatIs(flipped.toString()), 'damaged', `bit ${at}`);
    assert.equal(parseFirstFile(owner, flipped.toString(), time), undefined);
  }
});

test('L1: a record is its owner’s alone: no other account’s, kind’s or ticket’s, and another issuer’s is told apart', () => {
  const keys = [key, 'token:wx0000000000000001', 'stable_token:wx0000000000000000'];
  keys.push('jsapi:token:wx0000000000000000', 'wx_card:token:wx0000000000000000');
  for (const one of keys) {
    for (const other of keys) {
      const { what } = parseRecord(ownerOf(other, issuer), recordOf(one, emptyState('token')), time);
      assert.equal(
        what,
        one === key && other === key
          ? 'state'
          : one === other && one.startsWith('token')
            ? 'state'
            : 'damaged',
        `${one} as ${other}`,
      );
    }
  }
  const foreign = parseRecord(owner, recordOf(key, fullState, 'http://127.0.0.1:4000'), time);
  assert.deepEqual(foreign, { what: 'foreign', issuer: 'http://127.0.0.1:4000' });
});

const none: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: ' \n',
  'a torn record': good.slice(0, -20),
  'a record and more': `${good}}`,
  'zeros, as some disks leave them after a loss of power': '\0'.repeat(300),
  'no JSON': 'access_token=92_held_token',
  'a number': '5',
  null: 'null',
  'an array': '[]',
  'an object without anything': '{}',
  'a record without its check': `{${good.slice(53)}`,
  'a record too large': withState({ ...fullState, later: 'x'.repeat(2_000_000) }),
  'null as the state': withState(null),
  'a number as the state': withState(5),
  'an older version than there is': asNextRelease(good, { version: 0 }),
  'the version as text': asNextRelease(good, { version: '3' }),
  'nobody who wrote it': asNextRelease(good, { by: null }),
  'a fence as text': asNextRelease(good, { fence: '12' }),
};
for (const [name, text] of Object.entries(none)) {
  test(`no record: ${name}`, () => {
    assert.equal(whatIs(text), 'damaged');
    assert.equal(parseFirstFile(owner, text, time), undefined);
    assert.equal(parseFirstValue(owner, text, time), undefined);
  });
}

const fields = fieldsOf(fullState);

test('L1: a state whose fields hold another type is none', () => {
  assert.ok(fields.length > 25);
  for (const path of fields) {
    for (const wrong of [null, {}, [null], 'x'.repeat(3), -1.5]) {
      const now = path.reduce<unknown>((value, name) => Reflect.get(Object(value), name), fullState);
      if (typeof wrong === typeof now && !(typeof now === 'object')) continue;
      const state = withField(path, wrong, fullState);
      assert.equal(whatIs(withState(state)), 'damaged', `${path.join('.')}: ${JSON.stringify(wrong)}`);
    }
  }
});

test('a field that is always there is missed, one that need not be is not', () => {
  for (const name of Object.keys(fullState)) {
    const { [name]: _, ...state }: Record<string, unknown> = fullState;
    const isNeeded = name in emptyState('token');
    assert.equal(whatIs(withState(state)) === 'damaged', isNeeded, name);
  }
});

test('L2: what the next release adds, wherever it stands, is no damage, and is written back as it was', () => {
  const folders: Path[] = [
    ...[[], ['held'], ['former'], ['intent'], ['trouble'], ['trouble', 'failure'], ['usage']],
    ...[
      ['usage', 'calls'],
      ['usage', 'forced', '0'],
      ['doubts', '0'],
    ],
  ];
  const later = { at: 1_900_000_000_000, list: [1, null, { deep: true }] };
  for (const path of folders) {
    const state = withField([...path, 'later'], later, fullState);
    const text = asNextRelease(withState(state), { alsoLater: later });
    const read = parseRecord(owner, text, { ...time, offsetMs: 5000 });
    assert.ok(read.what === 'state', path.join('.'));
    const again = JSON.parse(toRecord(owner, read.state, 5000, '', read.others));
    assert.deepEqual([again.state, again.alsoLater], [state, later]);
  }
});

test('L2: a version that cannot be read is told apart from damage, with the time from which nothing in it works', () => {
  const next = asNextRelease(good, { version: 4 }, { held: 'in another way' });
  const until = fullState.intent.startedAt + 7_200_000;
  assert.deepEqual(parseRecord(owner, next, time), { what: 'newer', until });
  assert.deepEqual(parseRecord(owner, next, { ...time, offsetMs: 1000 }), {
    what: 'newer',
    until: until - 1000,
  });
  assert.equal(parseRecord(ownerOf('token:wx1', issuer), next, time).what, 'damaged');
});
