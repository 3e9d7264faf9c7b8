import { createMask, encodingsOf, shortestSecret } from './mask.ts';

const stars = '********';

/** Between a name and its value: as in an address, or as in JSON, however often the quotes were escaped. */
const between = String.raw`(?:=|%(?:25)*3d|&#0*61;|&#x0*3d;|\\*u003d|\\*"\s{0,8}:\s{0,8}\\*")`;

/** The value behind a name that only a token or a secret has, whoever's it is: rid/get prints the call that it explains. */
const named = new RegExp(String.raw`((?:access_token|refresh_token|secret)${between})[^&\s"'<>\\%]+`, 'gi');

/** In longer texts the places are looked for first, since a mask undoes escapings of the whole of what it is given. */
const longestAtOnce = 4 * 1024;
/** So many characters of a secret tell that it may stand there: fewer could be guessed, and put into an answer many times. */
const tellingLength = 8;
/** How much longer a character can be spelt: `&amp;amp;#x00005f;` and the like. */
const longestSpelling = 24;

const htmlNames: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** One character in any of the spellings that a mask knows, but for the escapings of a backslash in front of it. */
function spelt(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return [
    char.replace(/[^A-Za-z0-9_]/, '\\$&'),
    [...Buffer.from(char)].map((byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
    // by code units
    char.replace(/./gs, (unit) => String.raw`\\u${hex(unit.charCodeAt(0), 4)}`),
    `&(?:amp;)*#0*${code};`,
    `&(?:amp;)*#x0*${code.toString(16)};`,
    ...(htmlNames[char] === undefined ? [] : [`&(?:amp;)*${htmlNames[char]};`]),
  ].join('|');
}

/** So many backslashes may stand in front of one: none is looked for before the first, where a text of them would cost. */
const mostBackslashes = 7;

const beginning = (secret: string): string =>
  [...secret.slice(0, tellingLength)]
    .map((char) => `(?:${spelt(char)})`)
    .join(String.raw`\\{0,${mostBackslashes}}`);

/** The same as a mask, in a time that grows with the text and not with its escapings. */
function createLongMask(
  secrets: readonly string[],
  mask: (text: string) => string,
): (text: string) => string {
  const mayBeThere = new RegExp(secrets.flatMap(encodingsOf).map(beginning).join('|'), 'gi');
  const reach = Math.max(...secrets.map(({ length }) => length)) * longestSpelling;
  return (text) => {
    let masked = '';
    let start = 0;
    let end = 0;
    for (const { index } of text.matchAll(mayBeThere)) {
      const from = Math.max(end, index - mostBackslashes);
      // what begins within the last stretch may end behind it
      if (index > end) {
        masked += mask(text.slice(start, end)) + text.slice(end, from);
        start = from;
      }
      end = Math.min(text.length, index + reach);
    }
    return masked + mask(text.slice(start, end)) + text.slice(end);
  };
}

/** Makes a function that hides every spelling of `secrets`, as createMask does, in a text of any length. */
export function createTextMask(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter(({ length }) => length >= shortestSecret);
  const mask = createMask(known);
  if (known.length === 0) return mask;
  return (text) => (text.length > longestAtOnce ? createLongMask(known, mask) : mask)(text);
}

/**
 * Makes a function that hides the token a call was made with, in every spelling, and the value of whatever calls itself a token
 * or a secret, in an answer of any length. All else stays as it is.
 */
export function createBodyMask(accessToken: string): (text: string) => string {
  const mask = createTextMask([accessToken]);
  return (text) => mask(text).replace(named, `$1${stars}`);
}

/** The same for bytes: those in which nothing is hidden come back as they are, whatever their encoding. */
export function maskBytes(bytes: Buffer, mask: (text: string) => string): Buffer {
  const text = bytes.toString('latin1');
  const masked = mask(text);
  return masked === text ? bytes : Buffer.from(masked, 'latin1');
}
