import { readFileSync, type Stats, statSync } from 'node:fs';
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
  /** Takes over what has changed, by time, size or inode of it or of a secretFile. Never throws. */
  check: () => void;
  /** Takes it over whether it looks changed or not, and says what is wrong though it was said before. */
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

/** A folder that is gone, a loop of links, a disk that is away: none of them may end the process. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

/** Changes when the file does; empty while there is none. */
function looksOf(file: string): string {
  const stat = statOf(file);
  return stat === undefined ? '' : `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
}

/** No file looks so: it is tried again at each look, since rights and open files are mended without a change of it. */
const unread = 'unread';

const isTooLarge = (file: string): boolean => (statOf(file)?.size ?? 0) > largestFile;

/** accounts.json and the files with its secrets; a broken version is refused and said, and the one before stays. */
export function createAccountsFile({ path, observe, onChange }: Deps): AccountsFile {
  /** how each file looked from which the last version was read, or was to be read */
  let seen: ReadonlyMap<string, string> = new Map([[path, '']]);
  let refused = '';
  let timer: NodeJS.Timeout | undefined;

  /** A relative secretFile stands beside the accounts file. */
  const inFolder = (file: string): string => resolve(dirname(path), file);

  function read(): ParsedAccounts {
    const looked = new Map<string, string>();
    const parsed = parse((file) => {
      // before it is opened, so that what is written meanwhile is a change
      const looks = looksOf(file);
      looked.set(file, looks === '' ? '' : unread);
      if (isTooLarge(file)) throw new RangeError('too large');
      const text = readFileSync(file, 'utf8');
      looked.set(file, looks);
      return text;
    });
    seen = looked;
    if (parsed.ok) warnOfReaders();
    return parsed;
  }

  function parse(open: (file: string) => string): ParsedAccounts {
    let text: string;
    try {
      text = open(path);
    } catch {
      const problem = isTooLarge(path) ? 'the file is larger than 16 MiB' : 'the file cannot be read';
      return { ok: false, problems: [problem] };
    }
    return parseAccounts(text, (file) => open(inFolder(file)));
  }

  function warnOfReaders(): void {
    // Windows has no such modes, and shows every file as readable by all
    if (process.platform === 'win32') return;
    const open = [...seen.keys()].find((file) => ((statOf(file)?.mode ?? 0) & 0o077) !== 0);
    if (open === undefined) return;
    const which = open === path ? 'ACCOUNTS_FILE' : 'A secretFile';
    observe({
      type: 'accounts_warning',
      message: `${which} can be read by others than its owner: chmod 600`,
    });
  }

  function takeOver(): void {
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
    if ([...seen].some(([file, looks]) => looksOf(file) !== looks)) takeOver();
  }

  function reload(): void {
    refused = '';
    takeOver();
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
