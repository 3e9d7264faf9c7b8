// The feed of changes, with a Redis that answers as a test says.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { createRedisFeed } from '../../../src/central/stores/redis-feed.ts';

/** A feed whose looks are answered by hand. */
function createFeed(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const subscriber = Object.assign(new EventEmitter(), {
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    ping: () => Promise.resolve('PONG'),
    disconnect: () => {},
  });
  const looks: ((version: number) => void)[] = [];
  const counts = { lost: 0, gaps: 0 };
  const feed = createRedisFeed({
    // all of it that is used
    redis: { duplicate: () => subscriber } as unknown as Redis,
    channel: 'changes',
    look: () => new Promise((resolve) => void looks.push(resolve)),
    now: Date.now,
    onMessage: () => {},
    onGap: () => {
      counts.gaps += 1;
      return Promise.resolve(true);
    },
    onLost: () => {
      counts.lost += 1;
    },
  });
  t.after(feed.stop);

  /** the next look, a moment later, finds this version */
  async function look(version: number): Promise<void> {
    t.mock.timers.tick(2000);
    await setImmediate();
    looks.at(-1)?.(version);
    await setImmediate();
  }
  return { feed, subscriber, looks, counts, look };
}

test('a message that overtakes the answer to a look is no sign that Redis has lost anything', async (t) => {
  const { feed, subscriber, looks, counts, look } = createFeed(t);
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
  assert.deepEqual(counts, { lost: 0, gaps: 1 });
  await look(106);
  assert.deepEqual(counts, { lost: 0, gaps: 1 });
  await look(3);
  assert.deepEqual(counts, { lost: 1, gaps: 2 });
});

test('E11: after each new connection everything is read, though the version is the same', async (t) => {
  const { feed, subscriber, looks, counts, look } = createFeed(t);
  void feed.start();
  await setImmediate();
  looks[0]?.(105);
  await setImmediate();
  await look(105);
  assert.equal(counts.gaps, 1);
  subscriber.emit('ready');
  await look(105);
  await look(105);
  assert.deepEqual(counts, { lost: 0, gaps: 2 });
});

test('a feed that is stopped during a look does not look again', async (t) => {
  const { feed, looks } = createFeed(t);
  void feed.start();
  await setImmediate();
  feed.stop();
  looks[0]?.(1);
  await setImmediate();
  t.mock.timers.tick(10_000);
  await setImmediate();
  assert.equal(looks.length, 1, 'its timer keeps the process alive');
});
