import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createObserver, logAccountsEvent, logRedisEvent, logStateEvent } from '../../src/central/observe.ts';
import { createEntry } from '../../src/central/tokens/entry.ts';
import type { TokenEvent } from '../../src/central/tokens/flight.ts';
import { createLog, type Log } from '../../src/log.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { heldState } from '../support/virtual/token-states.ts';

type Line = Readonly<Record<string, unknown>>;

/** What is written of this, without the time. */
function linesOf(say: (log: Log) => void): Line[] {
  const lines: Line[] = [];
  const log = createLog('debug', {
    write: (line: string) => {
      // one of our own lines
      const { time: _time, ...rest } = JSON.parse(line) as Line;
      lines.push(rest);
    },
  });
  say(log);
  return lines;
}

const [secret, token] = [createCanary(), createCanary('')];
const appid = 'wx0123456789abcdef';
const account = { name: 'shop', appid, secret, endpoint: 'token' } as const;
const busy = { code: 'busy', mayHaveIssued: false, needsPerson: false };
const trouble = { fence: 1, at: 0, failure: busy, failures: 3, nextTryAt: 0 };
const entry = createEntry(account, undefined, { ...heldState(token), trouble });
const ticket = createEntry(account, 'jsapi', heldState(token));

function lineOf(event: TokenEvent): Line | undefined {
  const lines = linesOf((log) => createObserver(log)(event));
  for (const canary of [secret, token, appid]) assertClean(canary, { line: JSON.stringify(lines) });
  assert.equal(lines.length, 1);
  return lines[0];
}

const common = { account: 'shop', endpoint: 'token' };

for (const [isForced, isNew, reason] of [
  [true, true, 'forced'],
  [true, false, 'forced'],
  [false, true, 'new'],
  [false, false, 'unchanged'],
] as const) {
  test(`a fetch that brought a token: ${reason} (forced ${isForced}, new ${isNew})`, () => {
    assert.deepEqual(lineOf({ type: 'fetched', entry, isForced, isNew, durationMs: 12 }), {
      level: 'info',
      event: 'token_fetched',
      ...common,
      reason,
      durationMs: 12,
    });
  });
}

test('a ticket is named by its type', () => {
  const line = lineOf({ type: 'fetched', entry: ticket, isForced: false, isNew: true, durationMs: 1 });
  assert.deepEqual([line?.event, line?.account, line?.endpoint], ['ticket_fetched', 'shop', 'jsapi']);
});

test('a fetch that failed: what, how often in a row, and WeChat’s code and rid without its words', () => {
  const errmsg = `invalid appsecret ${secret} rid: 65112232-35da441e-28f02baf`;
  const failure = { code: 'errcode', errcode: 40125, errmsg, mayHaveIssued: false, needsPerson: true };
  assert.deepEqual(lineOf({ type: 'fetch_failed', entry, failure, durationMs: 5 }), {
    level: 'warn',
    event: 'token_fetch_failed',
    ...common,
    outcome: 'errcode',
    errcode: 40125,
    rid: '65112232-35da441e-28f02baf',
    count: 3,
    durationMs: 5,
  });
});

test('a fetch that failed on the way: where, and nothing that is not known', () => {
  const failure = {
    code: 'upstream_unreachable',
    fault: 'refused',
    mayHaveIssued: false,
    needsPerson: false,
  };
  assert.deepEqual(lineOf({ type: 'fetch_failed', entry, failure, durationMs: 0 }), {
    level: 'warn',
    event: 'token_fetch_failed',
    ...common,
    outcome: 'upstream_unreachable',
    fault: 'refused',
    count: 3,
    durationMs: 0,
  });
});

test('somebody else fetches: a warning in words', () => {
  const line = lineOf({ type: 'replaced_elsewhere', entry });
  assert.deepEqual([line?.level, line?.event], ['warn', 'token_replaced_elsewhere']);
  assert.match(String(line?.message), /somebody else is fetching tokens for this account/);
});

test('another process was later', () => {
  assert.deepEqual(lineOf({ type: 'superseded', entry }), {
    level: 'info',
    event: 'token_superseded',
    ...common,
  });
});

test('of the accounts file: how many, what is wrong, and that the ones before stay in force', () => {
  const lines = linesOf((log) => {
    logAccountsEvent(log, { type: 'accounts_loaded', accounts: 2, clients: 3 });
    logAccountsEvent(log, { type: 'accounts_warning', message: 'chmod 600' });
    logAccountsEvent(log, { type: 'accounts_refused', problems: ['one', 'two'] });
  });
  assert.deepEqual(lines, [
    { level: 'info', event: 'accounts_loaded', count: 2 },
    { level: 'warn', event: 'warning', message: 'chmod 600' },
    {
      level: 'error',
      event: 'accounts_refused',
      message: 'one; two. The accounts as they were stay in force',
    },
  ]);
});

test('of the state folder: each with what to do, and the end of a trouble', () => {
  const lines = linesOf((log) => {
    logStateEvent(log, { type: 'state_damaged', file: 'token.wx.json' });
    logStateEvent(log, { type: 'state_exposed', file: 'token.wx.json' });
    logStateEvent(log, { type: 'state_unwritable', code: 'ENOSPC' });
    logStateEvent(log, { type: 'state_writable' });
  });
  assert.deepEqual(
    lines.map(({ level, event, fault }) => [level, event, fault]),
    [
      ['error', 'state_damaged', undefined],
      ['warn', 'warning', undefined],
      ['error', 'state_unwritable', 'ENOSPC'],
      ['info', 'state_writable', undefined],
    ],
  );
  assert.match(String(lines[0]?.message), /^token\.wx\.json holds no state/);
  assert.match(String(lines[1]?.message), /chmod 600$/);
  assert.match(String(lines[2]?.message), /make the state folder writable$/);
});

test('of Redis: each in words, and only its return is no warning', () => {
  const types = ['store_away', 'store_back', 'store_emptied', 'store_may_evict'] as const;
  for (const type of types) {
    const [line] = linesOf((log) => logRedisEvent(log, { type }));
    assert.deepEqual([line?.level, line?.event], [type === 'store_back' ? 'info' : 'warn', type]);
    assert.match(String(line?.message), /^Redis .{10,}/);
  }
});
