// C11: whoever is refused for an address sees which one it was, in every wording of WeChat's, and in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../src/page/texts/index.ts';
import { postForm } from '../support/app.ts';
import { press, startGet } from '../support/page/get.ts';
import { shows, textById } from '../support/page/html.ts';

const rid = 'rid: 5fa26c60-1a0ebdd5-32fd1cd0';

const refusals: readonly (readonly [errcode: number, errmsg: string, address: string])[] = [
  [61004, `access clientip is not registered requestIP: 203.0.113.8 ${rid}`, '203.0.113.8'],
  [61004, 'access clientip is not registered hint: [x] requestIP: 203.0.113.8', '203.0.113.8'],
  [40164, `invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not in whitelist ${rid}`, '203.0.113.8'],
  [40164, `invalid ip 2001:db8::7 ipv6 2001:db8::7, not in whitelist ${rid}`, '2001:db8::7'],
  [
    60020,
    'not allow to access from your ip, hint: [1], from ip: 203.0.113.8, more info at https://x',
    '203.0.113.8',
  ],
];

for (const [errcode, errmsg, address] of refusals) {
  test(`${errcode} ${errmsg}: the address is shown large by Get and by Check`, async (t) => {
    const get = await startGet(t);
    get.simulator.failAlways({ kind: 'reply', body: JSON.stringify({ errcode, errmsg }) });
    for (const lang of ['en', 'zh'] as const) {
      const fetched = await press(get, {}, { 'accept-language': lang });
      const checked = await postForm(
        get.origin,
        { access_token: '93_abcdefghijklmnopqrstuvwxyz0123456789' },
        { path: '/check', headers: { 'accept-language': lang } },
      );
      for (const { text } of [fetched, checked]) {
        assert.equal(textById(text, 'ip'), address);
        assert.ok(shows(text, texts[lang].error.ownIp));
        assert.match(text, /<button [^>]*data-copy="ip"/);
      }
    }
  });
}

test('an address that no server has is said to be none, and several are said to change', async (t) => {
  const get = await startGet(t);
  const errmsgOf = (errmsg: string) =>
    ({ kind: 'reply', body: JSON.stringify({ errcode: 40164, errmsg }) }) as const;
  get.simulator.failNext(errmsgOf('invalid ip 192.168.0.9 ipv6 ::ffff:192.168.0.9, not in whitelist'));
  const none = (await press(get)).text;
  assert.equal(textById(none, 'ip'), '192.168.0.9');
  assert.ok(shows(none, texts.en.addresses.notListable));
  get.simulator.failNext(errmsgOf('invalid ip 203.0.113.8 ipv6 2001:db8::7, not in whitelist'));
  const two = (await press(get)).text;
  assert.ok(shows(two, '203.0.113.8') && shows(two, '2001:db8::7'));
  assert.ok(shows(two, texts.en.addresses.differ));
});
