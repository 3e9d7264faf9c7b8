/** How WeChat's values look as a rule. WeChat does not promise it, so this only ever makes a remark. */

const appidShape = /^wx[0-9a-f]{16}$/;
const secretShape = /^[0-9a-f]{32}$/;

/** `wx` and 16 lower-case hex digits. */
export const looksLikeAppid = (text: string): boolean => appidShape.test(text);

/** 32 lower-case hex digits. */
export const looksLikeSecret = (text: string): boolean => secretShape.test(text);

const pairs = [
  /app_?id["']?\s{0,9}[:=]\s{0,9}["']?([^\s"'&,;]{1,64})[\s\S]{0,200}?secret["']?\s{0,9}[:=]\s{0,9}["']?([^\s"'&,;}]{1,128})/i,
  /(wx[0-9a-f]{16})[^0-9a-z]{0,9}([0-9a-f]{32})/i,
];

/** A pair has some 80 characters with all that is around it; a longer text is searched no further. */
const longestPair = 400;

/** Appid and secret that were pasted as one text: JSON, a query, or one after the other. */
export function splitPair(text: string): Readonly<{ appid: string; secret: string }> | undefined {
  const start = text.slice(0, longestPair);
  const found = pairs.map((pair) => pair.exec(start)).find((match) => match !== null);
  return found?.[1] === undefined || found[2] === undefined
    ? undefined
    : { appid: found[1], secret: found[2] };
}
