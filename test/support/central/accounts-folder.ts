import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Accounts } from '../../../src/central/accounts/accounts.ts';
import {
  type AccountsEvent,
  type AccountsFile,
  createAccountsFile,
} from '../../../src/central/accounts/accounts-file.ts';

/** The account of accounts.json. */
export const account = (secret: string): object => ({ name: 'shop', appid: 'wx00000000000000a1', secret });

/** accounts.json with one account of this secret. */
export const json = (secret: string): string => JSON.stringify({ accounts: [account(secret)] });

export type Opened = Readonly<{
  file: AccountsFile;
  folder: string;
  path: string;
  events: AccountsEvent[];
  taken: Accounts[];
  write: (text: string, name?: string) => void;
  /** the wall clock, ms since the epoch; a test moves it on */
  clock: { now: number };
}>;

/** An accounts file in a folder of its own, removed after the test; without `text` it is not there yet. */
export function open(t: TestContext, text?: string, { isProduction = false } = {}): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'accounts.json');
  const events: AccountsEvent[] = [];
  const taken: Accounts[] = [];
  const clock = { now: Date.UTC(2026, 0, 31, 8) };
  let writes = 0;
  function write(content: string, name = 'accounts.json'): void {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    // two changes within one tick of the file system's clock are two changes all the same
    writes += 1;
    utimesSync(join(folder, name), writes, writes);
  }
  if (text !== undefined) write(text);
  const file = createAccountsFile({
    path,
    isProduction,
    now: () => clock.now,
    observe: (event) => events.push(event),
    onChange: (accounts) => taken.push(accounts),
  });
  t.after(file.stop);
  return { file, folder, path, events, taken, write, clock };
}

/** The secrets of each version that was taken over. */
export const secrets = (taken: readonly Accounts[]): string[] =>
  taken.map(({ accounts }) => accounts.map(({ secret }) => secret).join());
