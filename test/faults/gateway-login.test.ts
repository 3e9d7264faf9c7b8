// Logging users in through the gateway: the AppSecret leaves towards WeChat only, and a user's own token passes untouched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClean } from '../support/canary.ts';
import { newClientKey } from '../support/central/central.ts';
import {
  assertGatewayRefused,
  call,
  type GatewayCentral,
  relayedCalls,
  standInOf,
  startGateway,
} from '../support/central/gateway.ts';

const userToken = (central: GatewayCentral): string => `OezXcEiiBSKSxW0eoylIeJ_${central.shop.appid}`;

const sessionPath = ({ shop }: GatewayCentral, key: string, more = ''): string =>
  `/sns/jscode2session?appid=${shop.appid}&secret=${key}&js_code=A%20B&grant_type=authorization_code${more}`;

test('M9: the client key in secret becomes the AppSecret, in place, and the session comes back', async (t) => {
  const central = await startGateway(t);
  const { origin, shop, news, keys, simulator, logged } = central;
  const seen = await call(origin, { path: sessionPath(central, keys.login) });
  assert.deepEqual(
    [seen.gateway, seen.reply.text],
    ['relayed', '{"openid":"OPENID","session_key":"SESSION_KEY"}'],
  );
  const [sent] = relayedCalls(central);
  assert.equal(sent?.query.secret, shop.secret);
  assert.match(
    sent?.target ?? '',
    /^\/sns\/jscode2session\?appid=\w+&secret=[^&]+&js_code=A%20B&grant_type=/,
  );
  const web = `/sns/oauth2/access_token?appid=${news.appid}&secret=${keys.login}&code=C&grant_type=authorization_code`;
  assert.match((await call(origin, { path: web })).reply.text, /"access_token":"OezX/);
  assert.equal(relayedCalls(central).at(-1)?.query.secret, news.secret);
  // the key in the header as well as, or in place of, the one in the address
  const path = sessionPath(central, '');
  const headers = { authorization: `Bearer ${keys.login}` };
  assert.equal((await call(origin, { path, headers })).gateway, 'relayed');
  const token = await standInOf(central, shop, keys.login);
  assert.equal(
    (await call(origin, { path: sessionPath(central, keys.login, `&access_token=${token}`) })).gateway,
    'relayed',
  );
  assert.equal(relayedCalls(central).at(-1)?.query.access_token, undefined);
  assert.equal(simulator.effects('/sns/jscode2session'), 3);
  for (const secret of [shop.secret, news.secret, keys.login])
    assertClean(secret, { log: logged(), answer: seen.reply.text });
});

test('M9: another account’s appid, no right, a wrong key, no appid', async (t) => {
  const central = await startGateway(t);
  const { origin, keys, depot, shop } = central;
  const refusals: readonly (readonly [errcode: number, path: string])[] = [
    [40013, `/sns/jscode2session?appid=${depot.appid}&secret=${keys.login}&js_code=1`],
    [40013, `/sns/jscode2session?appid=wx0000000000000001&secret=${keys.login}&js_code=1`],
    [48001, sessionPath(central, keys.writer)],
    [40125, sessionPath(central, newClientKey())],
    [40125, sessionPath(central, shop.secret.replace(/\W/g, ''))],
    [40066, sessionPath(central, central.orders)],
    [41002, `/sns/jscode2session?secret=${keys.login}&js_code=1`],
    [41001, `/sns/jscode2session?appid=${shop.appid}&js_code=1`],
    [47001, sessionPath(central, keys.login, `&Secret=${keys.login}`)],
    [47001, sessionPath(central, keys.login, `&appId=${central.news.appid}`)],
  ];
  for (const [errcode, path] of refusals) assertGatewayRefused(await call(origin, { path }), errcode, path);
  const browser = { path: sessionPath(central, keys.login), headers: { origin: 'https://md.example.com' } };
  assertGatewayRefused(await call(origin, browser), 48001);
  assert.equal(relayedCalls(central).length, 0);
});

test('M9: a user’s token passes untouched: with a key, or without one from where a login client was', async (t) => {
  let now = Date.now();
  const central = await startGateway(t, { now: () => now });
  const { origin, keys, shop } = central;
  const path = `/sns/userinfo?access_token=${userToken(central)}&openid=OPENID&lang=zh_CN`;
  assertGatewayRefused(await call(origin, { path }), 41001, 'nobody was there yet');
  const byKey = await call(origin, { path, headers: { authorization: `Bearer ${keys.login}` } });
  assert.match(byKey.reply.text, /昵称/);
  assert.equal(relayedCalls(central).at(-1)?.target, path);

  // from here on that address is known
  const keyless = await call(origin, { path });
  assert.deepEqual([keyless.gateway, relayedCalls(central).length], ['relayed', 2]);
  assert.match(central.logged(), /"client":"login","path":"\/sns\/userinfo"/);
  for (const each of [
    { path: `/sns/oauth2/refresh_token?appid=${shop.appid}&grant_type=refresh_token&refresh_token=R` },
    { path: `/sns/auth?access_token=${userToken(central)}&openid=O` },
  ])
    assert.equal((await call(origin, each)).gateway, 'relayed', each.path);
  const refused: readonly (readonly [errcode: number, path: string, headers?: Record<string, string>])[] = [
    [40013, `/sns/oauth2/refresh_token?appid=${central.depot.appid}&refresh_token=R`],
    [40013, '/sns/oauth2/refresh_token?refresh_token=R'],
    [48001, path, { origin: 'https://md.example.com' }],
    [48001, path, { origin: 'null' }],
    [40125, path, { authorization: `Bearer ${newClientKey()}` }],
    [48001, path, { authorization: `Bearer ${keys.writer}` }],
    [47001, `${path}&Access_Token=x`],
    [48001, `${path}&secret=${keys.login}`],
    [48001, `${path}&SECRET=${keys.login}`],
    [48001, `/sns/oauth2/refresh_token?appid=${shop.appid}&refresh_token=R&secret=${keys.login}`],
    [40125, `${path}&secret=${shop.secret.replace(/\W/g, '')}`],
    [40001, `/sns/userinfo?access_token=${await standInOf(central, shop, keys.login)}&openid=O`],
    [41001, '/cgi-bin/menu/get'],
  ];
  const before = relayedCalls(central).length;
  for (const [errcode, each, headers = {}] of refused)
    assertGatewayRefused(await call(origin, { path: each, headers }), errcode, each);
  assert.equal(relayedCalls(central).length, before);
  now += 7_201_000;
  assertGatewayRefused(await call(origin, { path }), 41001, 'two hours later');
});

test('M9: reading a stand-in makes the address of a login client known, that of another client does not', async (t) => {
  const central = await startGateway(t);
  const { origin, keys, shop } = central;
  const path = `/sns/userinfo?access_token=${userToken(central)}&openid=OPENID`;
  await standInOf(central, shop, keys.writer);
  assertGatewayRefused(await call(origin, { path }), 41001);
  await standInOf(central, shop, keys.login);
  assert.equal((await call(origin, { path })).gateway, 'relayed');
});

test('M9: whoever comes through a proxy that nobody has named is from nowhere, and so is what has no address', async (t) => {
  const central = await startGateway(t);
  const { origin, keys } = central;
  const path = `/sns/userinfo?access_token=${userToken(central)}&openid=OPENID`;
  const authorization = `Bearer ${keys.login}`;
  for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded']) {
    const headers = { [name]: name === 'forwarded' ? 'for=203.0.113.7' : '203.0.113.7' };
    assert.equal((await call(origin, { path, headers: { ...headers, authorization } })).gateway, 'relayed');
    // the proxy's address is that of all the world
    assertGatewayRefused(await call(origin, { path, headers }), 41001, name);
    assertGatewayRefused(await call(origin, { path }), 41001, `${name}, and not the proxy itself`);
  }
  assert.equal((await call(origin, { path, headers: { authorization } })).gateway, 'relayed');
  assert.equal((await call(origin, { path })).gateway, 'relayed', 'straight from there');
  assertGatewayRefused(await call(origin, { path, headers: { 'x-forwarded-for': '203.0.113.7' } }), 41001);
});

