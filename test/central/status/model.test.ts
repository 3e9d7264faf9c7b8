import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostShown, type StatusInput } from '../../../src/central/status/model.ts';
import { statusTexts } from '../../../src/central/status/texts/index.ts';
import { createEveryState, startedAt } from '../../support/central/kept-accounts.ts';
import { entryOf, failing, held, languages, modelOf, viewOf } from '../../support/central/status-model.ts';

test('troubles stand first, those without a token before all, then all by name; a pressed one on top', async () => {
  const kept = await createEveryState();
  const more = { now: kept.clock.now(), knownAt: kept.clock.now() };
  const entries = [...kept.service.entries.values()];
  const order = modelOf(entries, more).accounts.map(({ name }) => name);
  assert.deepEqual(order, [
    'expired',
    'failing',
    'elsewhere',
    'failing-serving',
    'suspect',
    'tickets',
    'due',
    'empty',
    'fresh',
    'refreshing',
  ]);
  const model = modelOf(entries, { ...more, done: { outcome: 'too_soon', account: 'fresh' } });
  assert.equal(model.accounts[0]?.name, 'fresh');
  assert.deepEqual(
    model.overview.map(({ value }) => value),
    ['10', '6', 'OK', '0'],
  );
});

test('ten thousand accounts: the first two hundred, troubles among them, and the filter finds the others', () => {
  const entries = Array.from({ length: 10_000 }, (_, i) =>
    entryOf(`account-${i}`, i === 7777 ? failing({ code: 'busy' }) : { held: held() }),
  );
  const model = modelOf(entries);
  assert.equal(model.accounts.length, mostShown);
  assert.equal(model.accounts[0]?.name, 'account-7777');
  assert.equal(model.shown, '10,000; shown: the first 200, those in trouble before all others');
  const found = modelOf(entries, { filter: 'ACCOUNT-1234' });
  assert.deepEqual(
    found.accounts.map(({ name }) => name),
    ['account-1234'],
  );
  assert.equal(found.shown, '1 of 10,000 matches');
  assert.equal(found.overview[1]?.value, '1', 'what is counted is not what is shown');
  assert.equal(modelOf(entries, { filter: 'nowhere' }).accounts.length, 0);
  assert.equal(modelOf([entryOf('Shop-CN', {})], { filter: 'shop-cn' }).accounts.length, 1);
});

test('what could not be stored is said, at the account and above all of them', () => {
  const entry = entryOf('shop', { held: held() });
  assert.deepEqual(viewOf(entry).notes, []);
  entry.isUnsaved = true;
  assert.deepEqual(viewOf(entry).notes, [statusTexts.en.unsaved]);
  const { overview, store } = modelOf([entry], { storeProblem: 'state_unwritable' });
  assert.deepEqual([overview[2]?.value, overview[2]?.tone], ['not OK', 'bad']);
  assert.equal(store?.word, 'state_unwritable');
  assert.match(store?.actions.join(' ') ?? '', /STATE_DIR/);
  assert.match(modelOf([], { storeProblem: 'store_away' }).store?.actions.join(' ') ?? '', /REDIS_URL/);
  assert.ok((modelOf([], { storeProblem: 'anything' }).store?.actions.length ?? 0) > 0);
  assert.equal(modelOf([entry]).store, undefined);
});

test('clients are shown with their rights, long lists cut short', () => {
  const accounts = Array.from({ length: 12 }, (_, i) => `a${i}`);
  const client = { keySha256: ['f'.repeat(64)], accounts, forceRefresh: true };
  const clients = [
    { ...client, name: 'orders' },
    { ...client, name: 'newsletter', accounts: ['shop'], forceRefresh: false },
    { ...client, name: 'nobody', accounts: [] },
  ];
  const model = modelOf([], {
    accounts: { accounts: [], clients },
    lastVisit: (name) =>
      name === 'newsletter' ? { at: startedAt - 3000, address: '203.0.113.8' } : undefined,
  });
  assert.deepEqual(model.clients, [
    {
      name: 'orders',
      scope: 'Reads the tokens of a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, and 2 more.',
      force: 'May ask for a forced refresh.',
      lastRead: 'Has read nothing from this instance since its start.',
    },
    {
      name: 'newsletter',
      scope: 'Reads the tokens of shop.',
      force: 'May not ask for a forced refresh.',
      lastRead: 'Last read 3 s ago from 203.0.113.8.',
    },
    {
      name: 'nobody',
      scope: 'Reads no token.',
      force: 'May ask for a forced refresh.',
      lastRead: 'Has read nothing from this instance since its start.',
    },
  ]);
  assert.equal(model.clientsMore, undefined);
  const many = Array.from({ length: 203 }, (_, i) => ({ ...client, name: `c${i}` }));
  const crowded = modelOf([], { accounts: { accounts: [], clients: many } });
  assert.deepEqual([crowded.clients.length, crowded.clientsMore], [200, 'and 3 more']);
});

test('what came of the button is said in words', () => {
  const entry = entryOf('shop', { held: held() });
  const said = (outcome: NonNullable<StatusInput['done']>['outcome'], account = 'shop', e = entry) =>
    modelOf([e], { done: { outcome, account } }).message;
  assert.deepEqual(said('refresh'), { tone: 'good', text: 'shop: a new token was fetched' });
  assert.equal(said('join')?.tone, 'good');
  for (const outcome of ['too_soon', 'too_many', 'not_current'] as const) {
    assert.equal(said(outcome)?.tone, 'warn');
    assert.match(said(outcome)?.text ?? '', /^shop: not done/);
  }
  const failed = entryOf('shop', failing({ code: 'busy' }));
  assert.deepEqual(said('refresh', 'shop', failed), {
    tone: 'warn',
    text: 'shop: no new token came. The fetch failed (busy)',
  });
  assert.equal(modelOf([entry]).message, undefined);
  for (const account of ['<b>elsewhere</b>', '', 'Shop']) {
    assert.equal(said('refresh', account)?.text, 'Not done: that account is no longer kept here');
  }
});

/** Every text of a catalogue, by its path; functions are called with figures. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return leaves(Reflect.apply(value, undefined, [7, 6, 5]), path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

test('both languages say the same things, each in its own words', () => {
  const [en, zh] = languages.map((lang) => new Map(leaves(statusTexts[lang])));
  assert.deepEqual([...(zh?.keys() ?? [])], [...(en?.keys() ?? [])]);
  const alike = [...(zh ?? [])].filter(([path, text]) => en?.get(path) === text).map(([path]) => path);
  assert.deepEqual(alike, ['.figure', '.facts.expiresIn', '.facts.noToken', '.ticket']);
  for (const [path, text] of en ?? []) assert.doesNotMatch(text, /\p{Script=Han}/u, path);
});

test('seconds are said in at most two units', () => {
  const cases = [
    [0, '0 s', '0 秒'],
    [59, '59 s', '59 秒'],
    [60, '1 min', '1 分'],
    [3605, '1 h 5 s', '1 小时 5 秒'],
    [6720, '1 h 52 min', '1 小时 52 分'],
    [90_061, '1 d 1 h', '1 天 1 小时'],
  ] as const;
  for (const [seconds, en, zh] of cases) {
    assert.deepEqual([statusTexts.en.span(seconds), statusTexts.zh.span(seconds)], [en, zh]);
  }
});
