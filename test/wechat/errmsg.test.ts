import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressesIn, parseErrmsg, ridsIn, ridTime } from '../../src/wechat/errmsg.ts';
import { recorded, recordedReplies } from '../support/recorded.ts';

const callerIps: Readonly<Record<string, string>> = {
  '40164': '101.226.140.156',
  '40164-token': '203.0.113.7',
  '40164-mini': '203.0.113.8',
  '40164-hint': '203.0.113.10',
  '40164-2017': '203.0.113.12',
  'wecom-40001': '203.0.113.13',
  'wecom-45009': '203.0.113.14',
  'wecom-60020': '203.0.113.15',
};

const listable = (address: string | undefined) =>
  address === undefined ? [] : [{ address, isListable: true }];
const addresses = (text: string): string[] => addressesIn(text).map(({ address }) => address);

function errmsgOf(body: string): string {
  // recorded bodies are objects; those without an errmsg have nothing to read
  return (JSON.parse(body) as { errmsg?: string }).errmsg ?? '';
}

/** The rid by its place, so that the expression is not held against itself; the documented ones are masked with x. */
function ridOf(errmsg: string): string | undefined {
  const rid = errmsg.split(' rid: ')[1];
  return rid?.includes('x') ? undefined : rid;
}

for (const { id, call, body } of recordedReplies) {
  const errmsg = errmsgOf(body);
  test(`${id} (${call}): caller ${callerIps[id] ?? 'none'}, rid ${ridOf(errmsg) ?? 'none'}`, () => {
    assert.deepEqual(parseErrmsg(errmsg), { callers: listable(callerIps[id]), rid: ridOf(errmsg) });
    // the same out of the whole body, which a person may paste
    assert.deepEqual(parseErrmsg(body), { callers: listable(callerIps[id]), rid: ridOf(errmsg) });
  });
}

test('enough recorded replies have an address, a rid, or neither', () => {
  const parts = recordedReplies.map(({ body }) => parseErrmsg(errmsgOf(body)));
  assert.equal(parts.filter(({ callers }) => callers.length > 0).length, Object.keys(callerIps).length);
  assert.equal(parts.filter(({ rid }) => rid !== undefined).length, 24);
  assert.equal(parts.filter(({ callers, rid }) => callers.length === 0 && rid === undefined).length, 12);
});

test('the rid of the sns endpoints, with a comma before it, is read as well', () => {
  const { rid } = parseErrmsg('invalid code, rid: 65ecc868-261f3825-3e9c4795');
  assert.equal(rid, '65ecc868-261f3825-3e9c4795');
});

const rid = 'rid: 5fa26c60-1a0ebdd5-32fd1cd0';
const wordings: readonly (readonly [text: string, ...found: string[]])[] = [
  [`invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not in whitelist ${rid}`, '203.0.113.8'],
  ['invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not in whitelist hint: [jotvMa01143580]', '203.0.113.8'],
  ['invalid ip 203.0.113.8, not in whitelist', '203.0.113.8'],
  ['invalid ip 203.0.113.8 is not in whitelist', '203.0.113.8'],
  ['invalid ip: 203.0.113.8', '203.0.113.8'],
  ['40164: 203.0.113.8', '203.0.113.8'],
  ['40164（203.0.113.8）', '203.0.113.8'],
  ['errcode 40164 IP：203.0.113.8', '203.0.113.8'],
  ['203.0.113.8 未加入白名单', '203.0.113.8'],
  ['IP 203.0.113.8 没有添加到 IP 白名单', '203.0.113.8'],
  ['[40164] 10:15:23 140164 203.0.113.8'],
  ['Invalid IP 203.0.113.8.', '203.0.113.8'],
  [`invalid ip 2001:db8::7 ipv6 2001:db8::7, not in whitelist ${rid}`, '2001:db8::7'],
  [`invalid ip 2001:0DB8:0:0:0:0:0:7 ipv6 2001:db8::7, not in whitelist`, '2001:db8::7'],
  ['invalid ip 203.0.113.8 ipv6 2001:db8::7, not in whitelist', '203.0.113.8', '2001:db8::7'],
  ['invalid ip ::ffff:cb00:7108, not in whitelist', '203.0.113.8'],
  [`access clientip is not registered requestIP: 203.0.113.8 ${rid}`, '203.0.113.8'],
  ['access clientip is not registered hint: [HkZ0HA0900vr18] requestIP: 203.0.113.8', '203.0.113.8'],
  ['access clientip is not registered, requestIP:203.0.113.8.', '203.0.113.8'],
  ['{"errcode":61004,"errmsg":"access clientip is not registered requestIP: 2001:db8::7"}', '2001:db8::7'],
  ["{'errcode': 60020, 'errmsg': 'not allow, hint: [169], from ip: 203.0.113.8, more'}", '203.0.113.8'],
  [
    'not allow to access from your ip, hint: [1690], from ip:203.0.113.8, more info at https://x',
    '203.0.113.8',
  ],
  ['request_ip=203.0.113.8&x=1', '203.0.113.8'],
  [String.raw`{\"errmsg\":\"invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not\"}`, '203.0.113.8'],
  ['errmsg=invalid+ip+203.0.113.8+ipv6+%3A%3Affff%3A203.0.113.8%2C+not+in+whitelist', '203.0.113.8'],
  ['invalid%20ip%20203.0.113.8%20ipv6%20::ffff:203.0.113.8,%20not', '203.0.113.8'],
  ['invalid ip\n  203.0.113.8\n ipv6 ::ffff:203.0.113.8', '203.0.113.8'],
  ['203.0.113.8 not in IP whitelist', '203.0.113.8'],
  ['IP地址 203.0.113.8 不在白名单中', '203.0.113.8'],
  ['from ip: [2001:db8::7]:443', '2001:db8::7'],
  ['requestIP: 203.0.113.8:52134', '203.0.113.8'],
];

