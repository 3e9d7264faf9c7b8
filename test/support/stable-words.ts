// The stable words of the code, read out of its sources: types are gone when it runs. And where docs/errors.md explains them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { codeIn, rowsBelow } from './documents.ts';

export const manual = 'docs/errors.md';

/** The text of a file. */
export const read = (file: string): string => readFileSync(file, 'utf8');

/** All that this finds in a file; there has to be something, or a rule would hold for nothing. */
export function find(file: string, pattern: RegExp): string[] {
  const found = [...read(file).matchAll(pattern)].map(([, word = '']) => word);
  assert.ok(found.length > 0, `${file} has no ${pattern}`);
  return found;
}

/** The words of a union of texts. */
export function union(file: string, name: string): string[] {
  const [, body = ''] =
    new RegExp(`^(?:export )?type ${name} =((?:\\s*\\|?\\s*(?:'\\w+'|\\w+))+);`, 'm').exec(read(file)) ?? [];
  const words = [...body.matchAll(/'(\w+)'/g)].map(([, word = '']) => word);
  assert.ok(words.length > 1, `${file} has no ${name}`);
  return words;
}

/** Each once, in order. */
export const unique = (words: readonly string[]): string[] => [...new Set(words)].sort();

const wordsBelow = (heading: string, column = 0): string[][] =>
  rowsBelow(manual, heading).map((rows) => unique(rows.flatMap((cells) => codeIn(cells[column] ?? ''))));

/** These words, and no others, stand in that column below a heading, in both languages. */
export function assertWords(heading: string, words: readonly string[], column?: number): void {
  for (const documented of wordsBelow(heading, column)) assert.deepEqual(documented, unique(words));
}

/** Every source file of the house. */
export const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name}`);
