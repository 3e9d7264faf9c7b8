import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../src/page/texts/index.ts';
import { type AppOptions, postForm, type RequestOptions, send, startApp } from '../support/app.ts';
import { shows } from '../support/page/html.ts';

type Row = Readonly<{
  name: string;
  warns: boolean;
  headers: NonNullable<RequestOptions['headers']>;
  env?: NonNullable<AppOptions['env']>;
}>;

const https = { PUBLIC_URL: 'https://token.example.com' };
const named = { ALLOWED_HOSTS: 'token.example.com' };
const host = 'token.example.com';

const rows: readonly Row[] = [
  { name: 'an address of a network', warns: true, headers: { host: '192.0.2.7:3000' } },
  { name: 'an IPv6 address', warns: true, headers: { host: '[2001:db8::7]:3000' } },
  { name: 'a name', warns: true, headers: { host }, env: named },
  { name: 'a name with a port', warns: true, headers: { host: `${host}:3000` }, env: named },
  {
    name: 'a public address that is http',
    warns: true,
    headers: { host },
    env: { PUBLIC_URL: `http://${host}` },
  },
  { name: 'an address beside the public one', warns: true, headers: { host: '192.0.2.7' }, env: https },
  { name: 'another port of the public name', warns: true, headers: { host: `${host}:3000` }, env: https },
  {
    name: 'a proxy that says http, though the public address is https',
    warns: true,
    headers: { host, 'x-forwarded-proto': 'http' },
    env: { ...https, TRUST_PROXY: 'loopback' },
  },
  {
    name: 'a proxy whose word is not trusted',
    warns: true,
    headers: { host, 'x-forwarded-proto': 'https' },
    env: named,
  },
  {
    name: 'a name that only begins as this machine',
    warns: true,
    headers: { host: 'localhost.example.com' },
    env: { ALLOWED_HOSTS: 'localhost.example.com' },
  },

  { name: 'localhost', warns: false, headers: { host: 'localhost:3000' } },
  { name: 'LOCALHOST', warns: false, headers: { host: 'LOCALHOST' } },
  {
    name: 'a name below localhost',
    warns: false,
    headers: { host: 'token.localhost' },
    env: { ALLOWED_HOSTS: 'token.localhost' },
  },
  { name: '127.0.0.1', warns: false, headers: { host: '127.0.0.1:3000' } },
  { name: '127.9.9.9', warns: false, headers: { host: '127.9.9.9' } },
  { name: '::1', warns: false, headers: { host: '[::1]:3000' } },
  { name: 'the public address', warns: false, headers: { host }, env: https },
  { name: 'the public address with its port', warns: false, headers: { host: `${host}:443` }, env: https },
  {
    name: 'the public address in capitals',
    warns: false,
    headers: { host: 'Token.Example.com' },
    env: https,
  },
  {
    name: 'a trusted proxy that says https',
    warns: false,
    headers: { host, 'x-forwarded-proto': 'https' },
    env: { ...named, TRUST_PROXY: 'loopback' },
  },
  // sent to trustworthy addresses alone, so the proxy that says nothing speaks https
  {
    name: 'a browser behind an unnamed https proxy',
    warns: false,
    headers: { host, 'sec-fetch-site': 'none' },
    env: named,
  },
  {
    name: 'a browser that follows a link there',
    warns: false,
    headers: { host, 'sec-fetch-site': 'cross-site' },
    env: named,
  },
];

for (const { name, warns, headers, env = {} } of rows) {
  test(`${name}: ${warns ? 'warned of' : 'no word of'} plain http, before anything is typed`, async (t) => {
    const { origin, close } = await startApp({ env });
    t.after(close);
    for (const lang of ['en', 'zh'] as const) {
      for (const path of ['/', '/check']) {
        const { text, status } = await send(origin, { path: `${path}?lang=${lang}`, headers });
        assert.equal(status, 200);
        assert.equal(shows(text, texts[lang].plainHttp), warns, path);
        if (warns) assert.ok(text.indexOf('class="warning plain"') < text.search(/<input|<textarea/));
      }
      // nothing that opens an account is typed there
      const { text } = await send(origin, { path: `/errcodes?lang=${lang}`, headers });
      assert.ok(!shows(text, texts[lang].plainHttp));
    }
  });
}

test('who has typed it all the same is warned again with the answer', async (t) => {
  const { origin, close } = await startApp();
  t.after(close);
  const headers = { host: '192.0.2.7:3000' };
  for (const path of ['/', '/check']) {
    const { text } = await postForm(origin, '', { path, headers });
    assert.ok(shows(text, texts.en.plainHttp), path);
  }
});
