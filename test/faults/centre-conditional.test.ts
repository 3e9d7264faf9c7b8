// A condition in a request is for what can be kept, and nothing here may be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { startCentral } from '../support/central/central.ts';
import { tokenPath } from '../support/central/central-api.ts';

test('If-None-Match: * gets the same answer as none, by the short path of a read and by the routes', async (t) => {
  const { origin, shop, orders, operator } = await startCentral(t);
  const headers = { 'if-none-match': '*', authorization: `Bearer ${operator}` };
  const query = tokenPath(shop, orders);
  assert.equal((await send(origin, { path: query, headers: { 'if-none-match': '*' } })).status, 200);
  // an unknown parameter, and a wrong key: what the routes answer
  for (const path of [`${query}&lang=zh_CN`, tokenPath(shop, 'wrong')]) {
    const { status, text } = await send(origin, { path, headers: { 'if-none-match': '*' } });
    assert.equal(status, 200, path.slice(0, 20));
    assert.notEqual(text, '');
  }
  for (const path of ['/', '/healthz', '/central', '/metrics']) {
    assert.equal((await send(origin, { path, headers })).status, 200, path);
  }
});
