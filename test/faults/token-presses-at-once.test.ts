// Two presses of Get for a kept account at the same time, and this process ends before it has heard of both.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { createKeptTokens } from '../../src/central/presses.ts';
import { createWorld, newAccount } from '../support/token-service.ts';

const account = newAccount('token');
const key = keyOf(account);

test('of two presses at once one is refused, and the process ends before the other one is answered: no dead token', async () => {
  const { time, wechat, start } = createWorld([account]);
  const first = await start();
  void first.service.read(key);
  await time.advance(60_000);
  const kept = createKeptTokens(first);
  await kept.replacing(account);
  const refused = await kept.replacing({ ...account, secret: 'mistyped' });
  refused('refused');
  await time.settle();
  // the other one has been there, and its answer never arrives
  wechat.foreign({ ...account, forceRefresh: false });
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
