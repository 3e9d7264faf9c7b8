import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { createVisits } from '../../../src/central/accounts/visits.ts';

function from(remoteAddress: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  return new IncomingMessage(socket);
}

test('K8: the last good use of a key is told with when and from where, and its other addresses stay known', () => {
  let now = 1000;
  let asked = 0;
  const visits = createVisits(
    ({ socket }) => {
      asked += 1;
      return socket.remoteAddress ?? '';
    },
    () => now,
  );
  assert.equal(visits.last('orders'), undefined);
  for (let i = 0; i < 100; i += 1) visits.note('orders', from('203.0.113.1'));
  assert.equal(asked, 1, 'whoever comes from where it came from costs nothing');
  now = 2000;
  visits.note('orders', from('203.0.113.2'));
  visits.note('mailer', from('203.0.113.3'));
  const { at, address } = visits.last('orders') ?? {};
  assert.deepEqual([at, address], [2000, '203.0.113.2']);
  assert.ok(visits.isFrom('orders', '203.0.113.1') && visits.isFrom('orders', '203.0.113.2'));
  assert.ok(!visits.isFrom('orders', '203.0.113.3') && !visits.isFrom('nobody', '203.0.113.1'));
  assert.ok(visits.isKnown('203.0.113.3') && !visits.isKnown('203.0.113.4'));
});

test('a client that comes from everywhere is not kept in full', () => {
  const visits = createVisits(({ socket }) => socket.remoteAddress ?? '', Date.now);
  for (let i = 0; i < 5000; i += 1) visits.note('orders', from(`203.0.113.${i}`));
  assert.ok(visits.isFrom('orders', '203.0.113.4999') && !visits.isFrom('orders', '203.0.113.0'));
});
