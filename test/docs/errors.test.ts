// Every stable word of the code is explained in docs/errors.md, in both languages, and no other.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { refusals } from '../../src/central/api/errors.ts';
import { keyDoors } from '../../src/http/key-guard.ts';
import { en as signatureTexts } from '../../src/page/signature/texts/en.ts';
import { codeIn, rowsBelow } from '../support/documents.ts';

const manual = 'docs/errors.md';

const read = (file: string): string => readFileSync(file, 'utf8');

/** All that this finds in a file; there has to be something, or a rule would hold for nothing. */
function find(file: string, pattern: RegExp): string[] {
  const found = [...read(file).matchAll(pattern)].map(([, word = '']) => word);
  assert.ok(found.length > 0, `${file} has no ${pattern}`);
  return found;
}

/** The words of a union of texts. */
function union(file: string, name: string): string[] {
  const [, body = ''] =
    new RegExp(`^(?:export )?type ${name} =((?:\\s*\\|?\\s*(?:'\\w+'|\\w+))+);`, 'm').exec(read(file)) ?? [];
  const words = [...body.matchAll(/'(\w+)'/g)].map(([, word = '']) => word);
  assert.ok(words.length > 1, `${file} has no ${name}`);
  return words;
}

const unique = (words: readonly string[]): string[] => [...new Set(words)].sort();

/** The words in one column of the tables below a heading, in both languages. */
const wordsBelow = (heading: string, column = 0): string[][] =>
  rowsBelow(manual, heading).map((rows) => unique(rows.flatMap((cells) => codeIn(cells[column] ?? ''))));

function assertWords(heading: string, words: readonly string[], column?: number): void {
  for (const documented of wordsBelow(heading, column)) assert.deepEqual(documented, unique(words));
}

const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name}`);

const events = union('src/log.ts', 'LogEvent');
const faults = [...union('src/wechat/fault.ts', 'SentFault'), ...union('src/wechat/fault.ts', 'UnsentFault')];
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

test('every field of the log is explained', () => {
  assertWords('Fields', [
    'level',
    'time',
    'event',
    ...find('src/log.ts', /^ {2}(\w+)\?: (?:string|number);/gm),
  ]);
});

test('every event of the log is explained, with a level that it is written at', () => {
  assertWords('Events', events);
  const text = source.map(read).join('\n');
  for (const [word = '', levels = ''] of rowsBelow(manual, 'Events')[0] ?? []) {
    for (const [, level, event] of text.matchAll(/\blog\.(debug|info|warn|error)\(\s*'(\w+)'/g))
      if (event === codeIn(word)[0])
        assert.ok(levels.split(', ').includes(level ?? ''), `${event}: ${level}`);
  }
});

/** What stands in `reason` of which event: a file that writes one has to be here. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  'src/http/request-log.ts': union('src/http/request-log.ts', 'Step'),
  // of a request: the errors of the page
  'src/http/refusal.ts': [],
  'src/central/observe.ts': ['forced', 'new', 'unchanged'],
  'src/central/api/routes.ts': [
    ...union('src/central/tokens/forcing.ts', 'Judged'),
    ...find('src/central/tokens/forcing.ts', /^export type Forcing = Judged \| '(\w+)'/gm),
    'not_allowed',
  ],
  'src/central/index.ts': [],
};

test('every reason is explained', () => {
  const writers = source.filter((file) => /^\s+reason(?::|,)|[{,] reason(?::|,| \})/m.test(read(file)));
  assert.deepEqual(writers.sort(), Object.keys(reasons).sort());
  assertWords('`reason`', Object.values(reasons).flat(), 1);
});

test('every outcome of a call to WeChat is explained', () => {
  const ours = source
    .filter((file) => file.startsWith('src/central/') && !file.includes('/gateway/'))
    .flatMap((file) => [...read(file).matchAll(/: Failure = \{ code: '(\w+)'/g)].map(([, word = '']) => word))
    .filter((word) => !word.startsWith('upstream_'));
  assert.ok(ours.length >= 4);
  const inCalls = [
    ...find('src/central/gateway/make-call.ts', /notSent\(.*'(\w+)'\)/g),
    ...find('src/central/gateway/session.ts', /not(?:Sent|Answered)\('(\w+)'/g),
    ...union('src/central/gateway/stage.ts', 'CutReason'),
    ...find('src/central/gateway/attempt.ts', /why: ('[^;]+)' \}/g).flatMap(
      (words) => words.match(/\w+/g) ?? [],
    ),
  ].filter((word) => !faults.includes(word));
  assertWords('`outcome`', ['success', 'errcode', 'upstream_…', 'busy', ...ours, ...inCalls]);
  assert.deepEqual(
    failures.filter((word) => !word.startsWith('upstream_')),
    ['busy'],
  );
});

test('every fault is explained, and whether the call was sent', () => {
  const kinds = union('src/wechat/answer-kind.ts', 'AnswerKind');
  for (const [i, rows] of rowsBelow(manual, '`fault`').entries()) {
    const last = rows.at(-1) ?? [];
    assert.deepEqual(codeIn(last[2] ?? ''), kinds);
    assert.match(last[0] ?? '', /^`http_502_html`/);
    const words = rows.slice(0, -1).map(([word = '', sent = '']) => [codeIn(word).join(), sent]);
    const [no, yes] =
      [
        ['no', 'yes'],
        ['否', '是'],
      ][i] ?? [];
    const expected = [
      ...union('src/wechat/fault.ts', 'SentFault').map((word) => [word, yes]),
      ...union('src/wechat/fault.ts', 'UnsentFault').map((word) => [word, no]),
    ];
    assert.deepEqual(words.sort(), expected.sort());
  }
  assert.ok(faults.length > 10);
});

test('every door is explained', () => {
  assertWords('`door`', keyDoors);
});

test('every errcode that the central server itself answers with is explained', () => {
  for (const rows of rowsBelow('docs/central-server.md', 'Errors')) {
    const codes = rows.map(([code = '']) => code).filter((code) => /^\d+$/.test(code));
    assert.deepEqual(codes.sort(), Object.keys(refusals).sort());
  }
});
