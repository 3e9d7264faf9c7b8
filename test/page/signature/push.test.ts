import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../../src/page/signature/texts/index.ts';
import { shows, textById } from '../../support/page/html.ts';
import { startSignature } from '../../support/page/signature.ts';
import { officialCheck, officialPush, sha1 } from '../../support/signatures.ts';

const { en } = texts;
const check = { kind: 'push_check', ...officialCheck };
const { token, aesKey, appid, timestamp, nonce, encrypt, msgSignature, reply } = officialPush;
const push = { token, encoding_aes_key: aesKey, appid, timestamp, nonce };
const xml = `<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName>\n<Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`;
const decrypt = { kind: 'push_decrypt', ...push, msg_signature: msgSignature, body: xml };

test('N7: the official check of an address is right, and its echostr is what is sent back', async (t) => {
  const { ask, askJson } = await startSignature(t);
  const { signature, echostr } = officialCheck;
  assert.deepEqual(await askJson(check), { signature, matches: true, body: echostr });
  const { text } = await ask(check);
  assert.ok(shows(text, en.outcome.checkSame));
  assert.equal(textById(text, 'echo'), echostr);
  assert.ok(shows(text, en.frameworkSteps[1] ?? ''));
});

test('N7: a wrong check names its mistake, and nothing is there to send back', async (t) => {
  const { ask, askJson } = await startSignature(t);
  const unsorted = sha1(officialCheck.token + officialCheck.timestamp + officialCheck.nonce);
  const { signature } = officialCheck;
  assert.deepEqual(await askJson({ ...check, signature: unsorted }), {
    signature,
    matches: false,
    mistake: 'order',
  });
  assert.deepEqual(await askJson({ ...check, token: 'Other' }), {
    signature: sha1(['Other', officialCheck.timestamp, officialCheck.nonce].sort().join('')),
    matches: false,
    mistake: 'token_sample',
  });
  const unknown = await ask({ ...check, signature: sha1('x') });
  assert.ok(shows(unknown.text, en.outcome.checkUnknown));
  assert.equal(textById(unknown.text, 'echo'), undefined);
});

test('without a signature the right one is computed', async (t) => {
  const { askJson } = await startSignature(t);
  const { signature: _, ...open } = check;
  const { signature, echostr } = officialCheck;
  assert.deepEqual(await askJson(open), { signature, body: echostr });
});

test('N7: the official push opens, in XML and JSON, alone and escaped', async (t) => {
  const { askJson } = await startSignature(t);
  const json = JSON.stringify({ ToUserName: 'gh_97417a04a28d', Encrypt: encrypt });
  const bodies = [
    xml,
    json,
    json.replaceAll('/', '\\/'),
    JSON.stringify(json),
    encrypt,
    xml.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    `<Encrypt>${encrypt}</Encrypt>`,
    xml.replace(encrypt, encrypt.replace(/(.{76})/g, '$1\r\n')),
    xml.replace(encrypt, encrypt.replaceAll('+', ' ')),
    encodeURIComponent(xml),
    `POST /wx?signature=x&timestamp=${timestamp} HTTP/1.1\r\nHost: example.com\r\n\r\n${xml}`,
    `array(2) {\n  ["Encrypt"]=>\n  string(300) "${encrypt}"\n}`,
  ];
  for (const body of bodies) {
    const answer = await askJson({ ...decrypt, body });
    assert.deepEqual(Object.keys(answer), ['signature', 'matches', 'message', 'appid'], body);
    assert.deepEqual([answer.signature, answer.matches, answer.appid], [msgSignature, true, appid]);
    assert.equal(JSON.parse(String(answer.message)).debug_str, 'hello world');
  }
});

test('people read the message, and whose it is', async (t) => {
  const { ask } = await startSignature(t);
  const { text } = await ask(decrypt);
  assert.ok(shows(text, en.outcome.openedRight));
  assert.match(textById(text, 'message-text') ?? '', /^\{"ToUserName":"gh_97417a04a28d",.*"hello world"\}$/);
  assert.ok(shows(text, appid));
});

test('the plain signature, another key, another account and half a message are told apart', async (t) => {
  const { ask, askJson } = await startSignature(t);
  const cases: readonly (readonly [Record<string, string>, string, string])[] = [
    [{ msg_signature: officialPush.signature }, 'plain_signature', en.mistakes.plain_signature.heading],
    [{ encoding_aes_key: 'B'.repeat(43) }, 'wrong_key', en.outcome.closed.wrong_key],
    [{ appid: 'wx0000000000000000' }, 'appid', en.outcome.otherAppid],
    [{ body: encrypt.slice(0, 100), msg_signature: '' }, 'cut', en.outcome.closed.cut],
    [
      { msg_signature: sha1([token, timestamp, nonce, xml].sort().join('')) },
      'whole_body',
      en.mistakes.whole_body.heading,
    ],
  ];
  for (const [fields, mistake, heading] of cases) {
    assert.equal((await askJson({ ...decrypt, ...fields })).mistake, mistake);
    assert.equal(textById((await ask({ ...decrypt, ...fields })).text, 'config'), undefined);
    assert.ok(shows((await ask({ ...decrypt, ...fields })).text, heading), heading);
  }
  assert.equal((await askJson({ ...decrypt, msg_signature: sha1('x') })).mistake, null);
});

