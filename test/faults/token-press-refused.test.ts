// A press of Get for a kept account that WeChat refuses, while this server has a fetch of its own under way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { createKeptTokens } from '../../src/central/presses.ts';
import type { Saved } from '../../src/central/store.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { holdBack } from '../support/hold-back.ts';
import { newAccount, startByHand } from '../support/token-service.ts';

const account = newAccount('token');
const key = keyOf(account);

for (const isShared of [false, true]) {
  const where = isShared ? 'Redis' : 'the disk';
  test(`a refused press while a new token is on its way to ${where} does not put the old one in its place`, async () => {
    const saved: TokenState[] = [];
    const slow = holdBack();
    const { service, clock, time, call } = await startByHand([account], {
      isShared,
      save: async (_key, state): Promise<Saved> => {
        saved.push(state);
        if (state.kept?.value === 'two' && state.fetching === undefined) await slow.until;
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
      [saved.at(-1)?.kept?.value, saved.at(-1)?.fetching],
      ['two', undefined],
      'what is stored last',
    );
  });
}
