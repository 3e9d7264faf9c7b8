import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatusInput } from '../../../src/central/status/model.ts';
import { statusTexts } from '../../../src/central/status/texts/index.ts';
import { createEntry, type Entry } from '../../../src/central/tokens/entry.ts';
import { emptyState } from '../../../src/central/tokens/state.ts';
import { texts } from '../../../src/page/texts/index.ts';
import { notListed, startedAt as now } from '../../support/central/kept-accounts.ts';
import {
  entryOf,
  failing,
  held,
  languages,
  minute,
  modelOf,
  type State,
  viewOf,
} from '../../support/central/status-model.ts';

const intent = { fence: 1, startedAt: now - 2000, isForced: false };

const states: Readonly<Record<string, readonly [name: string, state: State]>> = {
  empty: ['Empty 尚无', {}],
  fresh: ['Fresh 正常', { held: held() }],
  due: [
    'Due 待刷新',
    { held: { value: 'T', obtainedAt: 0, expiresAt: now + minute, dueAt: now - 1, fence: 1 } },
  ],
  refreshing: ['Refreshing 刷新中', { held: held(), intent }],
  failing: ['Failing 刷新失败', failing({ code: 'upstream_timeout' })],
  expired: [
    'Expired 已过期',
    { held: { value: 'T', obtainedAt: 0, expiresAt: now - 1, dueAt: 0, fence: 1 } },
  ],
  suspect: ['Suspect 存疑', { held: held(), doubts: [{ since: now - minute, fence: 1 }] }],
};

for (const [phase, [names, state]] of Object.entries(states)) {
  test(`an account that is ${phase} says so in words, in both languages`, () => {
    const entry = entryOf('shop', state);
    const said = languages.map((lang) => viewOf(entry, { lang }));
    assert.equal(said.map((view) => view.state).join(' '), names);
    for (const [i, lang] of languages.entries()) {
      const legend = modelOf([], { lang }).legend.find(({ name }) => name === said[i]?.state);
      assert.ok(legend !== undefined && legend.text.length > 5);
      // where all is well nothing more is said
      assert.equal(said[i]?.meaning, phase === 'fresh' ? undefined : legend.text);
    }
  });
}

/** The value of a figure, with its time and its small print. */
function fact(
  entry: Entry,
  name: keyof typeof statusTexts.en.facts,
  more: Partial<StatusInput> = {},
): string {
  const label = statusTexts[more.lang ?? 'en'].facts[name];
  const found = viewOf(entry, more).facts.find((one) => one.label === label);
  assert.ok(found !== undefined, name);
  return [found.value, found.time?.text, found.small].filter(Boolean).join(' | ');
}

test('what is promised is what a reader gets; end, age and next refresh stand beside it', () => {
  const entry = entryOf('shop', { held: held() });
  // endpoint token: until five minutes after the next fetch, which may come when it is due
  assert.equal(fact(entry, 'promised'), '1 h 45 min | expires_in 6300');
  assert.equal(fact(entry, 'ends'), 'in 1 h 50 min | 09:50:00 UTC');
  assert.equal(fact(entry, 'age'), '10 min | 07:50:00 UTC');
  assert.equal(fact(entry, 'next'), 'in 1 h 40 min | 09:40:00 UTC');
  assert.equal(fact(entry, 'promised', { lang: 'zh' }), '1 小时 45 分 | expires_in 6300');
  assert.equal(fact(entry, 'ends', { lang: 'zh' }), '1 小时 50 分后 | 09:50:00 UTC');
  const stable = entryOf('shop', { held: held() }, 'stable_token');
  assert.equal(fact(stable, 'promised'), '1 h 50 min | expires_in 6600');
  // other instances may have begun to fetch since the state was last known
  const asKnown = fact(entry, 'promised', { now: now + 101 * minute, knownAt: now + 100 * minute });
  assert.equal(asKnown, '4 min | expires_in 240');
  const cutOff = fact(entry, 'promised', { now: now + 50 * minute, knownAt: now });
  assert.equal(cutOff, '1 min | expires_in 60');
});

test('times are those of the wall clock, with their date when it is another day', () => {
  const entry = entryOf('shop', { held: held() });
  assert.equal(fact(entry, 'age', { wallOffsetMs: 3 * minute }), '10 min | 07:53:00 UTC');
  const late = fact(entry, 'ends', { wallOffsetMs: 15 * 60 * minute });
  assert.equal(late, 'in 1 h 50 min | 2026-02-01 00:50:00 UTC');
});

test('where nothing is held nothing is promised', () => {
  const entry = entryOf('shop', failing({ code: 'upstream_timeout' }));
  assert.equal(fact(entry, 'promised'), '0 s');
  assert.equal(fact(entry, 'ends'), '–');
  assert.equal(fact(entry, 'age'), '–');
  assert.equal(fact(entry, 'next'), 'in 5 min | 08:05:00 UTC');
  const { trouble } = failing({ code: 'busy' });
  const soon = entryOf('shop', { ...(trouble && { trouble: { ...trouble, nextTryAt: now + 400 } }) });
  assert.equal(fact(soon, 'next'), 'in 1 s | 08:00:00 UTC');
  assert.equal(fact(entryOf('shop', {}), 'next'), 'now');
  const running = entryOf('shop', { intent });
  assert.equal(fact(running, 'next'), 'running | 2 s ago');
});

