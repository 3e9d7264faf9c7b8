// A press of Get that ends while the state of the token is being stored.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import type { Saved } from '../../src/central/store.ts';
import { holdBack } from '../support/hold-back.ts';
import { createWorld, newAccount } from '../support/token-service.ts';

const account = newAccount('token');
const key = keyOf(account);

test('a press that is noted while a new token is on its way to the disk is not forgotten by a crash', async () => {
  const slow = holdBack();
  const { time, wechat, disk, start } = createWorld([account]);
  const first = await start({
    save: async (_key, state): Promise<Saved> => {
      disk.set(key, state);
      if (state.kept !== undefined && state.fetching === undefined) await slow.until;
      return 'saved';
    },
  });
  void first.service.read(key);
  await time.advance(1000);
  const from = time.now();
  wechat.foreign({ ...account, forceRefresh: false });
  first.service.noteReplaced(key, from);
  // as at a shutdown: nothing more is begun
  const closing = first.service.close();
  slow.release();
  await closing;
  first.kill();

  const second = await start();
  second.keep();
  for (let i = 0; i < 40; i += 1) {
    const served = second.service.current(key);
    const found = served === undefined ? {} : wechat.check(served.value);
    assert.equal(typeof found, 'object', `${String(found)}, and handed out ${i * 10} s after the restart`);
    await time.advance(10_000);
  }
});
