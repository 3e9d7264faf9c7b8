// One process in virtual time that keeps an account, and a token that it holds.
import type { Account } from '../../../src/central/accounts/accounts.ts';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import { createWorld, newAccount, type Process, served, type World } from './token-service.ts';

export type Running = World & Readonly<{ running: Process; account: Account; key: string }>;

export type Held = Running & Readonly<{ held: string; fetchedAt: number }>;

type Options = Readonly<{
  seed?: number;
  /** all of the same endpoint; the first one is the one that it is about */
  accounts?: number;
  /** its refresh clock runs */
  isKeeping?: boolean;
}>;

/** Nothing is held yet. */
export async function startOne(
  endpoint: Account['endpoint'],
  { seed = 1, accounts = 1, isKeeping = false }: Options = {},
): Promise<Running> {
  const [account = newAccount(endpoint), ...others] = Array.from({ length: accounts }, (_, i) =>
    newAccount(endpoint, i),
  );
  const world = createWorld([account, ...others], seed);
  const running = await world.start();
  if (isKeeping) running.keep();
  return { ...world, running, account, key: keyOf(account) };
}

/** A token is held, and was asked for so many ms ago. */
export async function startHeld(
  endpoint: Account['endpoint'],
  agoMs: number,
  options: Options = {},
): Promise<Held> {
  const one = await startOne(endpoint, options);
  const { running, time, key } = one;
  const fetchedAt = time.now();
  const reading = running.service.read(key);
  await time.advance(agoMs);
  return { ...one, held: served(await reading).value, fetchedAt };
}