for (const [text, ...found] of wordings) {
  test(`the caller of: ${text}`, () => {
    assert.deepEqual(addresses(text), found);
  });
}

test('of a whole log, every caller is found once, in its order', () => {
  const log = [
    '10:00 invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist',
    '10:01 access clientip is not registered requestIP: 203.0.113.8',
    '10:02 invalid ip 203.0.113.9, not in whitelist',
    '10:03 connect to 198.51.100.3:443, client: 198.51.100.4, listen 198.51.100.5',
    '10:04 gettoken failed, from ip: 2001:db8::7, more info',
  ].join('\n');
  assert.deepEqual(addresses(log), ['203.0.113.9', '203.0.113.8', '2001:db8::7']);
});

test('an address that no server on the net has is said to be none', () => {
  const none =
    '0.0.0.0 10.1.2.3 100.64.1.1 100.127.255.255 127.0.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 ' +
    '198.18.0.5 224.0.0.1 255.255.255.255 :: ::1 fe80::1 fd00::1 ff02::1 ::ffff:10.0.0.1';
  const some =
    '9.9.9.9 11.0.0.1 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 192.167.1.1 203.0.113.8 223.255.255.255 2001:db8::7 ' +
    '2408:4000::1 ::ffff:203.0.113.8';
  for (const [list, isListable] of [
    [none, false],
    [some, true],
  ] as const) {
    for (const address of list.split(' ')) {
      const found = addressesIn(`invalid ip ${address}, not in whitelist`);
      assert.deepEqual(
        found.map((each) => each.isListable),
        [isListable],
        address,
      );
    }
  }
});

test('text that only looks alike is not taken', () => {
  for (const errmsg of [
    '',
    'invalid ip <script>, not in whitelist',
    'invalid ip 203.0.113.256, not in whitelist',
    'invalid ip 203.0.113, not in whitelist',
    'invalid ip 1.203.0.113.8, not in whitelist',
    'invalid ip 203.0.113.8a, not',
    'invalid ip dead, not in whitelist',
    'invalid ip 2001:db8::7::1, not in whitelist',
    'invalid ip, not in whitelist',
    'access clientip is not registered, not in ip-white-list',
    'client: 203.0.113.8, server: example.com',
    'version 1.2.3.4 of the tool',
    'rid: 65ecc868-261f3825',
    'grid: 65ecc868-261f3825-3e9c4795',
    'rid: 65ecc868-261f3825-3e9c47950',
  ]) {
    assert.deepEqual(parseErrmsg(errmsg), { callers: [], rid: undefined }, errmsg);
  }
});

test('rids are found in the spellings of logs, each once', () => {
  const one = '65ecc868-261f3825-3e9c4795';
  const other = '67b5bca4-0c1d2e3f-11223344';
  for (const text of [
    `rid: ${one}`,
    `rid:+${one}`,
    `rid%3A%20${one}`,
    `"rid":"${one}"`,
    `rid=${one}`,
    `rid：${one}`,
  ]) {
    assert.deepEqual(ridsIn(text), [one], text);
  }
  assert.deepEqual(ridsIn(`rid: ${one} … rid: ${other}, rid: ${one}`), [one, other]);
});

test('a long errmsg full of beginnings is read in no time', () => {
  for (const part of [
    'invalid ip 1 ipv6 1',
    'invalid ip ',
    '1:1.',
    'from ip:::::',
    '::1 ',
    'rid: 65ecc868-',
    '203.0.113.8 ',
  ]) {
    const errmsg = part.repeat(300_000 / part.length);
    const startedAt = performance.now();
    parseErrmsg(errmsg);
    assert.ok(performance.now() - startedAt < 1_000, part);
  }
});

test('the first part of a rid is the second of the request', () => {
  assert.equal(ridTime('65ecc868-261f3825-3e9c4795'), Date.UTC(2024, 2, 9, 20, 36, 56));
  const rid = parseErrmsg(errmsgOf(recorded('40164').body)).rid ?? '';
  assert.equal(ridTime(rid), Date.UTC(2024, 2, 9, 20, 36, 56));
});

test('every recorded rid is of the month in which it was recorded', () => {
  let compared = 0;
  for (const { id, when, body } of recordedReplies) {
    const { rid } = parseErrmsg(body);
    if (rid === undefined) continue;
    assert.equal(new Date(ridTime(rid)).toISOString().slice(0, 7), when, id);
    compared += 1;
  }
  assert.equal(compared, 24);
});
