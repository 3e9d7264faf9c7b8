import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCallFigures } from '../../../src/central/metrics/calls.ts';
import { familyText, labelText } from '../../../src/central/metrics/family.ts';
import { createMetrics } from '../../../src/central/metrics/metrics.ts';
import { createMemoryStore } from '../../../src/central/stores/memory.ts';
import { alone } from '../../../src/central/tokens/store.ts';
import { createKept } from '../../support/central/kept-accounts.ts';
import { accountsInForce, quietCallers } from '../../support/central/key-guard.ts';
import { parse, value } from '../../support/central/prometheus.ts';

test('a name with quotes, backslashes and line ends stays one label', async () => {
  const name = 'a"b\\c\nd';
  assert.equal(labelText({ account: name, endpoint: 'token' }), 'account="a\\"b\\\\c\\nd",endpoint="token"');
  const kept = await createKept({ [name]: 'token' });
  const { service, clock } = kept;
  const metrics = createMetrics({
    entries: service.entries,
    clock,
    store: createMemoryStore(),
    peers: alone,
    accountsFile: accountsInForce,
    ...quietCallers(),
  });
  const families = parse(await metrics.text());
  assert.equal(
    value(families, 'wechat_token_seconds_left', labelText({ account: name, endpoint: 'token' })),
    0,
  );
});

test('a long family lets other work in between, and loses no line', async () => {
  let turns = 0;
  let isDone = false;
  const countTurns = (): void => {
    turns += 1;
    if (!isDone) setImmediate(countTurns);
  };
  setImmediate(countTurns);
  const samples = Array.from({ length: 10_001 }, (_, i): [string, number] => [`n="${i}"`, i]);
  const text = await familyText({ name: 'many', type: 'gauge', help: 'Many.' }, samples);
  isDone = true;
  assert.equal(parse(text).get('many')?.samples.size, 10_001);
  assert.ok(turns >= 20, `${turns} turns`);
});

test('how long calls took falls into buckets, each with all that the lower ones hold', async () => {
  const figures = createCallFigures();
  const call = { client: 'writer', account: 'shop', outcome: 'relayed' };
  for (const durationMs of [0, 5, 6, 300_000, 300_001]) figures.observe({ ...call, durationMs });
  figures.observe({ ...call, outcome: 'failed', durationMs: 250 });
  const families = parse(await figures.text());
  const labels = labelText(call);
  assert.equal(value(families, 'wechat_gateway_requests_total', labels), 5);
  const samples = families.get('wechat_gateway_request_duration_seconds')?.samples;
  const at = (part: string): number | undefined => samples?.get(part);
  assert.deepEqual(
    ['0.005', '0.025', '10', '300', '+Inf'].map((le) => at(`_bucket{outcome="relayed",le="${le}"}`)),
    [2, 3, 3, 4, 5],
  );
  assert.equal(at('_count{outcome="relayed"}'), 5);
  assert.equal(at('_sum{outcome="relayed"}'), 600.012);
  assert.equal(at('_bucket{outcome="failed",le="0.25"}'), 1);
  assert.equal(at('_bucket{outcome="failed",le="0.1"}'), 0);
});
