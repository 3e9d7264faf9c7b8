import { type SettingName, settings } from './settings.ts';

/** Settings that may hold a password, so that each is also read from the file that NAME_FILE points to. */
export const secretSettings: readonly SettingName[] = ['HTTPS_PROXY', 'OPERATOR_KEY', 'REDIS_URL'];

const known: readonly string[] = [...Object.keys(settings), ...secretSettings.map((name) => `${name}_FILE`)];

/** Names of others that look like one of ours: what shells, systemd and curl set. */
const ofOthers: ReadonlySet<string> = new Set(['HTTP_PROXY', 'ALL_PROXY', 'FTP_PROXY', 'STATE_DIRECTORY']);

/** What Kubernetes sets for a service that is called as this project is. */
const ofKubernetes = /_(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?)?)$/;

/** No other program's names begin so. */
const families = /^(WECHAT|ACCOUNTS|OPERATOR|SHUTDOWN|TRUST|ALLOWED)_/;

/** Shorter ones are near to too many names of others: PATH, HOME, PAGER, POST. */
const shortestMisspelt = 7;

/** Letters to add, remove, change, or to swap with their neighbour, to get from one to the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (same ? 0 : 1),
          isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The known name that this one was probably meant to be. */
function meant(name: string): string | undefined {
  const wanted = name.toUpperCase().replace(/[-.]/g, '_');
  const near = known.find((one) => wanted.length >= shortestMisspelt && distance(wanted, one) <= 2);
  if (near !== undefined) return near;
  const longer = known.find((one) => one.length >= shortestMisspelt && wanted.startsWith(`${one}_`));
  return longer ?? known.find((one) => wanted.length >= shortestMisspelt && one.startsWith(`${wanted}_`));
}

const mostSaid = 10;

/**
 * A warning for each variable that is set and looks like a setting, but is none: nobody would notice otherwise that it
 * does nothing. Only names are said, never values. `read` are further names that are read.
 */
export function mistypedSettings(
  env: Readonly<Record<string, string | undefined>>,
  read: readonly string[],
): string[] {
  const names = Object.keys(env).filter(
    (name) =>
      /^[\w.-]{1,60}$/.test(name) &&
      env[name] !== '' &&
      ![...known, ...read].includes(name) &&
      !ofOthers.has(name.toUpperCase()) &&
      !ofKubernetes.test(name),
  );
  return names
    .flatMap((name) => {
      const setting = meant(name);
      if (setting !== undefined) return [`${name} is no setting and does nothing. Is ${setting} meant?`];
      return families.test(name)
        ? [`${name} is no setting and does nothing. --help lists those that are`]
        : [];
    })
    .slice(0, mostSaid);
}
