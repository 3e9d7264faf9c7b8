// A9: answers that are larger than any answer of WeChat's, in a real process whose memory can be read.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Fault } from '../../src/demo/simulator/wechat-simulator.ts';
import {
  assertFailure,
  assertGoodGet,
  eventually,
  press,
  pressForJson,
  spawnGet,
} from '../support/page/get.ts';

const mebibyte = 1024 * 1024;

/** The most memory that the process ever held, in MiB. */
function peakMemory(pid: number | undefined): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  assert.ok(kibibytes !== undefined);
  return Number(kibibytes) / 1024;
}

test('A9 64 MiB, and a gzip bomb that nobody unpacks, are cut off early and cost no memory', async (t) => {
  const { page, simulator, server } = await spawnGet(t, { env: () => ({ RATE_LIMIT: '10000' }) });

  const zipped = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
  const bomb = gzipSync(Buffer.alloc(100 * mebibyte));
  assert.ok(bomb.length > 65_536 && bomb.length < 200_000);
  const smallBomb = gzipSync(Buffer.alloc(10 * mebibyte));
  assert.ok(smallBomb.length < 65_536);
  const token = gzipSync('{"access_token":"93_zipped","expires_in":7200}');
  const faults: readonly (readonly [string, Fault])[] = [
    ['upstream_too_large', { kind: 'oversize', bytes: 64 * mebibyte }],
    ['upstream_too_large', { kind: 'reply', headers: zipped, body: bomb }],
    ['upstream_unexpected', { kind: 'reply', headers: zipped, body: smallBomb }],
    ['upstream_unexpected', { kind: 'reply', headers: zipped, body: token }],
  ];

  for (let i = 0; i < 50; i += 1) await assertGoodGet(page, simulator);
  const before = peakMemory(server.child.pid);
  for (let round = 0; round < 5; round += 1) {
    for (const [word, fault] of faults) {
      simulator.failNext(fault, 2);
      assertFailure(page, await press(page), await pressForJson(page), word, 502);
    }
  }
  await eventually('no large answer is still being read', () => simulator.openSockets() <= 2);
  const growth = peakMemory(server.child.pid) - before;
  // one such body alone would be 64 MiB, unpacked 100 MiB
  assert.ok(growth < 20, `${growth} MiB more`);
  assert.ok(!page.logged().includes('93_zipped'));
  await assertGoodGet(page, simulator);
});
