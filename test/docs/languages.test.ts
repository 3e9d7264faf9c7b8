// The documents in English and Chinese say the same: what a program can see of that.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { blocksOf, codeIn, documents, proseOf, rowsIn, sectionsOf } from '../support/documents.ts';

/** Comments and the texts of alerts are in the language of the document. */
const comparable = (text: string): string =>
  text
    .replaceAll(/(^|\s)(#|\/\/ ).*$/gm, '')
    .replaceAll(/summary: ".*"/g, 'summary')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What stands there in both languages alike. */
const isPlain = (code: string): boolean => /^[\x20-\x7e…]+$/.test(code) && !/FILE$|"old"/.test(code);

const codes = (text: string): string[] => [...new Set(codeIn(text).filter(isPlain))].sort();

test('every manual is there in both languages', () => {
  const chinese = readdirSync('docs/zh-CN').map((name) => `docs/zh-CN/${name}`);
  assert.ok(documents.length >= 8);
  assert.deepEqual(
    documents
      .slice(1)
      .map(([, name]) => name)
      .sort(),
    chinese.sort(),
  );
});

for (const [english, chinese] of documents) {
  test(`${english} prints the same commands, files and set-ups in Chinese`, () => {
    const [one, other] = [english, chinese].map((file) =>
      blocksOf(file).map(({ language, text }) => [language, comparable(text)]),
    );
    assert.deepEqual(other, one);
  });

  test(`${english} has the same headings in Chinese, and below each the same words of the code and as many rows`, () => {
    const [one, other] = [english, chinese].map((file) =>
      sectionsOf(file).map(({ level, heading, text }) => ({
        level,
        inHeading: codes(heading),
        words: codes(text),
        rows: rowsIn(text).map(([first = '']) => codes(first)),
        paragraphs: text.split(/\n\n+/).filter((part) => part.trim() !== '').length,
      })),
    );
    assert.ok(one !== undefined && one.length > 1);
    for (const [i, section] of one.entries()) {
      assert.deepEqual(other?.[i], section, sectionsOf(english)[i]?.heading);
    }
    assert.equal(other?.length, one.length);
  });

  test(`${english} links to the same places in Chinese`, () => {
    const [one, other] = [english, chinese].map((file) =>
      [...proseOf(file).matchAll(/\]\(([^)#\s]*)/g)]
        .map(
          ([, target = '']) =>
            target
              .split('/')
              .at(-1)
              ?.replace(/\.zh-CN|-zh\b/, '') ?? '',
        )
        .sort(),
    );
    assert.deepEqual(other, one);
  });
}
