// C13: the key of every limit is the caller's address alone.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { clientOf } from '../../src/http/client-address.ts';
import { createLimitStore } from '../../src/http/limit-store.ts';
import { postForm, send, startApp } from '../support/app.ts';
import { startCentral } from '../support/central/central.ts';

const ways: Readonly<Record<string, readonly string[]>> = {
  '203.0.113.7': [
    ...[
      '203.0.113.7',
      '203.0.113.7:1',
      '203.0.113.7:65535',
      '203.0.113.7:99999',
      '203.0.113.7:_port',
      ' 203.0.113.7 ',
    ],
    ...[
      '"203.0.113.7"',
      '"203.0.113.7:80"',
      'for=203.0.113.7',
      'For="203.0.113.7:80"',
      'for=203.0.113.7;proto=https',
    ],
    ...['::ffff:203.0.113.7', '::FFFF:203.0.113.7', '[::ffff:203.0.113.7]:80', '::ffff:cb00:7107'],
    ...['0:0:0:0:0:ffff:203.0.113.7', '0000:0000:0000:0000:0000:ffff:cb00:7107', '::ffff:203.0.113.7%eth0'],
  ],
  '2001:db8:1:ab00::/56': [
    ...[
      '2001:db8:1:ab00::',
      '2001:DB8:1:AB01::1',
      '2001:0db8:0001:abff:ffff:ffff:ffff:ffff',
      '[2001:db8:1:ab02::1]',
    ],
    ...[
      '[2001:db8:1:ab03::1]:443',
      '"[2001:db8:1:ab04::1]:47011"',
      'for="[2001:db8:1:ab05::1]"',
      '[2001:db8:1:ab06::1%eth0]',
    ],
    ...['2001:db8:1:ab07::1%eth0', '2001:db8:1:ab08::203.0.113.7', '2001:db8:1:ab09::1:443'],
  ],
  'fe80:0:0:0::/56': ['fe80::1', 'fe80::1%eth0', 'fe80::1%anything', '[fe80::1%1]:80'],
  '0:0:0:0::/56': ['::1', '[::1]', '::', '0:0:0:0:0:0:0:1'],
};

for (const [client, texts] of Object.entries(ways)) {
  test(`${client}, however it is written`, () => {
    assert.deepEqual([...new Set(texts.map(clientOf))], [client]);
  });
}

const noAddresses = [
  ...[
    '',
    'unknown',
    '_hidden',
    '_SEVKISEK',
    'for=_x',
    'for=unknown',
    '-',
    'null',
    'undefined',
    'localhost',
    'a.example',
  ],
  ...[
    '203.0.113',
    '203.0.113.256',
    '203.0.113.007',
    '0xcb.0.113.7',
    '3405803783',
    '203.0.113.7.8',
    '203.0.113.7, 1',
  ],
  ...[
    '2001:db8',
    ':::',
    '1::2::3',
    '12345::',
    '[2001:db8::1',
    '203.0.113.7 x',
    '\u0000',
    '203.0.113.7/32',
    '..',
    ':',
  ],
  ...['x'.repeat(16_000), `203.0.113.7:${'1'.repeat(16_000)}`, `fe80::1%${'x'.repeat(16_000)}`],
];

test('what is no address is nobody', () => {
  for (const text of noAddresses) assert.equal(clientOf(text), undefined, text.slice(0, 50));
  assert.equal(clientOf(undefined), undefined);
});

test('whatever a proxy writes in the place of an address opens no fresh allowance at any door', async (t) => {
  const { origin } = await startCentral(t, { env: { RATE_LIMIT: '5', TRUST_PROXY: '1' } });
  const texts = [
    ...noAddresses.filter((text) => text.length < 200 && !text.includes(',') && !text.includes('\u0000')),
    ...(ways['203.0.113.7'] ?? []),
  ];
  const forged = texts.map((text, i) => ({ 'x-forwarded-for': text.trim() === '' ? `_${i}` : text }));
  const doors = {
    page: (headers: object) => postForm(origin, { appid: '' }, { headers: { ...headers } }),
    'operator’s': (headers: object) =>
      send(origin, { path: '/central', headers: { ...headers, authorization: 'Bearer a-guess' } }),
  };
  for (const [door, ask] of Object.entries(doors)) {
    let letIn = 0;
    for (const headers of forged) if ((await ask(headers)).status !== 429) letIn += 1;
    // of the proxy's own address, and of the one that is written in many ways
    assert.equal(letIn, 10, door);
  }
});

test('behind a proxy that is trusted by its address, too', async (t) => {
  const app = await startApp({ env: { RATE_LIMIT: '3', TRUST_PROXY: 'loopback' } });
  t.after(app.close);
  const statuses: number[] = [];
  for (let i = 0; i < 6; i += 1)
    statuses.push(
      (await postForm(app.origin, '', { headers: { 'x-forwarded-for': `198.51.100.9:${i}` } })).status,
    );
  assert.deepEqual(statuses, [400, 400, 400, 429, 429, 429]);
});

test('a count is kept for a window from the first hit on, and the oldest keys are forgotten', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const store = createLimitStore(3);
  const hits = async (key: string): Promise<number> => (await store.increment(key)).totalHits;
  assert.deepEqual([await hits('a'), await hits('a'), await hits('b')], [1, 2, 1]);
  await store.decrement('a');
  assert.equal(await hits('a'), 2);
  t.mock.timers.tick(59_999);
  assert.equal(await hits('a'), 3);
  t.mock.timers.tick(1);
  assert.equal(await hits('a'), 1);
  for (const key of ['c', 'd', 'e']) await hits(key);
  assert.deepEqual([await hits('e'), await hits('a')], [2, 1]);
  t.mock.timers.setTime(500_000);
  assert.equal(await hits('e'), 1, 'the clock was turned back');
});

/** 300,000 callers, each behind a header of 8 KiB, and what they leave behind. */
const crowd = `
  import { clientOf } from './dist/src/http/client-address.js';
  import { createLimitStore } from './dist/src/http/limit-store.js';
  const store = createLimitStore();
  const used = () => (gc(), process.memoryUsage().heapUsed / 1048576);
  const before = used();
  for (let i = 0; i < 300_000; i += 1) {
    const address = [100, 100 + (i >> 14), 100 + ((i >> 7) & 127), 100 + (i & 127)].join('.');
    const header = Buffer.alloc(8192, 'x').toString('latin1') + ', ' + address;
    store.increment(clientOf(header.slice(header.lastIndexOf(',') + 1)));
  }
  console.log(Math.round(used() - before), (await store.increment('100.118.139.195')).totalHits);`;

test('its tables stay small however many callers come, behind however long a header', () => {
  const args = ['--expose-gc', '--input-type=module', '--eval', crowd];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000 });
  const [mebibytes = Number.NaN, totalHits] = stdout.split(' ').map(Number);
  assert.ok(mebibytes < 30, `${stdout} ${stderr}`);
  assert.equal(totalHits, 2, 'the last one is still counted');
});
