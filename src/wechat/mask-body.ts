import { createMask } from './mask.ts';

const stars = '********';

/** Between a name and its value: as in an address, or as in JSON, however often the quotes were escaped. */
const between = String.raw`(?:=|%(?:25)*3d|&#0*61;|&#x0*3d;|\\*u003d|\\*"\s{0,8}:\s{0,8}\\*")`;

/** The value behind a name that only a token or a secret has, whoever's it is: rid/get prints the call that it explains. */
const named = new RegExp(String.raw`((?:access_token|refresh_token|secret)${between})[^&\s"'<>\\%]+`, 'gi');

/** In longer texts the places are looked for first, since a mask undoes escapings of the whole of what it is given. */
const longestAtOnce = 32 * 1024;
/** So many characters of a secret tell that it may stand there. */
const tellingLength = 8;
/** How much longer a character can be spelt: `&amp;amp;#x00005f;` and the like. */
const longestSpelling = 24;

/** One character in any of the spellings that a mask knows. */
function spelt(char: string): string {
  const code = char.charCodeAt(0);
  const hex = code.toString(16);
  const plain = char.replace(/[^A-Za-z0-9_]/, '\\$&');
  return [
    plain,
    `%(?:25)*${hex.padStart(2, '0')}`,
    String.raw`\\+u${hex.padStart(4, '0')}`,
    `&(?:amp;)*#0*${code};`,
    `&(?:amp;)*#x0*${hex};`,
  ].join('|');
}

const beginning = (secret: string): string =>
  [...secret.slice(0, tellingLength)].map((char) => `(?:${spelt(char)})`).join('');

const encodings = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  // base64 depends on where in a group of three the secret begins, and its first sign on what stands before it
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4),
  );
  const inAddresses = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [...new Set([secret, bytes.toString('hex'), ...inBase64, ...inAddresses])];
};

/** The same as a mask, in a time that grows with the text and not with its escapings. */
function maskLong(text: string, secret: string, mask: (text: string) => string): string {
  const needles = encodings(secret);
  const mayBeThere = new RegExp(needles.map(beginning).join('|'), 'gi');
  const reach = Math.max(...needles.map(({ length }) => length)) * longestSpelling;
  const parts: string[] = [];
  let end = 0;
  for (const { index } of text.matchAll(mayBeThere)) {
    if (index < end) continue;
    const stop = Math.min(text.length, index + reach);
    parts.push(text.slice(end, index), mask(text.slice(index, stop)));
    end = stop;
  }
  return parts.join('') + text.slice(end);
}

/**
 * Makes a function that hides the token a call was made with, in every spelling, and the value of whatever calls itself a token
 * or a secret, in an answer of any length. All else stays as it is.
 */
export function createBodyMask(accessToken: string): (text: string) => string {
  const mask = createMask([accessToken]);
  const isLong = accessToken.length >= tellingLength;
  return (text) => {
    const own = text.length > longestAtOnce && isLong ? maskLong(text, accessToken, mask) : mask(text);
    return own.replace(named, `$1${stars}`);
  };
}

/** The same for bytes: those in which nothing is hidden come back as they are, whatever their encoding. */
export function maskBytes(bytes: Buffer, mask: (text: string) => string): Buffer {
  const text = bytes.toString('latin1');
  const masked = mask(text);
  return masked === text ? bytes : Buffer.from(masked, 'latin1');
}
