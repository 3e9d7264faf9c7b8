// The feed of changes, with a Redis that answers as a test says.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { createRedisFeed } from '../../../src/central/stores/redis-feed.ts';

test('a message that overtakes the answer to a look is no sign that Redis has lost anything', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const subscriber = Object.assign(new EventEmitter(), {
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    ping: () => Promise.resolve('PONG'),
    disconnect: () => {},
  });
  const looks: ((version: number) => void)[] = [];
  let lost = 0;
  const feed = createRedisFeed({
    // all of it that is used
    redis: { duplicate: () => subscriber } as unknown as Redis,
    channel: 'changes',
    look: () => new Promise((resolve) => void looks.push(resolve)),
    now: Date.now,
    onMessage: () => {},
    onGap: () => Promise.resolve(true),
    onLost: () => {
      lost += 1;
    },
  });
  t.after(feed.stop);
  void feed.start();
  await setImmediate();
  looks[0]?.(105);
  await setImmediate();
  t.mock.timers.tick(2000);
  await setImmediate();
  // Redis answers 105, then another instance stores something; the message is read first
  subscriber.emit('message', 'changes', JSON.stringify({ key: 'token:wx1', version: 106, record: '{}' }));
  looks[1]?.(105);
  await setImmediate();
  assert.equal(looks.length, 2);
  assert.equal(lost, 0);
});

test('a feed that is stopped during a look does not look again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const subscriber = Object.assign(new EventEmitter(), {
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    ping: () => Promise.resolve('PONG'),
    disconnect: () => {},
  });
  const looks: ((version: number) => void)[] = [];
  const feed = createRedisFeed({
    // all of it that is used
    redis: { duplicate: () => subscriber } as unknown as Redis,
    channel: 'changes',
    look: () => new Promise((resolve) => void looks.push(resolve)),
    now: Date.now,
    onMessage: () => {},
    onGap: () => Promise.resolve(true),
    onLost: () => {},
  });
  void feed.start();
  await setImmediate();
  feed.stop();
  looks[0]?.(1);
  await setImmediate();
  t.mock.timers.tick(10_000);
  await setImmediate();
  assert.equal(looks.length, 1, 'its timer keeps the process alive');
});
