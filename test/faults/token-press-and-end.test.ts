// Somebody pressed Get for a kept account, and this process ends before it has a new token.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { createWorld, endpoints, newAccount } from '../support/token-service.ts';

for (const endpoint of endpoints) {
  for (const how of ['during the shutdown', 'right before a crash'] as const) {
    test(`${endpoint}: a press that is noted ${how} is not forgotten: no dead token after the restart`, async () => {
      const account = newAccount(endpoint);
      const { time, wechat, start } = createWorld([account]);
      const first = await start();
      void first.service.read(keyOf(account));
      await time.advance(60_000);

      const force = endpoint === 'stable_token';
      if (how === 'during the shutdown') await first.service.close();
      wechat.foreign({ ...account, forceRefresh: force });
      first.service.noteReplaced(keyOf(account), time.now() - 8000);
      await time.settle();
      first.kill();

      const second = await start();
      second.keep();
      for (let i = 0; i < 40; i += 1) {
        const served = second.service.current(keyOf(account));
        const found = served === undefined ? {} : wechat.check(served.value);
        assert.equal(
          typeof found,
          'object',
          `${String(found)}, and handed out ${i * 10} s after the restart`,
        );
        await time.advance(10_000);
      }
    });
  }
}
