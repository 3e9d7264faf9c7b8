import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Account, Accounts, Client } from './accounts.ts';

export type ParsedAccounts =
  | Readonly<{ ok: true; accounts: Accounts /** the secretFiles that were read */; files: readonly string[] }>
  | Readonly<{ ok: false; problems: readonly string[] }>;

/** Names of accounts and clients: they become metric labels and log fields. */
export const namePattern = /^[A-Za-z0-9._-]{1,40}$/;
const name = z.string().regex(namePattern);
/** It becomes part of a file name. */
const appid = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
/** What a shell gives for a key in a variable that is not set. */
const digestOfNothing = createHash('sha256').digest('hex');

const keySha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/)
  .transform((hex) => hex.toLowerCase())
  .refine((hex) => hex !== digestOfNothing);

const account = z.strictObject({
  name,
  appid,
  secret: z.string().min(1).max(512).exactOptional(),
  secretFile: z.string().min(1).exactOptional(),
  endpoint: z.enum(['token', 'stable_token']).default('stable_token'),
});

const client = z.strictObject({
  name,
  keySha256: z.union([keySha256.transform((hex) => [hex]), z.array(keySha256).min(1).max(2)]),
  accounts: z.array(z.string()).min(1),
  forceRefresh: z.boolean().default(false),
});

const file = z.strictObject({ accounts: z.array(account).min(1), clients: z.array(client).default([]) });

type RawAccount = z.output<typeof account>;

/** What each field has to be, by the last name on the way to it. */
const expectations: Readonly<Record<string, string>> = {
  accounts: 'expected a list with at least one entry',
  clients: 'expected a list',
  name: 'expected 1 to 40 letters, digits, dots, dashes or underlines',
  appid: 'expected an AppID: letters, digits, dashes or underlines, at most 64',
  secret: 'expected the AppSecret as text',
  secretFile: 'expected the path of a file',
  endpoint: 'expected stable_token or token',
  keySha256: 'expected a SHA-256 in 64 hex digits, or a list of two; `npm run client-key -- NAME` prints one',
  forceRefresh: 'expected true or false',
};

/** A value may be a secret in the wrong place, so no problem ever repeats one; nor the name of an unknown field. */
function describeIssue({ path, code }: z.core.$ZodIssue): string {
  const where = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const label = where.replace(/^\./, '') || 'the file';
  if (code === 'unrecognized_keys') return `${label}: holds a field that is not known here`;
  const field = path.findLast((part) => typeof part === 'string') ?? '';
  return `${label}: ${expectations[String(field)] ?? 'expected an object with accounts and clients'}`;
}

function repeated(values: readonly string[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, i) => (seen.size === seen.add(value).size ? [i] : []));
}

/**
 * Reads accounts.json and the files that its secrets stand in. Reports all mistakes at once, one sentence each, led by
 * where it is. `readFile` opens a secretFile and may throw.
 */
export function parseAccounts(text: string, readFile: (path: string) => string): ParsedAccounts {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // the parser's message quotes the text, and secrets are in it
    return {
      ok: false,
      problems: ['the file is not JSON: a comma or a quote is missing, or one is too many'],
    };
  }
  const parsed = file.safeParse(data);
  if (!parsed.success) return { ok: false, problems: [...new Set(parsed.error.issues.map(describeIssue))] };
  const problems = [...contradictions(parsed.data.accounts, parsed.data.clients)];
  const accounts = parsed.data.accounts.map((raw, i) => withSecret(raw, i, readFile, problems));
  if (problems.length > 0) return { ok: false, problems };
  const files = parsed.data.accounts.flatMap(({ secretFile }) => secretFile ?? []);
  return { ok: true, accounts: { accounts, clients: parsed.data.clients }, files };
}

function withSecret(
  { secretFile, secret: written, ...rest }: RawAccount,
  i: number,
  readFile: (path: string) => string,
  problems: string[],
): Account {
  const where = `accounts[${i}]`;
  if ((secretFile === undefined) === (written === undefined)) {
    problems.push(`${where}: needs either secret or secretFile`);
  }
  if (secretFile === undefined) return { ...rest, secret: written ?? '' };
  try {
    const secret = readFile(secretFile).trim();
    if (secret === '') problems.push(`${where}.secretFile: that file is empty`);
    return { ...rest, secret };
  } catch {
    problems.push(`${where}.secretFile: that file cannot be read`);
    return { ...rest, secret: '' };
  }
}

function* contradictions(accounts: readonly RawAccount[], clients: readonly Client[]): Generator<string> {
  const names = accounts.map((one) => one.name);
  for (const i of repeated(names)) yield `accounts[${i}].name: another account has this name`;
  for (const i of repeated(accounts.map((one) => `${one.endpoint} ${one.appid}`))) {
    yield `accounts[${i}].appid: another account has this AppID with the same endpoint`;
  }
  for (const i of repeated(clients.map((one) => one.name)))
    yield `clients[${i}].name: another client has this name`;
  const owners = clients.flatMap(({ keySha256: digests }, i) => digests.map((digest) => ({ digest, i })));
  for (const at of repeated(owners.map(({ digest }) => digest))) {
    yield `clients[${owners[at]?.i}].keySha256: this key is given twice`;
  }
  const known = new Set(names);
  for (const [i, { accounts: wanted }] of clients.entries()) {
    if (wanted.some((one) => !known.has(one)))
      yield `clients[${i}].accounts: names an account that is not here`;
  }
}
