// N1: the values of a push as logs, dumps, shells, consoles and people have them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSignatureForm } from '../../../src/page/signature/form.ts';
import { checkResult, decryptResult } from '../../../src/page/signature/push.ts';
import { officialCheck, officialPush } from '../../support/signatures.ts';

type Fields = Readonly<Record<string, string>>;

const { signature, echostr, timestamp, nonce, token } = officialCheck;
const query = `signature=${signature}&echostr=${echostr}&timestamp=${timestamp}&nonce=${nonce}`;
const lines = (form: (name: string, value: string) => string, gap = '\n'): string =>
  Object.entries({ signature, echostr, timestamp, nonce })
    .map(([name, value]) => form(name, value))
    .join(gap);

const checks: Readonly<Record<string, Fields>> = {
  curl: { token, signature: `curl 'http://example.com/wx?${query}'` },
  'Django’s query': { token, nonce: `{${lines((name, value) => `'${name}': ['${value}']`, ', ')}}` },
  'Node’s query': {
    token,
    nonce: `[Object: null prototype] {\n${lines((name, value) => `  ${name}: '${value}',`)}\n}`,
  },
  'PHP’s print_r': { token, nonce: `Array\n(\n${lines((name, value) => `    [${name}] => ${value}`)}\n)` },
  'Go’s url.Values': { token, nonce: `map[${lines((name, value) => `${name}:[${value}]`, ' ')}]` },
  'a map of Java': { token, nonce: `{${lines((name, value) => `${name}=[${value}]`, ', ')}}` },
  'a table': { token, nonce: lines((name, value) => `${name}\t${value}`) },
  'the network panel': { token, nonce: lines((name, value) => `${name}: ${value}`) },
  'an encoded query': { token, nonce: encodeURIComponent(query) },
  'a Token in YAML': { token: `token: "${token}"`, signature: query },
  'a Token in PHP': { token: `define("TOKEN", "${token}");`, signature: query },
  'a Token in JavaScript': { token: `const token = '${token}';`, signature: query },
  'a Token from the console': { token: `Token：${token}`, signature: query },
};

for (const [name, fields] of Object.entries(checks)) {
  test(`N1: ${name}: the push is checked as it was meant`, () => {
    const form = parseSignatureForm({ kind: 'push_check', ...fields });
    assert.deepEqual(form.problems, []);
    const result = checkResult(form);
    assert.deepEqual([result.matches, result.echostr], [true, echostr]);
  });
}

const { encrypt, aesKey, msgSignature } = officialPush;
const xml = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
const pushQuery = `signature=${officialPush.signature}&timestamp=${officialPush.timestamp}&nonce=${officialPush.nonce}&openid=o9AgO5Kd5ggOC-bXrbNODIiE3bGY&encrypt_type=aes&msg_signature=${msgSignature}`;

const bodies: Readonly<Record<string, string>> = {
  'a request as it was logged': `POST /wx?${pushQuery} HTTP/1.1\nContent-Type: text/xml\n\n${xml}`,
  'nginx’s escapes': xml.replaceAll('"', '\\x22'),
  'bytes of Python': `b'${xml}'`,
  'XML over lines': `<xml>\n  <Encrypt>\n    <![CDATA[\n${encrypt.replace(/.{64}/g, '$&\n')}\n]]>\n  </Encrypt>\n</xml>`,
  'a dump of xml2js': `{ xml: { ToUserName: [ 'gh_1' ], Encrypt: [ '${encrypt}' ] } }`,
  'a dump of Node': `{ ToUserName: 'gh_1', Encrypt: '${encrypt}' }`,
  'a map of Java': `{ToUserName=gh_1, Encrypt=${encrypt}}`,
  'a struct of Go': `{XMLName:{Space: Local:xml} ToUserName:gh_1 Encrypt:${encrypt}}`,
  'a map of Go': `map[Encrypt:${encrypt} ToUserName:gh_1]`,
  'a form': `encrypt=${encodeURIComponent(encrypt)}`,
  'a variable': `msg_encrypt: ${encrypt}`,
  'XML, encoded twice': encodeURIComponent(encodeURIComponent(xml)),
};

const keys: readonly string[] = [
  `EncodingAESKey(消息加解密密钥)：${aesKey}`,
  `"${aesKey}";`,
  `${aesKey}=`,
  `${aesKey.slice(0, 20)}\n${aesKey.slice(20)}`,
  `WECHAT_AES_KEY='${aesKey}'`,
];

function opens(fields: Fields): void {
  const form = parseSignatureForm({
    kind: 'push_decrypt',
    token: officialPush.token,
    nonce: pushQuery,
    ...fields,
  });
  assert.deepEqual(form.problems, []);
  const result = decryptResult(form);
  assert.deepEqual([result.matches, result.opened.kind], [true, 'opened']);
}

for (const [name, body] of Object.entries(bodies)) {
  test(`N1: ${name}: the message opens`, () => opens({ encoding_aes_key: aesKey, body }));
}

for (const key of keys) {
  test(`N1: the message opens with the key pasted as ${JSON.stringify(key)}`, () =>
    opens({ encoding_aes_key: key, body: xml }));
}
