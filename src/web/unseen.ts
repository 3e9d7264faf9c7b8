/**
 * What has no shape of its own or turns the text around it: control characters, and direction and other format
 * characters. Line ends and tabs belong to a text that is laid out, and stay.
 */
export const unseen = /[^\P{Cc}\t\n\r]|\p{Cf}/gu;

/** The spelling of one such character in JSON and JavaScript, such as \u202e. */
export function spellOut(char: string): string {
  const hex = (char.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** One line of somebody else's text: no character in it is hidden, turns the line round or breaks it. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, spellOut);
