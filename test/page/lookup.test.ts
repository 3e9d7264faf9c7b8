import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lookupTips, readPasted } from '../../src/page/lookup.ts';
import { texts } from '../../src/page/texts/index.ts';
import { findErrcode } from '../../src/wechat/errcodes.ts';

const explain = (text: string) => lookupTips(text, 'en', texts.en);

type Recorded = { replies: { id: string; body: string }[] };
// our own data file, in this shape
const { replies } = JSON.parse(readFileSync('test/wechat-replies.json', 'utf8')) as Recorded;

test('finds the code in every recorded body', () => {
  assert.ok(replies.length > 30);
  for (const { id, body } of replies) {
    const sent: unknown = Reflect.get(JSON.parse(body), 'errcode');
    assert.equal(readPasted(body).errcode, sent, id);
  }
});

test('explains a known code, a bare code, and a log line that quotes one', () => {
  const name = findErrcode(40164)?.name.en ?? '';
  assert.ok(name);
  for (const text of [
    '40164',
    ' 40164\n',
    'error: errcode=40164, x',
    '{"errcode" : 40164}',
    '{\\"errcode\\":40164}',
    'errCode: 40164',
  ]) {
    assert.ok(explain(text).heading.includes(name), text);
  }
});

test('pulls the address and the rid out of a pasted 40164', () => {
  const body = replies.find(({ id }) => id === '40164-token')?.body ?? '';
  const { explanation } = explain(body);
  assert.equal(explanation?.callerIp?.value, '203.0.113.7');
  // it may be anybody's server that was refused
  assert.equal(explanation?.callerIp?.label, texts.en.error.anyIp);
  assert.equal(explanation?.rid?.value, '65112232-35da441e-28f02baf');
});

test('40001 of a call that used a token is explained as such', () => {
  const used = replies.find(({ id }) => id === '40001-use')?.body ?? '';
  const entry = findErrcode(40001);
  assert.equal(explain(used).explanation?.meaning, entry?.use?.meaning.en);
  assert.equal(explain('40001').explanation?.meaning, entry?.meaning.en);
});

test('a rid alone tells its time; no meaning is invented for an unknown code', () => {
  const rid = explain('65ecc868-261f3825-3e9c4795');
  assert.equal(rid.explanation?.rid?.time.iso, '2024-03-09T20:36:56.000Z');
  assert.equal(explain('{"errcode":99999,"errmsg":"x"}').explanation?.meaning, texts.en.error.unknown);
});

test('the bad answer of a log is explained, not the good ones before it', () => {
  const log = '{"errcode":0,"errmsg":"ok"}\n{"errcode":40001,"errmsg":"invalid"}';
  assert.equal(readPasted(log).errcode, 40001);
  assert.equal(explain('{"access_token":"","errmsg":"x"}').heading, texts.en.lookup.nothingFound);
});

test('a success and a text without any code say so, and nothing pasted comes back', () => {
  const token = '93_unique-token-that-must-not-return';
  const success = explain(`{"access_token":"${token}","expires_in":7200}`);
  assert.equal(success.heading, texts.en.lookup.successBody);
  const nothing = explain(`hello ${token}`);
  assert.equal(nothing.heading, texts.en.lookup.nothingFound);
  const unknown = explain(`{"errcode":12345,"errmsg":"${token}"}`);
  for (const tips of [success, nothing, unknown]) assert.ok(!JSON.stringify(tips).includes(token));
});
