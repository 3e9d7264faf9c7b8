import assert from 'node:assert/strict';
import { test } from 'node:test';
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
