// The feed of changes, with a Redis that answers as a test says.
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { createRedisFeed, type Look } from '../../../../src/central/stores/redis/feed.ts';

/** A feed whose looks are answered by hand. */
function createFeed(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const subscriber = Object.assign(new EventEmitter(), {
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    ping: () => Promise.resolve('PONG'),
    disconnect: () => {},
  });
  const looks: ((found: Look | undefined) => void)[] = [];
  const counts = { lost: 0, gaps: 0 };
  const changed: string[] = [];
  const feed = createRedisFeed({
    // all of it that is used
    redis: { duplicate: () => subscriber } as unknown as Redis,
    channel: 'changes',
    look: () => new Promise((resolve) => void looks.push(resolve)),
    now: Date.now,
    onChanged: (keys) => {
      changed.push(...keys);
      return Promise.resolve(true);
    },
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
  async function look(version: number, keys?: readonly string[]): Promise<void> {
    t.mock.timers.tick(2000);
    await setImmediate();
    looks.at(-1)?.({ version, change: String(version), keys });
    await setImmediate();
  }
  /** the first look finds this version */
  async function start(version: number): Promise<void> {
    void feed.start();
    await setImmediate();
    looks[0]?.({ version, change: '', keys: undefined });
    await setImmediate();
  }
  return { feed, subscriber, looks, counts, changed, look, start };
}

test('what changed since the last look is read, and no more', async (t) => {
  const { counts, changed, look, start } = createFeed(t);
  await start(105);
  await look(105, []);
  await look(107, ['token:wx1', 'token:wx2']);
  assert.deepEqual([counts, changed], [{ lost: 0, gaps: 1 }, ['token:wx1', 'token:wx2']]);
  await look(3);
  assert.deepEqual(counts, { lost: 1, gaps: 2 });
});

test('L5: messages, whatever they say, lead to looks, of which one is under way at a time and the next is not at once', async (t) => {
  const { feed, subscriber, looks, counts, changed, start } = createFeed(t);
  await start(105);
  const planted = JSON.stringify({ key: 'token:wx1', version: 106, record: '{"fence":9007199254740991}' });
  for (const text of [planted, '', 'null', '[]', '9'.repeat(100_000)]) {
    for (let i = 0; i < 200; i += 1) subscriber.emit('message', 'changes', text);
  }
  t.mock.timers.tick(10);
  await setImmediate();
  assert.equal(looks.length, 2, 'a thousand messages, one look');
  for (let i = 0; i < 200; i += 1) subscriber.emit('message', 'changes', planted);
  t.mock.timers.tick(1000);
  assert.equal(looks.length, 2, 'it is under way');
  looks[1]?.({ version: 105, change: '105', keys: [] });
  await setImmediate();
  assert.equal(looks.length, 2, 'it has only just ended');
  t.mock.timers.tick(10);
  await setImmediate();
  assert.equal(looks.length, 3);
  subscriber.emit('message', 'changes', 'me');
  assert.deepEqual([counts, changed], [{ lost: 0, gaps: 1 }, []]);
  feed.stop();
  subscriber.emit('message', 'changes', planted);
  t.mock.timers.tick(10_000);
  assert.equal(looks.length, 3);
});

test('E11: after each new connection everything is read, though the version is the same, and again if Redis was away', async (t) => {
  const { subscriber, looks, counts, look, start } = createFeed(t);
  await start(105);
  await look(105, []);
  assert.equal(counts.gaps, 1);
  subscriber.emit('ready');
  t.mock.timers.tick(2000);
  await setImmediate();
  looks.at(-1)?.(undefined);
  await setImmediate();
  assert.equal(counts.gaps, 1);
  await look(105, []);
  await look(105, []);
  assert.deepEqual(counts, { lost: 0, gaps: 2 });
});

test('a feed that is stopped during a look does not look again', async (t) => {
  const { feed, looks } = createFeed(t);
  void feed.start();
  await setImmediate();
  feed.stop();
  looks[0]?.({ version: 1, change: '1', keys: [] });
  await setImmediate();
  t.mock.timers.tick(10_000);
  await setImmediate();
  assert.equal(looks.length, 1, 'its timer keeps the process alive');
});
