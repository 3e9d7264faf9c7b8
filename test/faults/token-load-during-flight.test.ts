// An instance that starts while another one is fetching: what it loads is a flight that lives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { ownTurn, type Store } from '../../src/central/store.ts';
import { started, succeeded } from '../../src/central/token-events.ts';
import { emptyState, type TokenState } from '../../src/central/token-state.ts';
import { newAccount, served, startByHand } from '../support/token-service.ts';
import { startAt } from '../support/virtual-time.ts';

const account = newAccount('token');
const key = keyOf(account);

test('E1: an instance that starts during the flight of another one takes its token, and calls nobody', async () => {
  const flying = started(emptyState('token'), startAt - 3000, false, { leastFence: 7 });
  let stored: TokenState = flying;
  let isTheirs = true;
  let tell: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
  let wake: () => void = () => {};
  const store: Partial<Store> = {
    isShared: true,
    load: () => Promise.resolve(new Map([[key, stored]])),
    begin: () => Promise.resolve(isTheirs ? 'taken' : { ...ownTurn, newest: stored, leastFence: 8 }),
    changed: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    onChange: (listener) => {
      tell = listener;
    },
  };
  const { service, asked, time } = await startByHand([account], store);
  const reading = service.read(key);
  await time.settle();
  // the other one has its answer, stores it, and gives the turn back
  stored = succeeded(flying, { value: 'theirs', expiresInS: 7200 }, startAt, () => 0.5);
  isTheirs = false;
  tell(key, stored, false);
  wake();
  await time.settle();
  assert.equal(
    asked.length,
    0,
    'a second call retires the token that the other one has just promised for two hours',
  );
  const { value, expiresInS } = served(await reading);
  assert.equal(value, 'theirs');
  assert.ok(expiresInS > 6000, `promised for ${expiresInS} s`);
});
