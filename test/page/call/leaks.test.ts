import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../../support/app.ts';
import { code, menu, startCall } from '../../support/page/call.ts';
import { withoutHandedOn } from '../../support/page/html.ts';

test('the token is handed over in a form and stands in no address; nobody is called for it', async (t) => {
  const { simulator, token, call, origin } = await startCall(t);
  const before = simulator.calls.length;
  const loaded = await call({ step: 'load' });
  assert.match(loaded.text, new RegExp(`id="access_token"[^>]*value="${token}"`));
  assert.equal(simulator.calls.length, before);
  assert.doesNotMatch(JSON.stringify(loaded.headers), new RegExp(token));
  const answer = await call(menu);
  assert.match(
    answer.text,
    new RegExp(
      `action="/check\\?lang=en#tips">\\s*<input type="hidden" name="access_token" value="${token}">`,
    ),
  );
  const off = await startCall(t, {}, { PAGE: 'off' });
  assert.equal((await send(off.origin, { path: '/call' })).status, 404);
  assert.equal((await off.call(menu)).status, 404);
  assert.ok((await send(origin, { path: '/call' })).status === 200);
});

test('N5: token, path, body and secrets are in no log, header or address, whatever is called', async (t) => {
  const { token, call, logged } = await startCall(t);
  const secret = 'c0ffee00c0ffee00c0ffee00c0ffee00';
  const replies = [
    await call({
      ...menu,
      path: '/cgi-bin/canary-path-1?q=canary-query-1',
      confirm: 'GET /cgi-bin/canary-path-1',
    }),
    await call({ method: 'POST', path: '/cgi-bin/draft/batchget', body: '{"offset":0,"x":"canary-body-1"}' }),
    await call({ ...menu, path: `/cgi-bin/menu/get?secret=${secret}` }),
    await call({ ...code, body: `{"appsecret":"${secret}"}` }),
    await call({ ...code, body: `appid=wx0&secret=${secret}` }),
    await call({ ...menu, access_token: secret }),
    await call({ ...menu, path: secret }),
  ];
  for (const value of [token, secret, 'canary-path-1', 'canary-query-1', 'canary-body-1']) {
    assert.ok(!logged().includes(value), value);
    for (const { headers } of replies) assert.ok(!JSON.stringify(headers).includes(value), value);
  }
  for (const { text } of replies) assert.ok(!text.includes(secret));
  // in the field of dots and where it is handed on, which is what the press asked for
  const field = new RegExp(`<input class="mono" id="access_token"[^>]*value="${token}"`);
  for (const { text } of replies.slice(0, 2))
    assert.ok(!withoutHandedOn(text).replace(field, '').includes(token));
  assert.match(logged(), /"endpoint":"other"/);
});

test('N5: an EncodingAESKey and a ticket, in any field of a call, are in no log, header or address', async (t) => {
  const { call, logged } = await startCall(t);
  const values = [
    'canaryKeyabcdefghijklmnopqrstuvwxyz01234567A',
    'sM4AOVdWfPE4DxkXGEs8V_canary_ticket_0123456789',
  ];
  for (const value of values) {
    const inUrl = encodeURIComponent(value);
    const replies = [
      await call({ ...menu, access_token: value }),
      await call({ ...menu, path: `/cgi-bin/menu/get?ticket=${inUrl}` }),
      await call({ ...menu, path: `/${inUrl}` }),
      await call({ ...code, body: JSON.stringify({ scene: value }) }),
      await call({ ...code, body: value }),
      await call({ ...code, confirm: value }),
    ];
    assert.ok(!logged().includes(value));
    for (const { headers } of replies) assert.ok(!JSON.stringify(headers).includes(value));
    // the fields keep what was typed into them; links and targets of forms hold none of it
    const addresses = replies.flatMap(
      ({ text }) => text.match(/(?:href|src|action|formaction)="[^"]*"/g) ?? [],
    );
    assert.ok(addresses.length > 10);
    assert.ok(!addresses.some((address) => address.includes(value)));
  }
  assert.match(logged(), /"event":"request"/);
});
