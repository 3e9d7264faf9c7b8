/** How WeChat's values look as a rule. WeChat does not promise it, so this only ever makes a remark. */

/** `wx` and 16 lower-case hex digits. */
export const looksLikeAppid = (text: string): boolean => /^wx[0-9a-f]{16}$/.test(text);

/** 32 lower-case hex digits. */
export const looksLikeSecret = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** An AppID ends where no hex digit follows, or where an AppSecret does: people paste them without anything between. */
const appidInText = /wx[0-9a-f]{16}(?=([0-9a-f]{32})?(?![0-9a-f]))/gi;

/** Escapes and the label App… have hex digits that would run into those of the value beside them. */
const notOfValues = /%[0-7][\da-f]|\\(u00|x)[2-7][\da-f]|app/gi;

/** Every different AppID and AppSecret in a text, whatever stands around them. */
export function findAccounts(text: string): Readonly<{ appids: string[]; secrets: string[] }> {
  const plain = text.replace(notOfValues, ' ');
  const runs = plain.replace(appidInText, ' ').match(/[0-9a-f]+/gi) ?? [];
  return {
    appids: [...new Set(plain.match(appidInText))],
    secrets: [...new Set(runs.filter((run) => run.length === 32))],
  };
}

/** The one AppID in a text that holds more than it, and no AppSecret. */
export function appidIn(text: string): string | undefined {
  const { appids, secrets } = findAccounts(text);
  const [found, another] = appids;
  return another || secrets[0] || found === text ? undefined : found;
}

/** Farther apart than this they belong to different things. */
const longestPair = 400;

/** The one AppID and the one AppSecret of a text, in either order; nothing where there are two of either. */
export function splitPair(text: string): Readonly<{ appid: string; secret: string }> | undefined {
  const { appids, secrets } = findAccounts(text);
  const [appid, secret] = [appids[0], secrets[0]];
  if (!appid || !secret || (appids[1] ?? secrets[1])) return undefined;
  return Math.abs(text.indexOf(appid) - text.indexOf(secret)) < longestPair ? { appid, secret } : undefined;
}
