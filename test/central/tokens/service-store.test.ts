import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyState } from '../../../src/central/tokens/state.ts';
import { ownLease } from '../../../src/central/tokens/store.ts';
import { account, good, key } from '../../support/virtual/one-account.ts';
import {
  type Changes,
  createWorld,
  endpoints,
  newAccount,
  served,
  startByHand,
} from '../../support/virtual/token-service.ts';

test('an exception on the way to WeChat leaves no key under way: it is a failure, and tried again', async () => {
  const { service, time, call, events } = await startByHand([account]);
  const reading = service.read(key);
  await time.settle();
  await call(0).fail(new Error('canary-4711'));
  const answer = await reading;
  assert.ok('failure' in answer && answer.failure.code === 'internal');
  assert.doesNotMatch(JSON.stringify([answer, events]), /canary-4711/);
  assert.equal(service.entries.get(key)?.flight, undefined);
  assert.equal(service.entries.get(key)?.state.intent, undefined);
  await time.advance(3000);
  const again = service.read(key);
  await time.settle();
  await call(1).answer(good('after'));
  assert.equal(served(await again).value, 'after');
});

for (const where of ['lease', 'save', 'isHeld', 'end'] as const) {
  test(`an exception in the store (${where}) leaves no key under way, and ends by itself`, async () => {
    let isBroken = true;
    const breaks = (): Promise<never> => Promise.reject(new Error('canary-4711'));
    const lease = where === 'isHeld' || where === 'end' ? { ...ownLease, [where]: breaks } : ownLease;
    const changes: Changes = {
      lease: () =>
        !isBroken ? Promise.resolve(ownLease) : where === 'lease' ? breaks() : Promise.resolve(lease),
      save: () => (isBroken && where === 'save' ? breaks() : Promise.resolve('saved')),
    };
    const { service, time, asked, call, events } = await startByHand([account], changes);
    const reading = service.read(key);
    await time.settle();
    if (where === 'end') await call(0).answer(good('one'));
    await reading;
    assert.equal(service.entries.get(key)?.flight, undefined);
    assert.equal(service.entries.get(key)?.state.intent, undefined);
    assert.doesNotMatch(JSON.stringify(events), /canary-4711/);
    isBroken = false;
    await time.advance(3000);
    const again = service.read(key);
    await time.settle();
    if (where !== 'end') await call(asked.length - 1).answer(good('one'));
    assert.equal(served(await again).value, 'one');
  });
}

for (const endpoint of endpoints) {
  test(`a state of another process is taken up: ${endpoint}: its failures count on, so that the pauses grow`, async () => {
    const shared = newAccount(endpoint);
    const { time, wechat, disk, start } = createWorld([shared]);
    const store: Changes = {
      areNone: false,
      lease: (at) =>
        Promise.resolve({
          ...ownLease,
          newest: disk.get(at) ?? emptyState(endpoint),
        }),
    };
    const running = await start(store);
    running.keep();
    wechat.playAlways({ actsAfterMs: 'never', fault: 'refused' });
    await time.advance(1_800_000);
    assert.ok((running.entry(shared).state.trouble?.failures ?? 0) > 5);
    assert.ok(wechat.calls.length < 60, `${wechat.calls.length} calls in half an hour`);
  });
}
