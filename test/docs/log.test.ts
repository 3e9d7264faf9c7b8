// Every field, event and stable word of the log is explained in docs/errors.md, in both languages, and no other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyDoors } from '../../src/http/key-guard.ts';
import { codeIn, rowsBelow } from '../support/documents.ts';
import { assertWords, find, manual, read, source, union, unique } from '../support/stable-words.ts';

const events = union('src/log.ts', 'LogEvent');
const faults = [...union('src/wechat/fault.ts', 'SentFault'), ...union('src/wechat/fault.ts', 'UnsentFault')];
const failures = unique(find('src/wechat/failure.ts', /code: '(\w+)'/g));

test('every field of the log is explained', () => {
  assertWords('Fields', [
    'level',
    'time',
    'event',
    ...find('src/log.ts', /^ {2}(\w+)\?: (?:string|number)(?: \| undefined)?;/gm),
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
  'src/central/api/forced.ts': [
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