test('calls of today and forced refreshes of 24 hours are counted', () => {
  const ages = [25 * 60 * minute, 23 * 60 * minute, minute];
  const forced = ages.map((age, fence) => ({ fence, at: now - age }));
  const day = Math.floor((now + 8 * 60 * minute) / 86_400_000);
  const entry = entryOf('shop', { held: held(), usage: { forced, calls: { day, count: 12 } } });
  assert.equal(fact(entry, 'calls'), '12 | in Beijing’s day');
  assert.equal(fact(entry, 'forced'), '18 of 20 | in any 24 hours');
  assert.equal(fact(entry, 'calls', { now: now + 9 * 60 * minute }), '0 | in Beijing’s day');
  assert.equal(viewOf(entry).refresh.isOpen, true);
  assert.match(viewOf(entry).refresh.bound, /18 left/);
});

test('with no forced refresh left there is no button, but the time from which there is one', () => {
  const forced = Array.from({ length: 20 }, (_, i) => ({ fence: i, at: now - (20 - i) * 60 * minute }));
  const { refresh } = viewOf(entryOf('shop', { held: held(), usage: { forced } }));
  assert.deepEqual(
    [refresh.isOpen, refresh.bound],
    [false, 'None is left. The next one is possible from 12:00:00 UTC.'],
  );
});

test('the address that WeChat sees is known from a refusal that names it and from nothing else', () => {
  assert.equal(fact(entryOf('shop', failing(notListed)), 'address'), '203.0.113.7');
  const refused = (errcode: number, errmsg: string) =>
    fact(entryOf('shop', failing({ errcode, errmsg })), 'address');
  assert.equal(refused(61004, 'access clientip is not registered requestIP: 203.0.113.8'), '203.0.113.8');
  assert.equal(
    refused(61004, 'access clientip is not registered hint: [x] requestIP: 203.0.113.8'),
    '203.0.113.8',
  );
  assert.equal(
    refused(40164, 'invalid ip 10.0.0.7, not in whitelist'),
    `10.0.0.7 | ${texts.en.addresses.notListable}`,
  );
  assert.equal(
    refused(40164, 'invalid ip 203.0.113.8 ipv6 2001:db8::7, not in whitelist'),
    `203.0.113.8 2001:db8::7 | ${texts.en.addresses.differ}`,
  );
  const other = entryOf('shop', failing({ errcode: 40125, errmsg: 'invalid appsecret, 203.0.113.7' }));
  assert.equal(fact(other, 'address'), 'not known | WeChat tells it only when it refuses it');
  assert.equal(fact(other, 'address', { lang: 'zh' }), '未知 | 只有被微信拒绝时才会给出');
});

test('a failing account whose token still works is a warning, one without a token is worse', () => {
  const serving = viewOf(entryOf('shop', { ...failing({ code: 'busy' }), held: held() }));
  assert.deepEqual([serving.tone, serving.whole], ['warn', 'warn']);
  const none = viewOf(entryOf('shop', failing({ code: 'busy' })));
  assert.deepEqual([none.tone, none.whole], ['bad', 'bad']);
});

test('tickets stand with their account; one that nobody wants any more is no trouble', () => {
  const token = entryOf('shop', { held: held() });
  const idle = createEntry(token.account, 'jsapi', {
    ...emptyState('ticket'),
    held: { value: 'K', obtainedAt: now - 9_000_000, expiresAt: now - 1, dueAt: 0, fence: 1 },
  });
  const failed = (at: number) =>
    createEntry(token.account, 'wx_card', {
      ...emptyState('ticket'),
      ...failing({ errcode: 48001, errmsg: 'x', at }),
    });
  const quiet = modelOf([idle, token, failed(now - 2 * 60 * minute)]);
  const [view] = quiet.accounts;
  assert.deepEqual(
    view?.tickets.map(({ kind, tone }) => [kind, tone]),
    [
      ['jsapi', 'idle'],
      ['wx_card', 'bad'],
    ],
  );
  assert.equal(view?.tickets[0]?.meaning, statusTexts.en.idleTicket);
  assert.equal(view?.tickets[0]?.facts.find(({ label }) => label === 'Next refresh')?.value, 'on demand');
  assert.deepEqual([quiet.overview[1]?.value, view?.whole], ['none', 'good']);
  const now2 = modelOf([token, failed(now - minute)]);
  assert.deepEqual([now2.overview[1]?.value, now2.accounts[0]?.whole], ['1', 'warn']);
  idle.readAt = now;
  assert.equal(viewOf(token).tickets.length, 0);
  assert.equal(modelOf([token, idle]).accounts[0]?.tickets[0]?.tone, 'bad', 'somebody waits for it');
});

test('a short appid is not shown at all', () => {
  const account = { name: 'shop', appid: 'wx123456', secret: 's', endpoint: 'token' } as const;
  assert.equal(viewOf(createEntry(account)).appid, '…');
});