test('a message opens without anything to check its signature with, and that is said', async (t) => {
  const { ask, askJson } = await startSignature(t);
  const open = { kind: 'push_decrypt', encoding_aes_key: aesKey, body: xml };
  assert.deepEqual(Object.keys(await askJson(open)), ['message', 'appid']);
  assert.ok(shows((await ask(open)).text, en.notes.unsigned));
});

test('a reply is sealed and signed, and opens again', async (t) => {
  const { askJson, ask } = await startSignature(t);
  const sealed = await askJson({ kind: 'push_encrypt', ...push, message: reply.message });
  const body = JSON.parse(String(sealed.body));
  assert.deepEqual(
    [Object.keys(body), body.MsgSignature, body.TimeStamp, body.Nonce],
    [['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'], sealed.signature, Number(timestamp), nonce],
  );
  const again = { kind: 'push_decrypt', token, encoding_aes_key: aesKey, appid, body: String(sealed.body) };
  // the rest is in the reply itself
  assert.deepEqual(await askJson(again), {
    signature: sealed.signature,
    matches: true,
    message: reply.message,
    appid,
  });
  const inXml = await ask({ kind: 'push_encrypt', ...push, message: '<xml>\r\n<a/></xml>\r\n' });
  const envelope = textById(inXml.text, 'sealed') ?? '';
  assert.match(envelope, /^<xml>\n<Encrypt><!\[CDATA\[/);
  const opened = await askJson({ ...again, body: envelope });
  assert.deepEqual([opened.matches, opened.message], [true, '<xml>\n<a/></xml>\n']);
});

test('what a reply does not name is made', async (t) => {
  const { askJson } = await startSignature(t, Date.parse('2026-01-31T00:00:00Z'));
  const form = { kind: 'push_encrypt', token, encoding_aes_key: aesKey, appid, message: '{}' };
  const body = JSON.parse(String((await askJson(form)).body));
  assert.equal(body.TimeStamp, 1769817600);
  assert.match(body.Nonce, /^[A-Za-z0-9]{10}$/);
});

test('what cannot be worked with is said beside its field', async (t) => {
  const { ask } = await startSignature(t);
  const { problems } = en;
  const cases: readonly (readonly [Record<string, string>, string, string])[] = [
    [{ kind: 'push_check' }, 'token', problems.missing.token ?? ''],
    [{ ...check, timestamp: '' }, 'timestamp', problems.missing.timestamp ?? ''],
    [{ ...check, nonce: 'a b' }, 'nonce', problems.no_nonce],
    [{ ...check, echostr: 'a'.repeat(32) }, 'echostr', problems.no_echostr],
    [{ ...decrypt, encoding_aes_key: 'A'.repeat(42) }, 'encoding_aes_key', problems.no_key(42)],
    [{ ...decrypt, encoding_aes_key: `${'A'.repeat(42)}!` }, 'encoding_aes_key', problems.no_key(43)],
    [{ ...decrypt, body: '' }, 'body', problems.missing.body ?? ''],
    [{ ...decrypt, body: 'hello' }, 'body', problems.no_body],
    [{ ...decrypt, body: '<xml><MsgType>text</MsgType></xml>' }, 'body', problems.plain_body],
    [{ ...decrypt, token: '' }, 'token', problems.toCompare('Token')],
    [{ kind: 'push_encrypt', ...push }, 'message', problems.missing.message ?? ''],
    [{ kind: 'push_encrypt', ...push, appid: '', message: 'x' }, 'appid', problems.missing.appid ?? ''],
  ];
  for (const [fields, field, said] of cases) {
    const { status, text } = await ask(fields);
    assert.equal(status, 400, `${field}: ${said}`);
    assert.ok(text.includes(`id="${field}-wrong"`), field);
    assert.ok(shows(text, said), said);
  }
});

test('N1: bodies of 256 KiB are read, and larger ones refused', async (t) => {
  const { ask, askJson } = await startSignature(t);
  const form = { kind: 'push_encrypt', ...push };
  const message = `{"a":"${'x'.repeat(150_000)}"}`;
  const { body } = await askJson({ ...form, message });
  const opened = await askJson({
    kind: 'push_decrypt',
    ...push,
    nonce: '',
    timestamp: '',
    body: String(body).slice(0, -1),
  });
  assert.equal(opened.matches, undefined);
  assert.equal((await ask({ ...form, message: 'x'.repeat(300_000) })).status, 413);
});
