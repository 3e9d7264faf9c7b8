// F1, F3, F7 at the API: what is malformed is refused in WeChat's own shape, costs nothing and leaves nothing behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClean } from '../support/canary.ts';
import { startCentral } from '../support/central/central.ts';
import {
  ask,
  assertRefused,
  assertUnharmed,
  goodParams,
  postJson,
  tokenOf,
  tokenPath,
} from '../support/central/central-api.ts';

test('F1: what is missing is said by WeChat’s code for it, in WeChat’s order', async (t) => {
  const central = await startCentral(t);
  const { origin } = central;
  const all = goodParams(central);
  const cases: readonly (readonly [missing: Record<string, string | undefined>, errcode: number])[] = [
    [{ grant_type: undefined, appid: undefined, secret: undefined }, 41002],
    [{ appid: undefined }, 41002],
    [{ appid: '' }, 41002],
    [{ secret: undefined }, 41004],
    [{ secret: '' }, 41004],
    [{ grant_type: undefined }, 40002],
    [{ grant_type: '' }, 40002],
    [{ grant_type: 'client_credentials' }, 40002],
    [{ grant_type: 'Client_Credential' }, 40002],
    [{ secret: ' ' }, 41004],
  ];
  for (const [missing, errcode] of cases) {
    // what is undefined is left out of JSON, and so of the query
    const body = JSON.stringify({ ...all, ...missing });
    const params = new URLSearchParams(JSON.parse(body));
    assertRefused(await ask(origin, { path: `/cgi-bin/token?${params}` }), errcode, `${params}`);
    assertRefused(await postJson(origin, body), errcode, body);
  }
  assertRefused(await ask(origin, { path: '/cgi-bin/token' }), 41002);
  const ticket = '/cgi-bin/ticket/getticket';
  assertRefused(await ask(origin, { path: ticket }), 41001);
  assertRefused(await ask(origin, { path: `${ticket}?access_token=&type=jsapi` }), 41001);
  assertRefused(await ask(origin, { path: `${ticket}?access_token=x` }), 40097);
  assertRefused(await ask(origin, { path: `${ticket}?access_token=x&type=other` }), 40097);
  await assertUnharmed(central);
});

test('F3: a parameter that comes twice or as a list, and names of Object.prototype, are refused or not read', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, news, orders } = central;
  const path = tokenPath(shop, orders);
  for (const [name, more, errcode] of [
    ['two appids', `&appid=${news.appid}`, 47001],
    ['two secrets', `&secret=${orders}`, 47001],
    ['the same grant_type twice', '&grant_type=client_credential', 47001],
    ['an unknown one twice', '&x=1&x=2', 47001],
  ] as const) {
    assertRefused(await ask(origin, { path: path + more }), errcode, name);
  }
  assertRefused(await ask(origin, { path: tokenPath(shop, orders).replace('appid=', 'appid[]=') }), 41002);
  assertRefused(await ask(origin, { path: tokenPath(shop, orders).replace('appid=', 'appid[a]=') }), 41002);
  for (const more of [
    '&__proto__=x',
    '&__proto__[polluted]=1',
    '&constructor=x',
    '&toString=x',
    '&x=1',
    '&=',
  ]) {
    tokenOf(await ask(origin, { path: path + more }));
  }

  const all = goodParams(central);
  for (const body of [
    { ...all, appid: [shop.appid] },
    { ...all, appid: { $ne: '' } },
    { ...all, appid: 1 },
    { ...all, secret: [orders] },
    { ...all, secret: true },
    { ...all, secret: null },
    { ...all, force_refresh: 'true' },
    { ...all, force_refresh: 1 },
    { ...all, invalid_token: ['x'] },
    { ...all, invalid_token: { toString: 'x' } },
    [all],
    'text',
    null,
    1,
  ]) {
    const text = JSON.stringify(body);
    assertRefused(await postJson(origin, text), 47001, text);
  }
  const rest = JSON.stringify(all).slice(1);
  tokenOf(await postJson(origin, `{"__proto__":{"polluted":1,"force_refresh":true},${rest}`));
  assertRefused(
    await postJson(origin, `{"__proto__":${JSON.stringify(all)}}`),
    41002,
    'inherited parameters',
  );
  assertRefused(await postJson(origin, `{"constructor":{"prototype":{"appid":"x"}}}`), 41002);
  assert.doesNotMatch(central.logged(), /"forced_refresh"/);
  await assertUnharmed(central);
});

test('F7: broken JSON with the key in it: 47001, and not a character of it comes back', async (t) => {
  const central = await startCentral(t);
  const { origin, orders, shop } = central;
  const whole = JSON.stringify({ ...goodParams(central), invalid_token: shop.secret });
  for (const broken of [
    whole.slice(0, -1),
    `${whole},`,
    `${whole}${whole}`,
    whole.replaceAll('"', "'"),
    `x${whole}`,
  ]) {
    const answer = await postJson(origin, broken);
    assertRefused(answer, 47001, broken);
    for (const secret of [orders, shop.secret]) {
      assertClean(secret, {
        answer: answer.text,
        headers: JSON.stringify(answer.headers),
        log: central.logged(),
      });
    }
  }
  await assertUnharmed(central);
});
