import { dirname, resolve } from 'node:path';
import { type FileRead, looksOf, readTextFile } from '../../read-file.ts';
import type { Accounts } from './accounts.ts';
import { type ParsedAccounts, parseAccounts } from './parse-accounts.ts';

export type AccountsEvent =
  | Readonly<{ type: 'accounts_loaded'; accounts: number; clients: number }>
  | Readonly<{ type: 'accounts_refused'; problems: readonly string[] }>
  | Readonly<{ type: 'accounts_warning'; message: string }>;

/** The file on disk is not the one in force: since when, in ms since the epoch, and why. */
export type Refused = Readonly<{ since: number; problems: readonly string[] }>;

export type AccountsFile = Readonly<{
  /** Reads it now, for the start. Never rejects: what is wrong is in `problems`. */
  read: () => Promise<ParsedAccounts>;
  /** Takes over what has changed, of it or of a secretFile. Never rejects; one look at a time. */
  check: () => Promise<void>;
  /** Takes it over whether it looks changed or not, and says what is wrong though it was said before. */
  reload: () => Promise<void>;
  refused: () => Refused | undefined;
  /** when the version in force was taken over, ms since the epoch */
  loadedAt: () => number;
  start: () => void;
  stop: () => void;
}>;

type Deps = Readonly<{
  path: string;
  /** what others could read or change is refused, and not only warned of */
  isProduction: boolean;
  /** wall clock, ms since the epoch */
  now: () => number;
  observe: (event: AccountsEvent) => void;
  onChange: (accounts: Accounts) => void;
}>;

/** A look every two seconds sees what a watch misses: files that editors and Kubernetes put in another's place. */
const lookEveryMs = 2000;

const largestFile = 16 * 1024 * 1024;
const largestSecret = 64 * 1024;

/** No file looks so: it is tried again at each look, since rights and open files are mended without a change of it. */
const unread = 'unread';

type Reading = Readonly<{
  parsed: ParsedAccounts;
  /** how each file looked that was read, or was to be read */
  looks: ReadonlyMap<string, string>;
  /** who else could read or change them */
  warnings: readonly string[];
}>;

/** Reads accounts.json and the secretFiles that it names; `pipes`: as the start does. */
async function readAll({ path, isProduction }: Deps, pipes: boolean): Promise<Reading> {
  const looks = new Map<string, string>();
  const exposed = new Map<string, string>();

  async function open(file: string, maxBytes: number): Promise<FileRead> {
    const read = await readTextFile(file, { maxBytes, pipes });
    looks.set(file, read.ok ? read.looks : (await looksOf(file)) === '' ? '' : unread);
    const which = file === path ? 'ACCOUNTS_FILE' : 'A secretFile';
    if (read.ok && read.exposed !== undefined) exposed.set(`${which} ${read.exposed}`, file);
    return read;
  }

  async function parse(): Promise<ParsedAccounts> {
    const read = await open(path, largestFile);
    if (!read.ok) return { ok: false, problems: [`the file cannot be read: ${read.why}`] };
    // a relative secretFile stands beside the accounts file
    return parseAccounts(read.text, (file) => open(resolve(dirname(path), file), largestSecret));
  }

  const parsed = await parse();
  const openTo = [...exposed.keys()];
  if (!isProduction || openTo.length === 0) return { looks, parsed, warnings: openTo };
  // a folder is mended without a change of the file
  for (const file of exposed.values()) looks.set(file, unread);
  const problems = [...(parsed.ok ? [] : parsed.problems), ...openTo];
  return { looks, parsed: { ok: false, problems }, warnings: [] };
}

/** accounts.json and the files with its secrets; a broken version is refused and said, and the one before stays. */
export function createAccountsFile(deps: Deps): AccountsFile {
  const { path, now, observe, onChange } = deps;
  const warned = new Set<string>();
  let seen: Reading['looks'] = new Map([[path, '']]);
  let said = '';
  let refused: Refused | undefined;
  let loadedAt = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  let looking: Promise<void> | undefined;
  let reloading: Promise<void> | undefined;

  /** One after the other: of two readings at once the older could be taken over last. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    last = last.then(task);
    return last;
  }

  function warn(message: string): void {
    if (!warned.has(message)) observe({ type: 'accounts_warning', message });
    warned.add(message);
  }

  async function read(pipes: boolean): Promise<ParsedAccounts> {
    const { looks, parsed, warnings } = await readAll(deps, pipes);
    seen = looks;
    for (const message of [...warnings, ...(parsed.ok ? parsed.warnings : [])]) warn(message);
    if (parsed.ok) loadedAt = now();
    return parsed;
  }

  async function takeOver(): Promise<void> {
    const parsed = await read(false);
    if (isStopped) return;
    if (!parsed.ok) {
      const problems = parsed.problems.join('; ');
      if (problems !== said) observe({ type: 'accounts_refused', problems: parsed.problems });
      said = problems;
      refused = { since: refused?.since ?? now(), problems: parsed.problems };
      return;
    }
    said = '';
    refused = undefined;
    const { accounts, clients } = parsed.accounts;
    observe({ type: 'accounts_loaded', accounts: accounts.length, clients: clients.length });
    onChange(parsed.accounts);
  }

  async function look(): Promise<void> {
    for (const [file, looks] of seen) {
      if ((await looksOf(file)) !== looks) return takeOver();
    }
  }

  function check(): Promise<void> {
    looking ??= inTurn(look).finally(() => {
      looking = undefined;
    });
    return looking;
  }

  function reload(): Promise<void> {
    reloading ??= inTurn(() => {
      reloading = undefined;
      said = '';
      if (seen.get(path)?.startsWith('pipe') !== true) return takeOver();
      warn(
        'ACCOUNTS_FILE is a pipe, which can be read at the start only: name a file, so that it can be read again',
      );
      return Promise.resolve();
    });
    return reloading;
  }

  return {
    read: () => read(true),
    check,
    reload,
    refused: () => refused,
    loadedAt: () => loadedAt,
    start: () => {
      isStopped = false;
      timer ??= setInterval(() => void check(), lookEveryMs);
    },
    stop: () => {
      isStopped = true;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
