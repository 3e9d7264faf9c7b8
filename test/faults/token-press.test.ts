// Somebody presses Get for a kept account: what becomes of the token, whatever happens meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKeptTokens } from '../../src/central/presses.ts';
import { keyOf } from '../../src/central/tokens/entry.ts';
import type { TokenState } from '../../src/central/tokens/state.ts';
import type { Saved } from '../../src/central/tokens/store.ts';
import { holdBack } from '../support/network/hold-back.ts';
import { startHeld } from '../support/virtual/held-world.ts';
import {
  createWorld,
  endpoints,
  newAccount,
  startByHand,
  type World,
} from '../support/virtual/token-service.ts';

const account = newAccount('token');
const key = keyOf(account);

/** The process is gone; the next one hands out no dead token. */
async function assertWorksAfterRestart({ time, wechat, start }: World, of = key): Promise<void> {
  const second = await start();
  second.keep();
  for (let i = 0; i < 40; i += 1) {
    const served = second.service.current(of);
    const found = served === undefined ? {} : wechat.check(served.value);
    assert.equal(typeof found, 'object', `${String(found)}, and handed out ${i * 10} s after the restart`);
    await time.advance(10_000);
  }
}

for (const endpoint of endpoints) {
  for (const how of ['during the shutdown', 'right before a crash'] as const) {
    test(`${endpoint}: a press that is noted ${how} is not forgotten: no dead token after the restart`, async () => {
      const held = await startHeld(endpoint, 60_000);
      const { time, wechat, running: first, account, key } = held;
      const force = endpoint === 'stable_token';
      if (how === 'during the shutdown') await first.service.close();
      wechat.foreign({ ...account, forceRefresh: force });
      first.service.replaced(key, time.now() - 8000);
      await time.settle();
      first.kill();

      await assertWorksAfterRestart(held, held.key);
    });
  }
}

test('a press that is noted while a new token is on its way to the disk is not forgotten by a crash', async () => {
  const slow = holdBack();
  const world = createWorld([account]);
  const { time, wechat, disk, start } = world;
  const first = await start({
    save: async (_key, state): Promise<Saved> => {
      disk.set(key, state);
      if (state.held !== undefined && state.intent === undefined) await slow.until;
      return 'saved';
    },
  });
  void first.service.read(key);
  await time.advance(1000);
  const from = time.now();
  wechat.foreign({ ...account, forceRefresh: false });
  first.service.replaced(key, from);
  // as at a shutdown: nothing more is begun
  const closing = first.service.close();
  slow.release();
  await closing;
  first.kill();

  await assertWorksAfterRestart(world);
});

test('of two presses at once one is refused, and the process ends before the other one is answered: no dead token', async () => {
  const held = await startHeld('token', 60_000);
  const { time, wechat, running: first } = held;
  const kept = createKeptTokens(first);
  await kept.replacing(account);
  const refused = await kept.replacing({ ...account, secret: 'mistyped' });
  refused('refused');
  await time.settle();
  // the other one has been there, and its answer never arrives
  wechat.foreign({ ...account, forceRefresh: false });
  first.kill();

  await assertWorksAfterRestart(held);
});

for (const isShared of [false, true]) {
  const where = isShared ? 'Redis' : 'the disk';
  test(`a refused press while a new token is on its way to ${where} does not put the old one in its place`, async () => {
    const saved: TokenState[] = [];
    const slow = holdBack();
    const { service, clock, time, call } = await startByHand([account], {
      ...(isShared && { areNone: false }),
      save: async (_key, state): Promise<Saved> => {
        saved.push(state);
        if (state.held?.value === 'two' && state.intent === undefined) await slow.until;
        return 'saved';
      },
    });
    const kept = createKeptTokens({ service, clock });
    void service.read(key);
    await time.settle();
    await call(0).answer({ value: 'one', expiresInS: 7200 });
    await time.advance(6_700_000);
    const ended = await kept.replacing(account);
    void service.read(key);
    await time.settle();
    await call(1).answer({ value: 'two', expiresInS: 7200 });
    ended('refused');
    slow.release();
    await time.settle();
    assert.equal(service.current(key)?.value, 'two');
    assert.deepEqual(
      [saved.at(-1)?.held?.value, saved.at(-1)?.intent],
      ['two', undefined],
      'what is stored last',
    );
  });
}
