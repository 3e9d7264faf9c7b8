import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRecord, toRecord } from '../../../src/central/stores/state-record.ts';
import { emptyState } from '../../../src/central/token-state.ts';
import { fullState } from '../../support/token-states.ts';

const written = JSON.parse(toRecord(fullState, 0));

const parse = (data: unknown) => parseRecord(JSON.stringify(data), 0);

test('a record is the version and the state, no more and no less', () => {
  assert.deepEqual(written, { version: 1, state: fullState });
});

for (const state of [fullState, emptyState('stable_token'), emptyState('ticket')]) {
  test(`a state comes back as it was: ${Object.keys(state).length} fields, ${state.kind}`, () => {
    assert.deepEqual(parseRecord(toRecord(state, 0), 0), state);
  });
}

test('times are written by the wall clock and read back by the clock of the process that reads', () => {
  const hourMs = 3_600_000;
  const record = toRecord(fullState, hourMs);
  const byWall = parseRecord(record, 0);
  assert.equal(byWall?.kept?.expiresAt, fullState.kept.expiresAt + hourMs);
  assert.equal(byWall?.fetching?.startedAt, fullState.fetching.startedAt + hourMs);
  assert.deepEqual(parseRecord(record, hourMs), fullState);
  assert.equal(parseRecord(record, -hourMs)?.kept?.expiresAt, fullState.kept.expiresAt + 2 * hourMs);
});

const broken: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: ' \n',
  'a torn record': JSON.stringify(written).slice(0, -20),
  'a record and more': `${JSON.stringify(written)}}`,
  'zeros, as some disks leave them after a loss of power': '\0'.repeat(300),
  'no JSON': 'access_token=92_kept_token',
  null: 'null',
  'a number': '1',
  'a string': '"state"',
  'an array': '[]',
  'a record in an array': JSON.stringify([written]),
  'an object without anything': '{}',
  'no version': JSON.stringify({ state: fullState }),
  'another version': JSON.stringify({ version: 2, state: fullState }),
  'the version as text': JSON.stringify({ version: '1', state: fullState }),
  'no state': JSON.stringify({ version: 1 }),
  'null as the state': JSON.stringify({ version: 1, state: null }),
  'a further field': JSON.stringify({ ...written, secret: 's' }),
  'a number that is none (1e999)': JSON.stringify(written).replace('"fence":12', '"fence":1e999'),
};
for (const [name, text] of Object.entries(broken)) {
  test(`no record: ${name}`, () => assert.equal(parseRecord(text, 0), undefined));
}

type Path = readonly string[];

/** Every field of the state, also those in other fields. */
function fieldsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  const below = Object.entries(value).flatMap(([name, part]) => fieldsOf(part, [...path, name]));
  return path.length === 0 ? below : [path, ...below];
}

function withField([name = '', ...rest]: Path, value: unknown, within: object): object {
  const inner: unknown = Reflect.get(within, name);
  const put = rest.length === 0 ? value : withField(rest, value, Object(inner));
  return { ...within, [name]: put };
}

const fields = fieldsOf(fullState);

test('a state whose fields hold something else is none', () => {
  assert.ok(fields.length > 25);
  for (const path of fields) {
    for (const wrong of [null, {}, [null], 'x'.repeat(3), -1.5]) {
      const now = path.reduce<unknown>((value, name) => Reflect.get(Object(value), name), fullState);
      if (typeof wrong === typeof now && !(typeof now === 'object')) continue;
      const state = withField(path, wrong, fullState);
      assert.equal(parse({ version: 1, state }), undefined, `${path.join('.')}: ${JSON.stringify(wrong)}`);
    }
  }
});

test('a field that is not known makes a state none, wherever it stands', () => {
  const folders: Path[] = [
    [],
    ...fields.filter((path) => fields.some((other) => other.length > path.length && other[0] === path[0])),
  ];
  assert.ok(folders.length > 5);
  for (const path of folders) {
    const state = withField([...path, 'later'], 1, fullState);
    assert.equal(parse({ version: 1, state }), undefined, path.join('.'));
  }
});

test('a field that is always there is missed, one that need not be is not', () => {
  for (const name of Object.keys(fullState)) {
    const { [name]: _, ...state }: Record<string, unknown> = fullState;
    const isNeeded = name in emptyState('token');
    assert.equal(parse({ version: 1, state }) === undefined, isNeeded, name);
  }
});
