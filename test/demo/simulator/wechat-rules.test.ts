import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../../src/demo/simulator/wechat-account.ts';
import { createWechatRules, type WechatRules } from '../../../src/demo/simulator/wechat-rules.ts';

const appid = 'wx448f04719cd48f69';
const caller = { grant_type: 'client_credential', appid, secret: 's3cret' };
const START = Date.UTC(2026, 0, 15, 4); // noon in Beijing
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function setUp(account: Partial<Account> = {}) {
  const clock = { ms: START };
  const rules = createWechatRules({
    now: () => clock.ms,
    accounts: [{ appid, secret: 's3cret', ...account }],
  });
  return { clock, rules };
}

function tokenOf(reply: { access_token?: string }): string {
  assert.ok(reply.access_token, JSON.stringify(reply));
  return reply.access_token;
}

const stable = (rules: WechatRules, force_refresh = false) =>
  tokenOf(rules.stableToken({ ...caller, force_refresh }));

test('token: a new one each call, and the one before works for 300 s more', () => {
  const { clock, rules } = setUp();
  const first = tokenOf(rules.token(caller));
  clock.ms += HOUR;
  const second = rules.token(caller);
  assert.equal(second.expires_in, 7200);
  assert.deepEqual(rules.check(tokenOf(second)), { appid, endpoint: 'token' });
  clock.ms += 5 * MINUTE - 1;
  assert.deepEqual(rules.check(first), { appid, endpoint: 'token' });
  clock.ms += 1;
  assert.equal(rules.check(first), 'replaced');
  assert.equal(rules.minted(), 2);
});

test('token: it expires after 7200 s, and the overlap does not prolong it', () => {
  const { clock, rules } = setUp();
  const first = tokenOf(rules.token(caller));
  clock.ms += 2 * HOUR - MINUTE;
  tokenOf(rules.token(caller));
  clock.ms += MINUTE - 1;
  assert.deepEqual(rules.check(first), { appid, endpoint: 'token' });
  clock.ms += 1;
  assert.equal(rules.check(first), 'expired');
});

test('stable_token: the same token and the seconds left, until the last 300 s', () => {
  const { clock, rules } = setUp();
  const first = stable(rules);
  clock.ms += 2 * HOUR - 5 * MINUTE;
  assert.deepEqual(rules.stableToken(caller), { access_token: first, expires_in: 300 });
  clock.ms += 1;
  const second = rules.stableToken(caller);
  assert.notEqual(second.access_token, first);
  assert.equal(second.expires_in, 7200);
  clock.ms += 5 * MINUTE - 2;
  assert.deepEqual(rules.check(first), { appid, endpoint: 'stable_token' });
  assert.deepEqual(rules.check(tokenOf(second)), { appid, endpoint: 'stable_token' });
  clock.ms += 1;
  assert.equal(rules.check(first), 'expired');
});

test('stable_token: two forced refreshes, 30 s apart, kill a token; a closer one changes nothing', () => {
  const { clock, rules } = setUp();
  const leaked = stable(rules);
  const second = stable(rules, true);
  assert.notEqual(second, leaked);
  clock.ms += 30_000 - 1;
  assert.equal(stable(rules, true), second);
  assert.deepEqual(rules.check(leaked), { appid, endpoint: 'stable_token' });
  clock.ms += 1;
  assert.notEqual(stable(rules, true), second);
  assert.equal(rules.check(leaked), 'replaced');
  assert.deepEqual(rules.check(second), { appid, endpoint: 'stable_token' });
  clock.ms += 5 * MINUTE;
  assert.equal(rules.check(second), 'replaced');
});

test('stable_token: 20 forced refreshes a day, normal calls go on', () => {
  const { clock, rules } = setUp();
  for (let i = 0; i < 20; i += 1) {
    stable(rules, true);
    clock.ms += 30_000;
  }
  assert.equal(rules.stableToken({ ...caller, force_refresh: true }).errcode, 45009);
  stable(rules);
  clock.ms = START + 12 * HOUR; // midnight in Beijing
  stable(rules, true);
});

test('the two endpoints do not touch each other’s tokens', () => {
  const { clock, rules } = setUp();
  const token = tokenOf(rules.token(caller));
  const kept = stable(rules);
  tokenOf(rules.token(caller));
  clock.ms += 5 * MINUTE;
  assert.equal(rules.check(token), 'replaced');
  assert.equal(stable(rules), kept);
  const current = tokenOf(rules.token(caller));
  stable(rules, true);
  clock.ms += 30_000;
  stable(rules, true);
  assert.equal(rules.check(kept), 'replaced');
  assert.deepEqual(rules.check(current), { appid, endpoint: 'token' });
});

