import assert from 'node:assert/strict';
import { test } from 'node:test';
import { register } from 'prom-client';
import { createMetrics } from '../../../src/central/metrics/metrics.ts';
import { createMemoryStore } from '../../../src/central/stores/memory.ts';
import type { TokenEvent } from '../../../src/central/tokens/flight.ts';
import type { Failure } from '../../../src/central/tokens/state.ts';
import { alone } from '../../../src/central/tokens/store.ts';
import { assertClean } from '../../support/canary.ts';
import { createEveryState, createKept, type Kept, notListed } from '../../support/central/kept-accounts.ts';
import { accountsInForce, quietCallers } from '../../support/central/key-guard.ts';
import { type Families, parse, value } from '../../support/central/prometheus.ts';

/** Metrics of these accounts; `problem` is the store's. */
const metricsOf = ({ service, clock }: Kept, problem?: string) =>
  createMetrics({
    entries: service.entries,
    clock,
    store: { ...createMemoryStore(), problem: () => problem },
    peers: alone,
    accountsFile: accountsInForce,
    ...quietCallers(),
  });

async function scrape(metrics: ReturnType<typeof createMetrics>): Promise<Families> {
  return parse(await metrics.text());
}

const names = [
  ['wechat_token_seconds_left', 'gauge'],
  ['wechat_token_age_seconds', 'gauge'],
  ['wechat_token_state', 'gauge'],
  ['wechat_fetches_total', 'counter'],
  ['wechat_fetch_duration_seconds', 'histogram'],
  ['token_reads_total', 'counter'],
  ['forced_refreshes_total', 'counter'],
  ['token_replaced_elsewhere_total', 'counter'],
  ['state_store_up', 'gauge'],
  ['wechat_accounts_file_refused', 'gauge'],
  ['wechat_accounts_file_loaded_timestamp_seconds', 'gauge'],
  ['wechat_keys_refused_total', 'counter'],
  ['process_resident_memory_bytes', 'gauge'],
] as const;

test('every family is there, with its type, in a registry of its own', async () => {
  const metrics = metricsOf(await createEveryState());
  const families = await scrape(metrics);
  for (const [name, type] of names) assert.equal(families.get(name)?.type, type, name);
  assert.match(metrics.contentType, /^text\/plain; version=0\.0\.4/);
  assert.equal(register.getMetricsAsArray().length, 0);
});

test('seconds left are what a reader would be promised, and the age is counted from the call', async () => {
  const kept = await createEveryState();
  const families = await scrape(metricsOf(kept));
  for (const [name, endpoint] of [
    ['fresh', 'stable_token'],
    ['due', 'token'],
    ['suspect', 'token'],
    ['elsewhere', 'token'],
  ]) {
    const labels = `account="${name}",endpoint="${endpoint}"`;
    const { key, state } = kept.entry(name ?? '');
    const obtainedAt = state.held?.obtainedAt ?? 0;
    assert.equal(value(families, 'wechat_token_age_seconds', labels), (kept.clock.now() - obtainedAt) / 1000);
    // last: a read of a due token starts a fetch
    const left = value(families, 'wechat_token_seconds_left', labels);
    assert.equal(left, kept.service.current(key)?.expiresInS, name);
    assert.ok(left !== undefined && left > 0);
  }
  const none = 'account="failing",endpoint="token"';
  assert.equal(value(families, 'wechat_token_seconds_left', none), 0);
  assert.equal(value(families, 'wechat_token_age_seconds', none), undefined);
  const ended = 'account="expired",endpoint="token"';
  assert.equal(value(families, 'wechat_token_seconds_left', ended), 0);
});

test('each token and ticket is in exactly one state', async () => {
  const kept = await createEveryState();
  const samples = (await scrape(metricsOf(kept))).get('wechat_token_state')?.samples ?? new Map();
  assert.equal(samples.size, 7 * kept.service.entries.size);
  const on = [...samples].filter(([, is]) => is === 1).map(([labels]) => labels.slice(1, -1));
  assert.deepEqual(on.sort(), [
    'account="due",endpoint="token",state="due"',
    'account="elsewhere",endpoint="token",state="fresh"',
    'account="empty",endpoint="stable_token",state="empty"',
    'account="expired",endpoint="token",state="expired"',
    'account="failing",endpoint="token",state="failing"',
    'account="failing-serving",endpoint="stable_token",state="failing"',
    'account="fresh",endpoint="stable_token",state="fresh"',
    'account="refreshing",endpoint="stable_token",state="refreshing"',
    'account="suspect",endpoint="token",state="suspect"',
    'account="tickets",endpoint="jsapi",state="fresh"',
    'account="tickets",endpoint="stable_token",state="fresh"',
    'account="tickets",endpoint="wx_card",state="failing"',
  ]);
  assert.ok([...samples.values()].every((is) => is === 0 || is === 1));
});

