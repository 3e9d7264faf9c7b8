// README and manuals in both languages, taken apart so that a test can hold and run what they print.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const manuals = readdirSync('docs').filter((name) => name.endsWith('.md'));

/** Every document with its counterpart: English, Chinese. */
export const documents: readonly (readonly [english: string, chinese: string])[] = [
  ['README.md', 'README.zh-CN.md'],
  ...manuals.map((name) => [`docs/${name}`, `docs/zh-CN/${name}`] as const),
];

export type Block = Readonly<{ language: string; text: string }>;

const fenced = /^( *)```(\w*)\n([\s\S]*?)^ *```$/gm;

/** Every fenced block of a document, without the indentation of a list that it stands in. */
export function blocksOf(file: string): Block[] {
  return [...readFileSync(file, 'utf8').matchAll(fenced)].map(
    ([, indent = '', language = '', text = '']) => ({
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** A document without its fenced blocks. */
export const proseOf = (file: string): string => readFileSync(file, 'utf8').replace(fenced, '');

/** The one block of the English documents in this language that holds this text. */
export function blockWith(language: string, text: string): string {
  const found = documents
    .flatMap(([english]) => blocksOf(english))
    .filter((each) => each.language === language && each.text.includes(text));
  assert.equal(found.length, 1, `blocks of ${language} with ${text}`);
  return found[0]?.text ?? '';
}

/** What stands between back ticks. */
export const codeIn = (text: string): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

export type Section = Readonly<{ level: number; heading: string; text: string }>;

/** A document by its headings, in order; each with what follows up to the next one of any level. */
export function sectionsOf(file: string): Section[] {
  const parts = proseOf(file).split(/^(#+) (.+)$/m);
  return Array.from({ length: (parts.length - 1) / 3 }, (_, i) => ({
    level: parts[3 * i + 1]?.length ?? 0,
    heading: parts[3 * i + 2] ?? '',
    text: parts[3 * i + 3] ?? '',
  }));
}

/** The cells of all tables in a text, a row each, without the head. */
export function rowsIn(text: string): string[][] {
  return [...text.matchAll(/^\|[-| ]+\|\n((?:\|.*\|\n?)+)/gm)].flatMap(([, body = '']) =>
    body
      .trimEnd()
      .split('\n')
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      ),
  );
}

/** The rows below a heading of the English document, and those at the same place of the Chinese one. */
export function rowsBelow(english: string, heading: string): readonly (readonly string[][])[] {
  const chinese = documents.find(([name]) => name === english)?.[1] ?? '';
  const at = sectionsOf(english).findIndex((section) => section.heading === heading);
  const found = [english, chinese].map((file) => rowsIn(sectionsOf(file)[at]?.text ?? ''));
  for (const rows of found) assert.ok(rows.length > 0, `${english}: no table below ${heading}`);
  return found;
}

/** Puts what a test runs with in the place of what is printed; each has to be there. */
export function withReplaced(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((whole, [printed, used]) => {
    assert.ok(whole.includes(printed), `${printed} is not printed`);
    return whole.replaceAll(printed, () => used);
  }, text);
}