test('token: 2000 a day or the account’s own quota, then 45009 until midnight in Beijing', () => {
  for (const [account, limit] of [[{}, 2000] as const, [{ dailyQuota: 3 }, 3] as const]) {
    const { clock, rules } = setUp(account);
    for (let i = 0; i < limit; i += 1) tokenOf(rules.token(caller));
    assert.equal(rules.token(caller).errcode, 45009);
    stable(rules);
    clock.ms = START + 12 * HOUR - 1;
    assert.equal(rules.token(caller).errcode, 45009);
    clock.ms += 1;
    tokenOf(rules.token(caller));
  }
});

test('a call that is not right gets its errcode and mints nothing', () => {
  const { rules } = setUp();
  const wrong: [number, Record<string, string>][] = [
    [41002, {}],
    [41002, { ...caller, appid: '' }],
    [41004, { ...caller, secret: '' }],
    [40002, { ...caller, grant_type: 'client_credentials' }],
    [40013, { ...caller, appid: 'wx0' }],
    [40125, { ...caller, secret: 'S3cret' }],
  ];
  for (const [errcode, params] of wrong) {
    assert.equal(rules.token(params).errcode, errcode);
    assert.equal(rules.stableToken(params).errcode, errcode);
  }
  assert.equal(rules.minted(), 0);
});

test('an address that is not listed gets 40164, with its token too, until it is listed', () => {
  const allowedIps = ['203.0.113.7'];
  const { rules } = setUp({ allowedIps });
  const token = tokenOf(rules.token(caller));
  allowedIps.pop();
  const said = /^invalid ip 203\.0\.113\.7 ipv6 /;
  for (const reply of [rules.token(caller), rules.stableToken(caller), rules.apiDomainIp(token)]) {
    assert.equal(reply.errcode, 40164);
    assert.match(reply.errmsg ?? '', said);
  }
  allowedIps.push('203.0.113.7');
  assert.ok(rules.apiDomainIp(token).ip_list);
});

test('using a token: missing, garbage, replaced, expired', () => {
  const { clock, rules } = setUp();
  const first = tokenOf(rules.token(caller));
  const second = tokenOf(rules.token(caller));
  assert.ok(rules.apiDomainIp(first).ip_list);
  assert.equal(rules.apiDomainIp(undefined).errcode, 41001);
  assert.equal(rules.apiDomainIp('93_garbage').errcode, 40014);
  clock.ms += 2 * HOUR;
  assert.equal(rules.apiDomainIp(first).errcode, 40001);
  assert.equal(rules.apiDomainIp(second).errcode, 42001);
});

test('quota: the calls of today; an unknown path is 76021', () => {
  const { rules } = setUp();
  const token = tokenOf(rules.token(caller));
  assert.deepEqual(rules.quota(token, '/cgi-bin/token').quota, { remain: 1999, used: 1, daily_limit: 2000 });
  assert.equal(rules.quota(token, 'cgi-bin/token').errcode, 76021);
});

test('ticket: one for all who ask, by type, until it expires', () => {
  const { clock, rules } = setUp();
  const { ticket } = rules.ticket(stable(rules), 'jsapi');
  clock.ms += HOUR;
  assert.deepEqual(rules.ticket(stable(rules), 'jsapi'), {
    errcode: 0,
    errmsg: 'ok',
    ticket,
    expires_in: 3600,
  });
  assert.notEqual(rules.ticket(stable(rules), 'wx_card').ticket, ticket);
  assert.equal(rules.ticket(stable(rules), 'else').errcode, 40097);
  clock.ms += HOUR;
  assert.notEqual(rules.ticket(stable(rules), 'jsapi').ticket, ticket);
});

test('open accounts: any appid with any secret, each its own account', () => {
  const rules = createWechatRules({ openAccounts: true, accounts: [caller] });
  const other = tokenOf(rules.token({ ...caller, appid: 'wx1', secret: 'any' }));
  assert.deepEqual(rules.check(other), { appid: 'wx1', endpoint: 'token' });
  assert.equal(rules.token({ ...caller, secret: 'any' }).errcode, 40125);
});
