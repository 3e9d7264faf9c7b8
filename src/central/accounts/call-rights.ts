import type { Client } from './accounts.ts';
import { isNeverRelayed, isPlainPath, loginPaths, needsFullName } from './call-paths.ts';
import { presets } from './presets.ts';

export type CallRights = Readonly<{
  /** May this path of WeChat's be called? */
  mayCall: (path: string) => boolean;
  /**
   * How the path stands in the log and on pages: itself where the list names it, else the prefix with `*`; never
   * anything that the list does not hold.
   */
  labelOf: (path: string) => string;
  /** May users be logged in, that is, the AppSecret be put into calls? */
  mayLogin: boolean;
}>;

/** What is said of a path that no list names: it can hold anything. */
export const otherPath = '(other)';

const isPrefix = (entry: string): boolean => entry.startsWith('/') && entry.endsWith('/');

/** What a list of `gateway` in accounts.json allows: paths, prefixes, presets, or `*`. */
export function createCallRights(list: readonly string[]): CallRights {
  const named = new Set(list.filter((entry) => entry.startsWith('/') && !isPrefix(entry)));
  const ofPresets = new Set(list.flatMap((entry) => presets.get(entry) ?? []));
  // the longest first: it says most
  const prefixes = list.filter(isPrefix).sort((a, b) => b.length - a.length);
  const isAll = list.includes('*');

  function mayCall(path: string): boolean {
    if (!isPlainPath(path) || isNeverRelayed(path)) return false;
    if (named.has(path)) return true;
    if (needsFullName(path)) return false;
    return ofPresets.has(path) || isAll || prefixes.some((prefix) => path.startsWith(prefix));
  }

  function labelOf(path: string): string {
    if (named.has(path) || ofPresets.has(path)) return path;
    if (!isPlainPath(path)) return otherPath;
    const prefix = prefixes.find((each) => path.startsWith(each)) ?? (isAll ? '/' : undefined);
    return prefix === undefined ? otherPath : `${prefix}*`;
  }

  return { mayCall, labelOf, mayLogin: loginPaths.withSecret.some(mayCall) };
}

const rights = new WeakMap<readonly string[], CallRights>();

/** What this client may call through the gateway; undefined: it is no gateway client. Made once for each list. */
export function callRightsOf({ gateway }: Client): CallRights | undefined {
  if (gateway === undefined) return undefined;
  const known = rights.get(gateway);
  if (known !== undefined) return known;
  const made = createCallRights(gateway);
  rights.set(gateway, made);
  return made;
}

/** May this client log users in, that is, have the AppSecret put into its calls? */
export const mayLogin = (client: Client): boolean => callRightsOf(client)?.mayLogin ?? false;
