// What the README prints, so that a test can run it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export type Block = Readonly<{ language: string; text: string }>;

/** Every fenced block of a README, without the indentation of a list that it stands in. */
export function blocksOf(file: 'README.md' | 'README.zh-CN.md'): Block[] {
  const fenced = /^( *)```(\w*)\n([\s\S]*?)^ *```$/gm;
  return [...readFileSync(file, 'utf8').matchAll(fenced)].map(
    ([, indent = '', language = '', text = '']) => ({
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** The one block of the README in this language that holds this text. */
export function blockWith(language: string, text: string): string {
  const found = blocksOf('README.md').filter(
    (each) => each.language === language && each.text.includes(text),
  );
  assert.equal(found.length, 1, `blocks of ${language} with ${text}`);
  return found[0]?.text ?? '';
}

/** Puts what a test runs with in the place of what is printed; each has to be there. */
export function withReplaced(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((whole, [printed, used]) => {
    assert.ok(whole.includes(printed), `${printed} is not printed`);
    return whole.replaceAll(printed, used);
  }, text);
}