test('M9: behind a proxy that is named the address is the one that it tells, and no text is one', async (t) => {
  const central = await startGateway(t, { env: { TRUST_PROXY: '1' } });
  const { origin, keys } = central;
  const path = `/sns/userinfo?access_token=${userToken(central)}&openid=OPENID`;
  const authorization = `Bearer ${keys.login}`;
  const from = (address: string, more = {}) =>
    call(origin, { path, headers: { 'x-forwarded-for': address, ...more } });
  for (const address of ['203.0.113.7', 'unix:']) {
    assert.equal((await from(address, { authorization })).gateway, 'relayed');
    const forged = await from(`${address}, 203.0.113.8`);
    assertGatewayRefused(forged, 41001, 'forged in front of what the proxy writes');
  }
  assert.equal((await from('203.0.113.7')).gateway, 'relayed');
  assertGatewayRefused(await from('unix:'), 41001, 'as everybody is called there');
});

test('M6, M9: the account’s own token goes to no path of /sns/, however that is spelt', async (t) => {
  const central = await startGateway(t);
  const { origin, keys, shop } = central;
  const token = await standInOf(central, shop, keys.all);
  const paths = ['Userinfo', 'userinfo.x', 'Jscode2session', 'x', 'oauth2', 'component/jscode2session'].map(
    (end) => `/sns/${end}`,
  );
  for (const path of [...paths, '/SNS/userinfo', '/Sns/x'])
    assertGatewayRefused(
      await call(origin, { path: `${path}?access_token=${token}&appid=${shop.appid}` }),
      48001,
      path,
    );
  assert.equal(relayedCalls(central).length, 0);
});
