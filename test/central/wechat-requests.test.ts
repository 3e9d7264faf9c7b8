import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { Outcome } from '../../src/central/tokens/flight.ts';
import type { Failure } from '../../src/central/tokens/state.ts';
import { createWeChatRequests } from '../../src/central/wechat-requests.ts';
import type { Fault } from '../../src/wechat/fault.ts';
import { endpoints, newAccount } from '../support/virtual/token-service.ts';
import { createVirtualTime } from '../support/virtual/virtual-time.ts';
import { createVirtualWechat, type Play } from '../support/virtual/virtual-wechat.ts';

const account = newAccount('token');

/** What the token service is told of a call that ends like this. */
async function ask(play: Play, from = account, isForced = false): Promise<Outcome> {
  const time = createVirtualTime();
  const wechat = createVirtualWechat(time, [from]);
  wechat.playNext(play);
  const asking = createWeChatRequests(wechat.client).requestToken(from, isForced);
  await time.advance(10_000);
  return asking;
}

const token = (expiresIn: string): Play => ({ body: `{"access_token":"93_new","expires_in":${expiresIn}}` });

/** The failure of an outcome; the test ends where it is a token. */
function failureIn(outcome: Outcome): Failure {
  assert.ok('code' in outcome, inspect(outcome));
  return outcome;
}

const nonsense = [
  '[]',
  'null',
  '"x"',
  '7',
  '{}',
  '',
  '{',
  '<html>',
  '{"access_token":""}',
  '{"access_token":"","expires_in":7200}',
  '{"access_token":123,"expires_in":7200}',
  '{"access_token":["93_x"],"expires_in":7200}',
  '{"errcode":0,"errmsg":"ok"}',
  '{"expires_in":7200}',
];

test('A12: what is no answer is no token; WeChat may have issued one all the same', async () => {
  for (const body of nonsense) {
    const { fault = '', ...failure } = failureIn(await ask({ body }));
    assert.deepEqual(failure, { code: 'upstream_unexpected', mayHaveIssued: true, needsPerson: false }, body);
    assert.match(fault, /^http_200_(nothing|html|json|text)$/, body);
  }
  const withCode = await ask({ body: '{"errcode":0,"access_token":"93_new","expires_in":7200}' });
  assert.deepEqual(withCode, { value: '93_new', expiresInS: 7200 });
});

const untrusted = [
  '0',
  '-1',
  '"abc"',
  '""',
  '"7200.0"',
  '" 7200"',
  'null',
  '7200.5',
  '[7200]',
  '{}',
  'true',
  '"1e3"',
];

test('A13: an expires_in that makes no sense is bad_expiry: issued, and not to be trusted', async () => {
  const bad = { code: 'bad_expiry', mayHaveIssued: true, needsPerson: false };
  for (const expiresIn of untrusted) assert.deepEqual(await ask(token(expiresIn)), bad, expiresIn);
  assert.deepEqual(await ask({ body: '{"access_token":"93_new"}' }), bad);
});

test('A13: "7200" is 7200, and 1e12 is no more than that', async () => {
  for (const [sent, taken] of [
    ['7200', 7200],
    ['"7200"', 7200],
    ['"300"', 300],
    ['1', 1],
    ['1e12', 7200],
    ['"9999999999"', 7200],
  ] as const) {
    assert.deepEqual(await ask(token(sent)), { value: '93_new', expiresInS: taken }, sent);
  }
});

test('what is refused by a code keeps code and text, and has issued nothing', async () => {
  const body = '{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist rid: 1-2-3"}';
  assert.deepEqual(await ask({ body }), {
    code: 'errcode',
    errcode: 40164,
    errmsg: 'invalid ip 203.0.113.7, not in whitelist rid: 1-2-3',
    mayHaveIssued: false,
    needsPerson: true,
  });
  const busy = failureIn(await ask({ body: '{"errcode":-1}' }));
  assert.deepEqual(
    [busy.errcode, busy.errmsg, busy.needsPerson, busy.retryAfterMs],
    [-1, '', false, undefined],
  );
  const minute = failureIn(await ask({ body: '{"errcode":45011,"errmsg":"x"}' }));
  assert.deepEqual([minute.needsPerson, minute.retryAfterMs], [false, 60_000]);
  assert.equal(
    failureIn(await ask({ body: '{"errcode":99999}' })).needsPerson,
    true,
    'a code that nobody knows',
  );
});

