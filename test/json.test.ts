import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJson } from '../src/json.ts';
import { randomFrom } from './support/random.ts';

/** Broken at the sign ⌖, and why; the sign itself is taken out before it is read. */
const broken: readonly (readonly [text: string, cause: RegExp])[] = [
  ['⌖', /empty/],
  [' \n⌖', /empty/],
  ['{"a": 1⌖', /ends too early/],
  ['{"a": [1, 2⌖', /ends too early/],
  ['{"a":⌖', /ends too early/],
  ['{"a": 1⌖,}', /a comma too many/],
  ['[1, 2⌖,\n]', /a comma too many/],
  ['[1,⌖, 2]', /a comma too many/],
  ['[⌖,1]', /a value is missing/],
  ['{"a":⌖}', /a value is missing/],
  ['{\n"a": 1\n⌖"b": 2}', /a comma is missing/],
  ['[{"a": 1}\n  ⌖{"b": 2}]', /a comma is missing/],
  ['{"a" ⌖1}', /a colon is missing/],
  ['{"a": "x\n}', /quote that ends this text is missing/],
  ['{"a": ⌖"x', /quote that ends this text is missing/],
  ["{⌖'a': 1}", /single quotes/],
  ['{⌖a: 1}', /a name in "quotes"/],
  ['{"a": ⌖yes}', /quotes/],
  ['{"a": ⌖True}', /quotes/],
  ['{⌖“a”: 1}', /typographic/],
  ['{"a"⌖： 1}', /full-width/],
  ['[1⌖，2]', /full-width/],
  ['{⌖// the shop\n"a": 1}', /comment/],
  ['⌖# the shop\n{}', /comment/],
  ['{"path": "C:\\⌖secrets"}', /backslash/],
  ['{"a": "⌖\t"}', /tab/],
  ['{}\n⌖}', /behind the end/],
  ['{⌖\u00a0"a": 1}', /invisible/],
  ['[⌖01x]', /./],
];

for (const [marked, cause] of broken) {
  test(`broken JSON: ${JSON.stringify(marked)}`, () => {
    const text = marked.replace('⌖', '');
    assert.throws(() => JSON.parse(text));
    const read = readJson(text);
    assert.ok(!read.ok);
    assert.match(read.fault.cause, cause);
    const before = marked.split('⌖')[0] ?? '';
    if (!marked.includes('⌖') || /01x/.test(marked)) return;
    assert.deepEqual(
      [read.fault.line, read.fault.column],
      [before.split('\n').length, before.length - before.lastIndexOf('\n')],
    );
  });
}

test('what JSON.parse reads is read alike, and what it refuses is refused, however a text is mutated', () => {
  const random = randomFrom(1);
  const text = JSON.stringify(
    {
      accounts: [{ name: 'shop', on: true, none: null, n: -1.5e3, list: [[], {}, '\u0001\\"é密'] }],
      clients: [],
    },
    null,
    2,
  );
  const signs = ['', ',', '"', '{', '}', '[', ']', ':', '\n', '\\', '0', '-', 'é', '\u0000'];
  const parse = (json: string): unknown => {
    try {
      return { value: JSON.parse(json) as unknown };
    } catch {
      return undefined;
    }
  };
  let refused = 0;
  for (let i = 0; i < 5000; i += 1) {
    const at = Math.floor(random() * text.length);
    const sign = signs[Math.floor(random() * signs.length)] ?? '';
    const mutated = text.slice(0, at) + sign + text.slice(at + Math.floor(random() * 3));
    const read = readJson(mutated);
    const expected = parse(mutated);
    assert.deepEqual(read.ok ? { value: read.value } : undefined, expected, mutated);
    if (!read.ok) refused += 1;
  }
  assert.ok(refused > 500 && refused < 4900, String(refused));
});

test('a member that stands twice in one object is told, at any depth; the same name elsewhere is not', () => {
  for (const [text, expected] of [
    ['{"a":1,"a":1}', [['a']]],
    ['{"a":{"b":1,"c":2,"b":1}}', [['a', 'b']]],
    ['[{"x":1},{"x":1,"\\u0078":2}]', [[1, 'x']]],
    ['{"__proto__":1,"__proto__":2}', [['__proto__']]],
    ['{"a":{"a":1},"b":[{"a":1},{"a":1}]}', []],
  ] as const) {
    const read = readJson(text);
    assert.deepEqual(read.ok && read.repeated, expected, text);
  }
});

test('the line of each thing is known', () => {
  const read = readJson('{\n  "accounts": [\n    {\n      "name": "a" }, { "name":\n "b" }]}');
  assert.ok(read.ok);
  const { lineOf } = read;
  assert.deepEqual(
    [
      [],
      ['accounts'],
      ['accounts', 0],
      ['accounts', 0, 'name'],
      ['accounts', 1],
      ['accounts', 1, 'name'],
      ['x'],
    ].map((path) => lineOf(path)),
    [1, 2, 3, 4, 4, 4, undefined],
  );
});

test('a text that is nested deeper than anything of ours is refused, not read to the end of the stack', () => {
  const read = readJson('['.repeat(100_000));
  assert.ok(!read.ok && /too deep/.test(read.fault.cause));
});
