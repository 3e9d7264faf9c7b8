import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseErrmsg, ridTime } from '../../src/wechat/errmsg.ts';
import { recorded, recordedReplies } from '../support/recorded.ts';

const callerIps: Readonly<Record<string, string>> = {
  '40164': '101.226.140.156',
  '40164-token': '203.0.113.7',
  '40164-mini': '203.0.113.8',
  '40164-hint': '203.0.113.10',
  '40164-2017': '203.0.113.12',
};

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
    assert.deepEqual(parseErrmsg(errmsg), { callerIp: callerIps[id], rid: ridOf(errmsg) });
    // the same out of the whole body, which a person may paste
    assert.deepEqual(parseErrmsg(body), { callerIp: callerIps[id], rid: ridOf(errmsg) });
  });
}

test('enough recorded replies have an address, a rid, or neither', () => {
  const parts = recordedReplies.map(({ body }) => parseErrmsg(errmsgOf(body)));
  assert.equal(parts.filter(({ callerIp }) => callerIp !== undefined).length, Object.keys(callerIps).length);
  assert.equal(parts.filter(({ rid }) => rid !== undefined).length, 24);
  assert.equal(parts.filter(({ callerIp, rid }) => callerIp === undefined && rid === undefined).length, 15);
});

test("WeCom's replies match neither expression, although they hold a hint and an address", () => {
  const wecom = recordedReplies.filter(({ id }) => /^wecom-\d/.test(id));
  assert.equal(wecom.length, 3);
  for (const { body } of wecom) {
    assert.match(body, /hint: \[.*from ip: /);
    assert.deepEqual(parseErrmsg(body), { callerIp: undefined, rid: undefined });
  }
});

test('the rid of the sns endpoints, with a comma before it, is read as well', () => {
  const { rid } = parseErrmsg('invalid code, rid: 65ecc868-261f3825-3e9c4795');
  assert.equal(rid, '65ecc868-261f3825-3e9c4795');
});

test('an IPv6 caller is read whole', () => {
  const errmsg = 'invalid ip 2001:db8::7 ipv6 2001:db8::7, not in whitelist rid: 65ecc868-261f3825-3e9c4795';
  assert.equal(parseErrmsg(errmsg).callerIp, '2001:db8::7');
});

test('text that only looks alike is not taken', () => {
  for (const errmsg of [
    '',
    'invalid ip <script>, not in whitelist',
    'invalid ip 203.0.113.7 is not in whitelist',
    'rid: 65ecc868-261f3825',
    'grid: 65ecc868-261f3825-3e9c4795',
    'rid: 65ecc868-261f3825-3e9c47950',
  ]) {
    assert.deepEqual(parseErrmsg(errmsg), { callerIp: undefined, rid: undefined }, errmsg);
  }
});

test('a long errmsg full of beginnings is read in no time', () => {
  const errmsg = 'invalid ip 1 ipv6 1'.repeat(3_000);
  const startedAt = performance.now();
  assert.equal(parseErrmsg(errmsg).callerIp, undefined);
  assert.ok(performance.now() - startedAt < 1_000);
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