test('calls are counted by account and outcome, and their time without an account', async () => {
  const events: TokenEvent[] = [];
  const kept = await createEveryState((event) => events.push(event));
  const metrics = metricsOf(kept);
  for (const event of events) metrics.observe(event);
  const families = await scrape(metrics);
  const calls = (labels: string): number | undefined => value(families, 'wechat_fetches_total', labels);
  assert.equal(calls('account="fresh",endpoint="stable_token",outcome="success"'), 1);
  assert.equal(calls('account="elsewhere",endpoint="token",outcome="success"'), 3);
  assert.equal(calls('account="failing",endpoint="token",outcome="errcode_40164"'), 1);
  assert.equal(calls('account="suspect",endpoint="token",outcome="upstream_timeout"'), 1);
  assert.equal(calls('account="tickets",endpoint="wx_card",outcome="errcode_48001"'), 1);
  const fetches = events.filter(({ type }) => type !== 'replaced_elsewhere').length;
  const durations = families.get('wechat_fetch_duration_seconds')?.samples;
  assert.equal(durations?.get('_count{}'), fetches);
  assert.ok([...(durations?.keys() ?? [])].every((labels) => !labels.includes('account')));
  const sums = [...(families.get('wechat_fetches_total')?.samples.values() ?? [])];
  assert.equal(
    sums.reduce((all, one) => all + one, 0),
    fetches,
  );
});

test('what ended before WeChat was asked is no call, and an unknown errcode makes no label of its own', async () => {
  const kept = await createKept({ shop: 'token' });
  const metrics = metricsOf(kept);
  const entry = kept.entry('shop');
  const fail = (failure: Failure): void =>
    metrics.observe({ type: 'fetch_failed', entry, failure, durationMs: 250 });
  for (const code of ['store_away', 'turn_lost', 'not_yet', 'busy', 'internal']) {
    fail({ code, mayHaveIssued: false, needsPerson: false });
  }
  metrics.observe({ type: 'superseded', entry });
  assert.equal((await scrape(metrics)).get('wechat_fetches_total')?.samples.size, 0);
  for (const errcode of [99_998, 99_999]) fail({ ...notListed, errcode });
  const families = await scrape(metrics);
  const labels = 'account="shop",endpoint="token",outcome="errcode_unknown"';
  assert.equal(value(families, 'wechat_fetches_total', labels), 2);
  const durations = families.get('wechat_fetch_duration_seconds')?.samples;
  assert.equal(durations?.get('_sum{}'), 0.5);
  assert.equal(durations?.get('_bucket{le="0.25"}'), 2);
  assert.equal(durations?.get('_bucket{le="0.1"}'), 0);
});

test('signs of a second fetcher are counted from zero on', async () => {
  const kept = await createKept({ shop: 'token', mall: 'stable_token' });
  const metrics = metricsOf(kept);
  const signs = async (): Promise<unknown> =>
    Object.fromEntries((await scrape(metrics)).get('token_replaced_elsewhere_total')?.samples ?? []);
  assert.deepEqual(await signs(), { '{account="shop"}': 0, '{account="mall"}': 0 });
  metrics.observe({ type: 'replaced_elsewhere', entry: kept.entry('shop') });
  assert.deepEqual(await signs(), { '{account="shop"}': 1, '{account="mall"}': 0 });
});

test('reads and forced refreshes are counted, and a scrape does not count them again', async () => {
  const kept = await createKept({ shop: 'token' });
  const metrics = metricsOf(kept);
  for (let i = 0; i < 5; i += 1) metrics.countRead('orders');
  metrics.countRead('newsletter');
  metrics.countForced('shop', 'orders', 'too_soon');
  await scrape(metrics);
  metrics.countRead('orders');
  const families = await scrape(metrics);
  assert.equal(value(families, 'token_reads_total', 'client="orders"'), 6);
  assert.equal(value(families, 'token_reads_total', 'client="newsletter"'), 1);
  const labels = 'account="shop",client="orders",outcome="too_soon"';
  assert.equal(value(families, 'forced_refreshes_total', labels), 1);
});

test('an account that is gone has no gauges any more', async () => {
  const kept = await createKept({ shop: 'token', mall: 'token' });
  const metrics = metricsOf(kept);
  await kept.service.fetchNow(kept.entry('shop'));
  const count = async (): Promise<number | undefined> =>
    (await scrape(metrics)).get('wechat_token_seconds_left')?.samples.size;
  assert.equal(await count(), 2);
  await kept.service.setAccounts(kept.accounts.accounts.filter(({ name }) => name === 'mall'));
  const families = await scrape(metrics);
  for (const name of ['wechat_token_seconds_left', 'wechat_token_age_seconds', 'wechat_token_state']) {
    for (const text of families.get(name)?.samples.keys() ?? []) assert.ok(text.includes('"mall"'), name);
  }
  assert.equal(await count(), 1);
});

test('the store is up until it has a problem', async () => {
  const kept = await createKept({ shop: 'token' });
  assert.equal(value(await scrape(metricsOf(kept)), 'state_store_up'), 1);
  assert.equal(value(await scrape(metricsOf(kept, 'state_unwritable')), 'state_store_up'), 0);
});

test('J5: neither a secret, a token nor an appid stands in the metrics', async () => {
  const events: TokenEvent[] = [];
  const kept = await createEveryState((event) => events.push(event));
  const metrics = metricsOf(kept);
  for (const event of events) metrics.observe(event);
  const text = await metrics.text();
  assert.match(text, /account="failing-serving"/);
  assert.ok(kept.canaries().length > 20);
  for (const canary of kept.canaries()) assertClean(canary, { text });
});