test('J: an errmsg that repeats the secret is masked, and never long', async () => {
  const secret = encodeURIComponent(account.secret);
  const body = JSON.stringify({
    errcode: 40125,
    errmsg: `no ${account.secret} ${secret} ${'x'.repeat(5000)}`,
  });
  const { errmsg = '' } = failureIn(await ask({ body }));
  assert.ok(!errmsg.includes(account.secret));
  assert.ok(errmsg.startsWith('no ') && errmsg.length <= 300, `${errmsg.length}`);
});

test('A5: a status other than 200 may have issued one; its Retry-After is passed on', async () => {
  const outcome = await ask({ ...token('7200'), status: 503, retryAfterMs: 20_000 });
  assert.deepEqual(outcome, {
    code: 'upstream_status',
    fault: 'http_503_json',
    mayHaveIssued: true,
    needsPerson: false,
    retryAfterMs: 20_000,
  });
});

test('A21: what was sent may have issued one, what never left has not; the fault is named', async () => {
  const found = async (fault: Fault): Promise<unknown> => {
    const { code, mayHaveIssued, fault: named } = failureIn(await ask({ fault }));
    assert.equal(named, fault);
    return [code, mayHaveIssued];
  };
  for (const fault of ['timeout', 'reset', 'too_large'] as const) {
    assert.deepEqual(await found(fault), [
      fault === 'reset' ? 'upstream_unreachable' : `upstream_${fault}`,
      true,
    ]);
  }
  for (const fault of ['name_not_found', 'name_failed', 'refused', 'no_route', 'not_connected'] as const) {
    assert.deepEqual(await found(fault), ['upstream_unreachable', false]);
  }
  for (const fault of ['connect_timeout', 'proxy_timeout'] as const) {
    assert.deepEqual(await found(fault), ['upstream_timeout', false]);
  }
  assert.deepEqual(await found('tls_untrusted'), ['upstream_tls', false]);
  assert.deepEqual(await found('busy'), ['busy', false]);
});

test('force_refresh is sent to stable_token only: token has none', async () => {
  for (const endpoint of endpoints) {
    for (const isForced of [false, true]) {
      const time = createVirtualTime();
      const wechat = createVirtualWechat(time, [newAccount(endpoint)]);
      const asking = createWeChatRequests(wechat.client).requestToken(newAccount(endpoint), isForced);
      await time.advance(1000);
      assert.ok('value' in (await asking));
      assert.deepEqual(
        wechat.calls.map((call) => [call.path, call.isForced]),
        [[endpoint, isForced && endpoint === 'stable_token']],
      );
    }
  }
});

test('a ticket is asked for like a token, and its errmsg never repeats the token', async () => {
  const time = createVirtualTime();
  const { client, playNext } = createVirtualWechat(time, [account]);
  const { requestTicket } = createWeChatRequests(client);
  const accessToken = '93_canary_of_a_token_4711';
  playNext(
    { body: `{"errcode":40001,"errmsg":"invalid credential ${accessToken}"}` },
    { body: '{"errcode":0,"errmsg":"ok","ticket":"kgt8","expires_in":7200}' },
    { body: '{"errcode":0,"errmsg":"ok","ticket":"kgt8"}' },
    { body: '{"errcode":0,"errmsg":"ok","ticket":""}' },
  );
  const asking = Promise.all(Array.from({ length: 4 }, () => requestTicket(accessToken, 'jsapi')));
  await time.advance(1000);
  const [refused, good, untold, none] = await asking;
  assert.ok(refused !== undefined && failureIn(refused).errcode === 40001);
  assert.doesNotMatch(JSON.stringify(refused), /canary/);
  assert.deepEqual(good, { value: 'kgt8', expiresInS: 7200 });
  assert.ok(untold !== undefined && failureIn(untold).code === 'bad_expiry');
  assert.ok(none !== undefined && failureIn(none).code === 'upstream_unexpected');
});
