/** How WeChat's values look as a rule. WeChat does not promise it, so this only ever makes a remark. */

const appidShape = /^wx[0-9a-f]{16}$/;
const secretShape = /^[0-9a-f]{32}$/;

/** `wx` and 16 lower-case hex digits. */
export const looksLikeAppid = (text: string): boolean => appidShape.test(text);

/** 32 lower-case hex digits. */
export const looksLikeSecret = (text: string): boolean => secretShape.test(text);

/** An AppID ends where no hex digit follows, or where an AppSecret does: people paste them without anything between. */
const appidInText = /wx[0-9a-f]{16}(?=([0-9a-f]{32})?(?![0-9a-f]))/gi;

/** Escapes and the label App… have hex digits that would run into those of the value beside them. */
const notOfValues = /%[2-7][\da-f]|\\(u00|x)[2-7][\da-f]|app/gi;

const distinct = (found: readonly string[] | null | undefined): string[] => [...new Set(found)];

/** Every different AppID and AppSecret in a text, whatever stands around them. */
export function findAccounts(text: string): Readonly<{ appids: string[]; secrets: string[] }> {
  const plain = text.replace(notOfValues, ' ');
  const runs = plain.replace(appidInText, ' ').match(/[0-9a-f]+/gi);
  return {
    appids: distinct(plain.match(appidInText)),
    secrets: distinct(runs?.filter((run) => run.length === 32)),
  };
}

/** Farther apart than this they belong to different things. */
const longestPair = 400;

/** The one AppID and the one AppSecret of a text, in either order; nothing where there are two of either. */
export function splitPair(text: string): Readonly<{ appid: string; secret: string }> | undefined {
  const { appids, secrets } = findAccounts(text);
  const [appid = '', secret = ''] = [appids[0], secrets[0]];
  const isOne = appids.length === 1 && secrets.length === 1;
  return isOne && Math.abs(text.indexOf(appid) - text.indexOf(secret)) < longestPair
    ? { appid, secret }
    : undefined;
}
