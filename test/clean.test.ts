import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clean } from '../src/clean.ts';

const nothing = { spaces: 0, invisible: 0, quotes: 0 };

for (const [title, typed, value, removed] of [
  ['spaces, tabs and line ends', ' \t wx1\r\n', 'wx1', { ...nothing, spaces: 5 }],
  ['the full-width space and the no-break space', '\u3000wx1\u00A0', 'wx1', { ...nothing, spaces: 2 }],
  ['zero-width characters and a BOM', '\uFEFF\u200Bwx1\u200D\u2060', 'wx1', { ...nothing, invisible: 4 }],
  ['quotes of both scripts', '“"wx1\'」', 'wx1', { ...nothing, quotes: 4 }],
  ['a mixture', ' "\u200Bwx1" ', 'wx1', { spaces: 2, invisible: 1, quotes: 2 }],
  ['everything, when there is nothing else', ' "" ', '', { ...nothing, spaces: 2, quotes: 2 }],
] as const) {
  test(`strips ${title}, and counts it`, () => {
    assert.deepEqual(clean(typed), { value, removed });
  });
}

test('leaves what stands inside as it was typed', () => {
  const typed = 'wx 1\u200B2"3\u30004';
  assert.deepEqual(clean(typed), { value: typed, removed: nothing });
});
