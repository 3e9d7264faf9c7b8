import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import express, { type Response } from 'express';
import { refuse, sendUnserved } from '../../../src/central/api/errors.ts';
import type { Failure } from '../../../src/central/tokens/state.ts';
import { listen } from '../../../src/http/listen.ts';
import { type Answer, ask, retryAfterOf } from '../../support/central/central-api.ts';

/** What comes over the wire when a route answers like this. */
async function answered(t: TestContext, answer: (res: Response) => void): Promise<Answer> {
  const app = express().disable('etag');
  app.use((_req, res) => {
    res.locals.requestId = 'id-1';
    answer(res);
  });
  const { server, url } = await listen(app, '127.0.0.1', 0);
  t.after(() => new Promise((resolve) => server.close(resolve)));
  return ask(url, {});
}

const failure = (more: Partial<Failure>): Failure => ({
  code: 'upstream_timeout',
  mayHaveIssued: true,
  needsPerson: false,
  ...more,
});

const codes = [
  40001, 40002, 40013, 40066, 40097, 40125, 41001, 41002, 41004, 43001, 43002, 45011, 47001, 48001,
] as const;

for (const code of codes) {
  test(`${code}: HTTP 200, WeChat’s shape, our words, and the id of the request`, async (t) => {
    const { status, body, headers } = await answered(t, (res) => refuse(res, code));
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ['errcode', 'errmsg']);
    assert.equal(body.errcode, code);
    assert.match(String(body.errmsg), /^[a-z].{10,} rid: id-1$/);
    assert.equal(headers['retry-after'], undefined);
  });
}

test('a refusal that is over in some time says in how many seconds', async (t) => {
  const answer = await answered(t, (res) => refuse(res, 45011, 17));
  assert.equal(retryAfterOf(answer), 17);
});

test('WeChat’s own words are passed on as they came, with its rid and not with ours', async (t) => {
  const errmsg = 'invalid ip 203.0.113.7, not in whitelist rid: 65112232-35da441e-28f02baf';
  const unserved = { failure: failure({ code: 'errcode', errcode: 40164, errmsg }), retryAfterS: 300 };
  const answer = await answered(t, (res) => sendUnserved(res, unserved));
  assert.deepEqual(answer.body, { errcode: 40164, errmsg });
  assert.equal(retryAfterOf(answer), 300);
});

test('words of WeChat’s without a rid get ours', async (t) => {
  const unserved = {
    failure: failure({ code: 'errcode', errcode: -1, errmsg: 'system error' }),
    retryAfterS: 1,
  };
  const answer = await answered(t, (res) => sendUnserved(res, unserved));
  assert.deepEqual(answer.body, { errcode: -1, errmsg: 'system error rid: id-1' });
});

test('an errcode without words is passed on all the same', async (t) => {
  const unserved = { failure: failure({ code: 'errcode', errcode: 50004 }), retryAfterS: 1 };
  const answer = await answered(t, (res) => sendUnserved(res, unserved));
  assert.deepEqual(answer.body, { errcode: 50004, errmsg: ' rid: id-1' });
});

test('a ticket that is missing is told as a ticket, not as a token', async (t) => {
  const unserved = { failure: failure({ code: 'upstream_unreachable' }), retryAfterS: 2 };
  const answer = await answered(t, (res) => sendUnserved(res, unserved, 'ticket'));
  assert.match(
    String(answer.body.errmsg),
    /^system error, no ticket is held .* \(upstream_unreachable\) rid: id-1$/,
  );
  assert.doesNotMatch(String(answer.body.errmsg), /token/);
});

for (const code of ['upstream_timeout', 'bad_expiry', 'store_away', 'not_yet', 'internal']) {
  test(`${code} is -1 with the word in it, so that it can be looked up in the log`, async (t) => {
    const unserved = { failure: failure({ code }), retryAfterS: 2 };
    const answer = await answered(t, (res) => sendUnserved(res, unserved));
    assert.equal(answer.body.errcode, -1);
    assert.match(String(answer.body.errmsg), new RegExp(`could be fetched \\(${code}\\) rid: id-1$`));
    assert.equal(retryAfterOf(answer), 2);
  });
}
