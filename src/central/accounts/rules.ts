import { clean } from '../../clean.ts';
import { gatewayFaults } from './gateway-faults.ts';
import { nearestOf } from './near-miss.ts';
import { isObject, type Problem } from './problems.ts';

type Entry = Readonly<Record<string, unknown>>;

const entriesOf = (list: unknown): readonly Entry[] =>
  (Array.isArray(list) ? list : []).map((entry: unknown) => (isObject(entry) ? entry : {}));

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? clean(value).value : undefined;

/** The places of what stands there for the second time. */
function repeated(values: readonly (string | undefined)[]): number[] {
  const seen = new Set<string>();
  return values.flatMap((value, i) => (value !== undefined && seen.size === seen.add(value).size ? [i] : []));
}

function* unknownAccounts(client: Entry, i: number, known: ReadonlySet<string>): Generator<Problem> {
  const wanted = Array.isArray(client.accounts) ? client.accounts : [];
  for (const [j, name] of wanted.entries()) {
    if (typeof name !== 'string' || known.has(name)) continue;
    const place = ['clients', i, 'accounts', j];
    // what client-key prints where it is told no account
    if (/^(the |your )?accounts?$/i.test(name)) {
      yield { place, text: 'ACCOUNT is a placeholder: put the name of an account there' };
      continue;
    }
    const near = nearestOf(name, [...known]);
    yield {
      place,
      text: `names an account that is not here${near === undefined ? '' : `; did you mean ${near}?`}`,
    };
  }
}

/** What no entry is to blame for alone, in a file that may be wrong in other ways as well. */
export function* contradictions(accountList: unknown, clientList: unknown): Generator<Problem> {
  const accounts = entriesOf(accountList);
  const clients = entriesOf(clientList);
  const names = accounts.map(({ name }) => textOf(name));
  for (const i of repeated(names)) {
    yield { place: ['accounts', i, 'name'], text: 'another account has this name' };
  }
  const appids = accounts.map(({ appid, endpoint = 'stable_token' }) => {
    const text = textOf(appid);
    return text === undefined ? undefined : `${String(endpoint)} ${text}`;
  });
  for (const i of repeated(appids)) {
    yield { place: ['accounts', i, 'appid'], text: 'another account has this AppID with the same endpoint' };
  }
  for (const i of repeated(clients.map(({ name }) => textOf(name)))) {
    yield { place: ['clients', i, 'name'], text: 'another client has this name' };
  }
  const owners = clients.flatMap(({ keySha256: given }, i) =>
    (Array.isArray(given) ? given : [given]).map((digest) => ({ digest: textOf(digest)?.toLowerCase(), i })),
  );
  const twice = repeated(owners.map(({ digest }) => digest)).map((at) => owners[at]?.i ?? 0);
  for (const i of new Set(twice)) {
    yield { place: ['clients', i, 'keySha256'], text: 'this key is given twice' };
  }
  const known = new Set(names.filter((name) => name !== undefined));
  for (const [i, client] of clients.entries()) {
    yield* unknownAccounts(client, i, known);
    yield* gatewayFaults(client, i);
  }
}
