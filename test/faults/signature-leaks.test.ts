// N5: Token, EncodingAESKey, ticket and access_token through /signature, against everything that comes out.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { kinds, valuesOf } from '../../src/page/signature/fields.ts';
import { postForm, send } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { startSignature } from '../support/page/signature.ts';

const accepts = ['text/html', 'application/json'] as const;
const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** As real ones look, each with random parts that a search finds. */
const secrets = {
  ticket: `sM4AOVdWfPE4DxkXGEs8${createCanary('_')}`,
  access_token: `93_${createCanary('-')}`,
  token: `T${hex(12)}`,
  encoding_aes_key: `${hex(21)}A`,
  appsecret: hex(16),
};

const url = 'https://m.example.com/a?b=c#d';
const plain = {
  url,
  noncestr: 'Wm3WZYTPz0wzccnW',
  timestamp: '1414587457',
  signature: 'a'.repeat(40),
  appid: 'wx0000000000000000',
  nonce: '415670741',
  echostr: '4375120948345356249',
  msg_signature: 'b'.repeat(40),
  body: `<xml><Encrypt>${randomBytes(64).toString('base64')}</Encrypt></xml>`,
  message: '<xml><MsgType>text</MsgType></xml>',
};

test('N5: no secret of a signature is in a page, a header, the log or an answer for programs', async (t) => {
  const { origin, logged } = await startSignature(t);
  const { appsecret: _, ...typed } = secrets;
  const { access_token: token, ...withoutToken } = typed;
  for (const kind of ['jsapi', 'push_check', 'push_decrypt', 'push_encrypt']) {
    for (const fields of [
      { ...plain, ...typed },
      { ...plain, ...withoutToken },
      { ...plain, ...withoutToken, ticket: token },
      { ...plain, ...typed, signature: '', timestamp: '', noncestr: '' },
      { ...plain, ...typed, url: '', timestamp: 'x', encoding_aes_key: `${typed.encoding_aes_key}x` },
    ]) {
      for (const accept of accepts) {
        const { text, headers } = await postForm(
          origin,
          { kind, ...fields },
          { path: '/signature', headers: { accept } },
        );
        for (const canary of Object.values(typed)) {
          assertClean(canary, { text, headers: JSON.stringify(headers), log: logged() });
        }
      }
    }
  }
  assert.ok(logged().includes('"route":"/signature"'));
});

/** A Token has no look of its own, and 32 hex digits are a good noncestr: there they are what they stand for. */
const looksRight = (name: string, field: string): boolean =>
  (name === 'token' && ['noncestr', 'nonce', 'echostr'].includes(field)) ||
  (name === 'appsecret' && field === 'noncestr');

const forms = (secret: string): string[] => [
  secret,
  `secret=${secret}`,
  `https://m.example.com/?access_token=${secret}`,
  JSON.stringify({ secret, access_token: secret }),
];

test('N1, N5: whatever secret is pasted into whatever field, it does not come back, and is not sent as something else', async (t) => {
  const { ask, logged, simulator } = await startSignature(t);
  const good = { ...plain, ticket: 'a'.repeat(40), token: 'Tok', encoding_aes_key: 'B'.repeat(43) };
  for (const kind of kinds) {
    for (const field of valuesOf[kind]) {
      for (const [name, secret] of Object.entries(secrets)) {
        if (looksRight(name, field)) continue;
        for (const value of forms(secret)) {
          const { text, headers, status } = await ask({ ...good, kind, [field]: value });
          const where = `${name} in ${field} of ${kind}`;
          assert.ok(status < 500, where);
          assertClean(secret, { [where]: text, [`headers: ${where}`]: JSON.stringify(headers) });
        }
      }
    }
  }
  for (const [name, secret] of Object.entries(secrets)) {
    assertClean(secret, { log: logged() });
    if (name === 'access_token') continue;
    const asked = simulator.calls.map(({ query, body }) => JSON.stringify([query, body])).join('\n');
    assertClean(secret, { 'what WeChat was asked': asked || 'nothing' });
  }
});

test('N5: what stands in the address of /signature is neither read nor logged', async (t) => {
  const { origin, logged } = await startSignature(t);
  for (const [name, secret] of Object.entries(secrets)) {
    const { status, text } = await send(origin, { path: `/signature?${name}=${encodeURIComponent(secret)}` });
    assert.equal(status, 200);
    assertClean(secret, { text, log: logged() });
  }
});
