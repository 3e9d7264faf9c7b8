// A change of another instance that arrives while the states are being loaded, or a late answer is on its way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import type { Saved, Store } from '../../src/central/store.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { newAccount, startByHand } from '../support/token-service.ts';
import { fetched, heldState } from '../support/token-states.ts';
import { startAt } from '../support/virtual-time.ts';

const account = newAccount('token');
const key = keyOf(account);

function held(value: string, fence: number): TokenState {
  return { ...fetched(heldState('before'), value, startAt - 1000), fence };
}

test('what another instance stores while this one still loads is taken up, not what was loaded before it', async () => {
  let tell: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
  const { service } = await startByHand([account], {
    isShared: true,
    load: () => {
      // Redis has answered, and the next message is here before the answer is taken up
      tell(key, held('forced since', 6), false);
      return Promise.resolve(new Map([[key, held('loaded', 5)]]));
    },
    onChange: (listener) => {
      tell = listener;
    },
  });
  assert.equal(service.current(key)?.value, 'forced since');
});

test('an answer of the store that is older than what has come by message since puts nothing back', async () => {
  let tell: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
  let answer: (saved: Saved) => void = () => {};
  const store: Partial<Store> = {
    isShared: true,
    load: () => Promise.resolve(new Map([[key, held('own', 5)]])),
    save: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
    onChange: (listener) => {
      tell = listener;
    },
  };
  const { service, time } = await startByHand([account], store);
  const entry = service.entries.get(key) ?? assert.fail('no entry');
  const saving = service.save(entry);
  tell(key, held('ninth', 9), false);
  answer({ superseded: held('eighth', 8) });
  await saving;
  await time.settle();
  assert.equal(service.current(key)?.value, 'ninth');
});
