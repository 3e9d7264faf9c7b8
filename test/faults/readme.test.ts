import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Scenario = Readonly<{ id: string; isByHand: boolean }>;

/** The rows of the tables; what only a person can try says `(by hand)` at its end. */
const scenarios: readonly Scenario[] = readFileSync('test/faults/README.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const id = /^\| ([A-Z]\d+) \|/.exec(line)?.[1];
    return id === undefined ? [] : [{ id, isByHand: line.endsWith('(by hand) |') }];
  });

/** What titles begin with, also those in a table of cases: `A1: …`, `A1, A2: …`, `A1 over TLS: …`. */
const idsOfTitle = /(?:\btest\(|\bname:)\s*['`]((?:[A-N]\d+(?:,? (?:and )?)?)+)/g;

function idsIn(text: string): string[] {
  return [...text.matchAll(idsOfTitle)].flatMap(([, ids = '']) => ids.match(/[A-N]\d+/g) ?? []);
}

const named = new Set(
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => idsIn(readFileSync(`test/${name}`, 'utf8'))),
);

test('every scenario has a test that names it', () => {
  assert.ok(scenarios.length > 100);
  const untried = scenarios.filter(({ id, isByHand }) => !isByHand && !named.has(id)).map(({ id }) => id);
  assert.deepEqual(untried, []);
});

test('no title names a scenario that is not in the table, and none is there twice', () => {
  const ids = scenarios.map(({ id }) => id);
  assert.deepEqual(
    [...named].filter((id) => !ids.includes(id)),
    [],
  );
  assert.equal(new Set(ids).size, ids.length);
});

test('ids are found in titles, alone and in a row, and nowhere else', () => {
  const text =
    "test('A1, B2: one', …) test(`C3 over TLS: …`) { name: 'D4: …' } test('an E5 within') x('F6: no')";
  assert.deepEqual(idsIn(text), ['A1', 'B2', 'C3', 'D4']);
});
