// N1 and N5 for Get and Check: whatever is pasted wherever.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postForm } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import {
  aesKey,
  appid,
  pairs,
  secret,
  secrets,
  startPasted,
  ticket,
  token,
  tokens,
} from '../support/page/pasted-page.ts';

test('N1 a pair, or a secret, in any form and in any field goes out as nothing else', async (t) => {
  const { app, simulator, sent } = await startPasted(t);
  for (const text of [...pairs, ...secrets]) {
    for (const endpoint of ['token', 'stable_token']) {
      await postForm(app.origin, { appid: text, secret: 'hunter2', endpoint });
      await postForm(app.origin, { appid: text, secret, endpoint });
    }
    await postForm(app.origin, { access_token: text }, { path: '/check' });
  }
  assert.equal(simulator.calls.length, 0);
  for (const text of pairs) await postForm(app.origin, { appid, secret: text });
  assert.equal(simulator.calls.length, 0);
  for (const text of secrets.slice(0, 3)) await postForm(app.origin, { appid, secret: text });
  assert.deepEqual(
    simulator.calls.map(({ query }) => query.secret),
    [secret, secret, secret],
  );
  assertClean(secret, { sent: sent() });
});

test('N1 a token in any form goes out as a token, and from no field of Get', async (t) => {
  const { app, simulator } = await startPasted(t);
  for (const text of tokens) {
    await postForm(app.origin, { access_token: text }, { path: '/check' });
    if (!text.includes('wx0000000000000000')) await postForm(app.origin, { appid: text, secret });
    await postForm(app.origin, { appid, secret: text });
  }
  assert.ok(tokens.length > 100);
  assert.deepEqual(
    simulator.calls.map(({ path, query }) => [path, query]),
    tokens.map(() => ['/cgi-bin/get_api_domain_ip', { access_token: token }]),
  );
});

test('N5 what was pasted is in no log, no header, no address and no page', async (t) => {
  const { app, sent } = await startPasted(t);
  const canaries = { token, secret, aesKey, ticket };
  const texts = [
    ...tokens.filter((_, i) => i % 5 === 0),
    ...pairs.filter((_, i) => i % 9 === 0),
    ...[secret, aesKey, `EncodingAESKey: ${aesKey}`, ticket, `{"ticket":"${ticket}"}`],
  ];
  let shown = '';
  for (const text of texts) {
    for (const accept of ['text/html', 'application/json']) {
      const headers = { accept };
      for (const reply of [
        await postForm(app.origin, { access_token: text }, { path: '/check', headers }),
        await postForm(app.origin, { appid: text, secret: 'hunter2' }, { headers }),
        await postForm(app.origin, { appid: '', secret: text }, { headers }),
        await postForm(app.origin, { appid: text, secret: text }, { headers }),
      ]) {
        assert.ok(reply.status < 500);
        shown += reply.text + JSON.stringify(reply.headers);
      }
    }
  }
  for (const canary of Object.values(canaries)) assertClean(canary, { shown, log: app.logged() });
  for (const canary of [secret, aesKey, ticket]) assertClean(canary, { sent: sent() });
});
