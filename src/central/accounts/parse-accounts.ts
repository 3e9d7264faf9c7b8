import type { z } from 'zod';
import { readJson } from '../../json.ts';
import type { FileRead } from '../../read-file.ts';
import type { Account, Accounts } from './accounts.ts';
import { accountFields, clientFields, fieldsAt, secretOf, warnOfAppid } from './fields.ts';
import { describeIssues, type Issue, isObject, type Place, type Problem, sentences } from './problems.ts';
import { contradictions } from './rules.ts';

export type ParsedAccounts =
  | Readonly<{
      ok: true;
      accounts: Accounts;
      /** the secretFiles that were read */
      files: readonly string[];
      /** what works, and cannot be meant */
      warnings: readonly string[];
    }>
  | Readonly<{ ok: false; problems: readonly string[] }>;

export type ReadSecret = (path: string) => Promise<FileRead>;

const refused = (problem: string): ParsedAccounts => ({ ok: false, problems: [problem] });

/** The entries of a list of the file, as far as they are what they have to be, and what is wrong with the others. */
function readList<Fields extends z.ZodType>(
  list: unknown,
  name: 'accounts' | 'clients',
  schema: Fields,
  problems: Problem[],
): (z.output<Fields> | undefined)[] {
  const known = fieldsAt[name === 'accounts' ? 'account' : 'client'];
  return (Array.isArray(list) ? list : []).map((entry: unknown, i) => {
    const parsed = schema.safeParse(entry);
    if (parsed.success) return parsed.data;
    problems.push(...describeIssues(parsed.error.issues, [name, i], known, entry));
    return undefined;
  });
}

function readTop(data: unknown, problems: Problem[]): { accounts: unknown; clients: unknown } {
  if (!isObject(data)) {
    problems.push({ place: [], text: 'expected an object with accounts and clients' });
    return { accounts: [], clients: [] };
  }
  const { accounts, clients = [], ...unknown } = data;
  const keys = Object.keys(unknown);
  const issues: Issue[] = keys.length === 0 ? [] : [{ code: 'unrecognized_keys', path: [], keys }];
  if (!Array.isArray(accounts) || accounts.length === 0) issues.push({ path: ['accounts'] });
  if (!Array.isArray(clients)) issues.push({ path: ['clients'] });
  problems.push(...describeIssues(issues, [], fieldsAt.file, data));
  return { accounts, clients };
}

/** The AppSecret of an account by either way; what is wrong with it is added. */
async function readSecret(
  entry: Readonly<Record<string, unknown>>,
  place: Place,
  read: ReadSecret,
  problems: Problem[],
): Promise<string> {
  const { secret, secretFile } = entry;
  if ((secret === undefined) === (secretFile === undefined)) {
    // a mistyped name of one of them is said already
    const isMistyped = problems.some(
      ({ place: [, i], near }) => i === place[1] && (near === 'secret' || near === 'secretFile'),
    );
    if (secret !== undefined || !isMistyped)
      problems.push({ place, text: 'needs either secret or secretFile' });
    return '';
  }
  const field = [...place, secret === undefined ? 'secretFile' : 'secret'];
  const say = (text: string): string => {
    problems.push({ place: field, text });
    return '';
  };
  if (typeof secret === 'string') {
    const found = secretOf(secret);
    return 'secret' in found ? found.secret : say(found.problem);
  }
  if (typeof secretFile !== 'string' || secretFile === '') return '';
  const file = await read(secretFile);
  if (!file.ok) return say(`that file cannot be read: ${file.why}`);
  const found = secretOf(file.text);
  return 'secret' in found ? found.secret : say(`that file ${found.problem}`);
}

/**
 * Reads accounts.json and the files that its secrets stand in. Reports all mistakes at once, one sentence each, led by
 * where it is. A value may be a secret in the wrong place, so that none is ever repeated; nor is a field's name, unless
 * it is near one of ours or a plain word. `read` opens a secretFile.
 */
export async function parseAccounts(text: string, read: ReadSecret): Promise<ParsedAccounts> {
  const json = readJson(text.replace(/^\uFEFF/, ''));
  if (!json.ok) {
    const { line, column, cause } = json.fault;
    return refused(`the file is not JSON, line ${line}, column ${column}: ${cause}`);
  }
  const problems: Problem[] = json.repeated.map((place) => ({ place, text: 'stands twice: keep one' }));
  const { accounts, clients } = readTop(json.value, problems);
  const readAccounts = readList(accounts, 'accounts', accountFields, problems);
  const readClients = readList(clients, 'clients', clientFields, problems);
  problems.push(...contradictions(accounts, clients));

  const secrets: string[] = [];
  const files: string[] = [];
  const warnings: Problem[] = [];
  for (const [i, entry] of (Array.isArray(accounts) ? accounts : []).entries()) {
    const raw = isObject(entry) ? entry : {};
    secrets.push(isObject(entry) ? await readSecret(raw, ['accounts', i], read, problems) : '');
    if (typeof raw.secretFile === 'string') files.push(raw.secretFile);
    const text = typeof raw.appid === 'string' ? warnOfAppid(raw.appid) : undefined;
    if (text !== undefined) warnings.push({ place: ['accounts', i, 'appid'], text });
  }
  const say = (found: readonly Problem[]): string[] => sentences(found, text, json.lineOf);
  if (problems.length > 0) return { ok: false, problems: say([...problems, ...warnings]) };

  const withSecret = (raw: z.output<typeof accountFields> | undefined, i: number): Account[] => {
    if (raw === undefined) return [];
    const { name, appid, endpoint } = raw;
    return [{ name, appid, endpoint, secret: secrets[i] ?? '' }];
  };
  return {
    ok: true,
    accounts: {
      accounts: readAccounts.flatMap(withSecret),
      clients: readClients.flatMap((one) => one ?? []),
    },
    files,
    warnings: say(warnings),
  };
}
