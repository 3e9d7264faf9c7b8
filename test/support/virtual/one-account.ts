// A process that keeps one account, and whatever WeChat answers it, as the test says.
import assert from 'node:assert/strict';
import { type Entry, keyOf } from '../../../src/central/tokens/entry.ts';
import { type Changes, type HandDriven, newAccount, startByHand } from './token-service.ts';

export const account = newAccount('token');
export const key = keyOf(account);

/** A token from WeChat. */
export const good = (value: string, expiresInS = 7200) => ({ value, expiresInS });

export const entryOf = ({ service }: HandDriven, of = account): Entry =>
  service.entries.get(keyOf(of)) ?? assert.fail('no entry');

export const heldBy = (driven: HandDriven): string | undefined => entryOf(driven).state.held?.value;

/** One process of several that holds the token `one`, by a lease that it had alone. */
export async function holding(changes: Changes, of = account): Promise<HandDriven> {
  const driven = await startByHand([of], { areNone: false, ...changes });
  const reading = driven.service.read(keyOf(of));
  await driven.time.settle();
  await driven.call(0).answer(good('one'));
  await reading;
  return driven;
}
