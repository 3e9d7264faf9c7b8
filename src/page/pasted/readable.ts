import { invisible } from '../../clean.ts';

const everyInvisible = new RegExp(invisible, 'gu');
/** colours of a terminal: ESC [ 32 m */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const colours = /\u001b\[[\d;]*m/g;
const html: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const fromHex = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** One character in valid UTF-8 of up to three bytes: what decodeURIComponent never throws at. */
const inAddress =
  /%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%(?:e0%[ab]|e[1-9a-cef]%[89ab]|ed%[89])[\da-f]%[89ab][\da-f]/gi;

/** One layer of what programs put around a text: JSON, HTML, percent, quoted-printable. */
function undo(text: string): string {
  return text
    .replace(inAddress, decodeURIComponent)
    .replace(/\\u00([2-7][\da-f])|\\x([2-7][\da-f])/gi, (_, u?: string, x?: string) => fromHex(u ?? x ?? ''))
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/gi, (_, name: string) => html[name.toLowerCase()] ?? '')
    .replace(/&#(?:x([2-7][\da-f])|(3[2-9]|[4-9]\d|1[01]\d));/gi, (_, hex?: string, decimal?: string) =>
      hex === undefined ? String.fromCharCode(Number(decimal)) : fromHex(hex),
    )
    .replace(/=3D/g, '=')
    .replace(/\\[rnt]/g, '\n')
    .replace(/\\(["'/\\&])/g, '$1');
}

const deepestNesting = 3;

/**
 * A pasted text as a person reads it: without invisible characters and colours, full-width characters as ASCII, all
 * quotes of one kind, white space as blanks and line feeds, escapes of JSON, HTML and addresses undone three deep.
 */
export function readable(text: string): string {
  let plain = text
    .replace(everyInvisible, '')
    .replace(colours, '')
    .replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
  for (let depth = 0; depth < deepestNesting; depth += 1) {
    const undone = undo(plain);
    if (undone === plain) break;
    plain = undone;
  }
  return plain
    .replace(/["'`´“”„‟‘’‚‛「」『』«»‹›【】〔〕《》〈〉]/g, '"')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]/gu, ' ');
}
