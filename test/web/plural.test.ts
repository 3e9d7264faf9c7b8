import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusTexts } from '../../src/central/status/texts/index.ts';
import { texts } from '../../src/page/texts/index.ts';
import { scriptEn } from '../../src/web/texts/en.ts';

type Counted = Readonly<{ name: string; say: (...counts: number[]) => string }>;

/** Every text of a catalogue that something is put into: by function on the server, by {name} in the script. */
function counted(catalogue: unknown, name = ''): Counted[] {
  // a text that takes a word takes a figure as well: all it does is to put it in
  if (typeof catalogue === 'function') return [{ name, say: catalogue as Counted['say'] }];
  if (typeof catalogue === 'string') {
    if (!/\{\w+\}/.test(catalogue)) return [];
    return [{ name, say: (count = 0) => catalogue.replace(/\{\w+\}/g, String(count)) }];
  }
  if (typeof catalogue !== 'object' || catalogue === null) return [];
  return Object.entries(catalogue).flatMap(([key, value]) => counted(value, `${name}.${key}`));
}

const english = [
  ...counted(texts.en, 'page'),
  ...counted(statusTexts.en, 'central'),
  ...counted(scriptEn, 'script'),
];

/** One of something in the plural, or several in the singular: "1 characters", "1 of 20 are left", "2 byte". */
const wrongPlural =
  /\b1 (?!(?:s|ms|is|was|has|matches)\b)[a-z]+s\b|\b1 (?:of \d+ )?(?:are|were|have|match)\b/;
const wrongSingular =
  /\b(?:2|0|20) (?:of \d+ )?(?:is|was|has|matches|byte|character|code|failure|hour|minute|quote|second|space|token)\b/;

for (const { name, say } of english) {
  test(`${name} counts one as one, and two as two`, () => {
    for (const one of [say(1, 1, 1, 1), say(1, 2, 2, 2), say(1, 1, 20, 20), say(2, 1, 1, 1)]) {
      assert.doesNotMatch(String(one), wrongPlural);
    }
    for (const many of [say(2, 2, 2, 2), say(0, 0, 0, 0), say(20, 20, 20, 20)]) {
      assert.doesNotMatch(String(many), wrongSingular);
    }
  });
}

test('the catalogues do hold counted texts of all three places', () => {
  const names = english.map(({ name }) => name);
  for (const name of [
    'page.form.forceLeft',
    'page.removed',
    'central.error.inARow',
    'script.cleaned',
    'page.facts.size',
  ])
    assert.ok(names.includes(name), name);
  assert.equal(
    texts.en.removed('AppID', 1, 1, 1),
    'AppID: removed 1 space, 1 invisible character, 1 quote around the pasted value.',
  );
  assert.equal(
    texts.en.form.forceLeft(1),
    'As far as this server knows, 1 of 20 is left today for this AppID.',
  );
});
