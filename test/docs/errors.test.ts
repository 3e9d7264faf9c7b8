// Every stable word of an answer is explained in docs/errors.md, in both languages, and no other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusals } from '../../src/central/api/errors.ts';
import { en as signatureTexts } from '../../src/page/signature/texts/en.ts';
import { codeIn, rowsBelow } from '../support/documents.ts';
import { assertWords, find, manual, read, source, unique } from '../support/stable-words.ts';

const failures = unique(find('src/wechat/failure.ts', /code: '(\w+)'/g));
const httpErrors = find('src/http/http-error.ts', /^ {2}(\w+): \d{3},$/gm);
const beforeDoors = find('src/http/refusal.ts', /^ {2}(\w+): \{(?:\n {4}| )status/gm);

/** Where the page says an error of its own: by a word, or by one of these. */
const passedOn: Readonly<Record<string, readonly string[]>> = {
  'failureCode(reply).code': failures,
  'error.code': httpErrors,
  why: find('src/page/signature/routes.ts', /'(field_\w+)'/g),
  'refusal.word': [
    ...find('src/page/call/routes.ts', /word: '(\w+)'/g),
    ...find('src/page/call/tips.ts', /word: '(\w+)'/g),
  ],
  what: find('src/page/pasted/account.ts', /^ {4}\| '(\w+)'/gm),
};

function pageErrors(): string[] {
  const args = source.flatMap((file) =>
    [...read(file).matchAll(/sendJsonError\(\s*res,\s*([^,]+),/g)].map(([, arg = '']) => arg.trim()),
  );
  assert.ok(args.length > 5);
  return args.flatMap((arg) => {
    const word = /^'(\w+)'$/.exec(arg)?.[1];
    return word === undefined ? (passedOn[arg] ?? assert.fail(`which words does ${arg} have?`)) : [word];
  });
}

test('every error of the page’s JSON is explained, with its status', () => {
  const words = [...pageErrors(), ...beforeDoors];
  assertWords('The page’s JSON', words);
  const statuses = new Map([
    ...find('src/http/http-error.ts', /^ {2}(\w+: \d{3}),$/gm).map(
      (line) => line.split(': ') as [string, string],
    ),
    ...[...read('src/wechat/failure.ts').matchAll(/code: '(\w+)', status: (\d{3})/g)].map(
      ([, word = '', status = '']) => [word, status] as const,
    ),
  ]);
  for (const rows of rowsBelow(manual, 'The page’s JSON')) {
    for (const [word = '', status] of rows) {
      const expected = statuses.get(codeIn(word).join());
      if (expected !== undefined) assert.equal(status, expected, word);
    }
  }
});

test('every mistake of a signature is explained', () => {
  assertWords('Signatures', [
    ...Object.keys(signatureTexts.mistakes),
    ...find('src/wechat/signatures/safe-mode.ts', /kind: 'closed', why: '(\w+)'/g),
    ...find('src/page/signature/push.ts', /\? \['(appid|padding)'\]/g),
  ]);
});

test('every word of /readyz is explained', () => {
  const problems = source
    .filter((file) => file.startsWith('src/central/stores/'))
    .flatMap((file) => [...read(file).matchAll(/problem: \(\) => ((?:'\w+' \| )+)undefined;/g)])
    .flatMap(([, words = '']) => [...words.matchAll(/'(\w+)'/g)].map(([, word = '']) => word));
  assertWords('/readyz', [
    ...problems,
    ...find('src/central/stores/redis/store.ts', /isAway\(\) \? '(\w+)'/g),
  ]);
});

test('every errcode that the central server itself answers with is explained', () => {
  for (const rows of rowsBelow('docs/central-server.md', 'Errors')) {
    const codes = rows.map(([code = '']) => code).filter((code) => /^\d+$/.test(code));
    assert.deepEqual(codes.sort(), Object.keys(refusals).sort());
  }
});
