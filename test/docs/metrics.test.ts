import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { startCentral } from '../support/central/central.ts';
import { parse } from '../support/central/prometheus.ts';
import { blockWith, codeIn, rowsBelow } from '../support/documents.ts';

const heading = 'Metrics and alerts';

async function scraped(t: Parameters<typeof startCentral>[0]): Promise<string[]> {
  const { origin, operator } = await startCentral(t);
  const { text } = await send(origin, {
    path: '/metrics',
    headers: { authorization: `Bearer ${operator}` },
  });
  return [...parse(text).keys()].filter((name) => !/^(process|nodejs)_/.test(name)).sort();
}

test('every metric is explained in both languages, and no other', async (t) => {
  const names = await scraped(t);
  assert.ok(names.length > 8);
  for (const rows of rowsBelow('docs/operating.md', heading)) {
    assert.deepEqual(rows.map(([name = '']) => codeIn(name).join()).sort(), names);
  }
});

test('the alerts ask for metrics and labels that there are', () => {
  const rows = rowsBelow('docs/operating.md', heading)[0] ?? [];
  const labels = new Map(rows.map(([name = '', cell = '']) => [codeIn(name).join(), codeIn(cell)]));
  const rules = blockWith('yaml', '- alert:');
  const asked = [...rules.matchAll(/expr: .*?([a-z_]*_[a-z_]+)(?:\{(\w+)|\[| )/g)];
  assert.equal(asked.length, rules.split('- alert:').length - 1);
  for (const [expression, name = '', label] of asked) {
    assert.ok(labels.has(name), expression);
    if (label !== undefined) assert.ok(labels.get(name)?.includes(label), expression);
  }
});
