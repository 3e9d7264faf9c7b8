import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Accounts } from './accounts.ts';
import { type ParsedAccounts, parseAccounts } from './parse-accounts.ts';

export type AccountsEvent =
  | Readonly<{ type: 'accounts_loaded'; accounts: number; clients: number }>
  | Readonly<{ type: 'accounts_refused'; problems: readonly string[] }>
  | Readonly<{ type: 'accounts_warning'; message: string }>;

export type AccountsFile = Readonly<{
  /** Reads it now, for the start. Never throws: what is wrong is in `problems`. */
  read: () => ParsedAccounts;
  /** Takes over what has changed, by time, size or inode of it or of a secretFile. */
  check: () => void;
  /** Takes it over whether it looks changed or not. */
  reload: () => void;
  start: () => void;
  stop: () => void;
}>;

type Deps = Readonly<{
  path: string;
  observe: (event: AccountsEvent) => void;
  onChange: (accounts: Accounts) => void;
}>;

/** A look every two seconds sees what a watch misses: files that editors and Kubernetes put in another's place. */
const lookEveryMs = 2000;

const largestFile = 16 * 1024 * 1024;

/** accounts.json and the files with its secrets; a broken version is refused and said, and the one before stays. */
export function createAccountsFile({ path, observe, onChange }: Deps): AccountsFile {
  let files: readonly string[] = [];
  let seen = '';
  let refused = '';
  let timer: NodeJS.Timeout | undefined;

  /** A relative secretFile stands beside the accounts file. */
  const inFolder = (file: string): string => resolve(dirname(path), file);

  /** Changes when a file does, and when it goes. */
  function look(): string {
    return [path, ...files.map(inFolder)]
      .map((file) => {
        const stat = statSync(file, { throwIfNoEntry: false });
        return stat === undefined ? '' : `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
      })
      .join('|');
  }

  function read(): ParsedAccounts {
    const parsed = parse();
    if (parsed.ok) files = parsed.files;
    seen = look();
    if (parsed.ok) warnOfReaders();
    return parsed;
  }

  function parse(): ParsedAccounts {
    try {
      if (statSync(path).size > largestFile)
        return { ok: false, problems: ['the file is larger than 16 MiB'] };
      return parseAccounts(readFileSync(path, 'utf8'), (file) => readFileSync(inFolder(file), 'utf8'));
    } catch {
      return { ok: false, problems: ['the file cannot be read'] };
    }
  }

  function warnOfReaders(): void {
    for (const file of [path, ...files.map(inFolder)]) {
      const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
      if ((mode & 0o077) === 0) continue;
      const which = file === path ? 'ACCOUNTS_FILE' : 'A secretFile';
      observe({
        type: 'accounts_warning',
        message: `${which} can be read by others than its owner: chmod 600`,
      });
      return;
    }
  }

  function reload(): void {
    const parsed = read();
    if (!parsed.ok) {
      const problems = parsed.problems.join('; ');
      if (problems !== refused) observe({ type: 'accounts_refused', problems: parsed.problems });
      refused = problems;
      return;
    }
    refused = '';
    const { accounts, clients } = parsed.accounts;
    observe({ type: 'accounts_loaded', accounts: accounts.length, clients: clients.length });
    onChange(parsed.accounts);
  }

  function check(): void {
    if (look() !== seen) reload();
  }

  return {
    read,
    check,
    reload,
    start: () => {
      timer ??= setInterval(check, lookEveryMs);
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
