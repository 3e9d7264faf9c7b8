const mask = '********';

/** Shorter strings occur everywhere by chance: masking them would tear WeChat's body and hide nothing worth it. */
const shortestSecret = 6;

const htmlNames: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

const literally = (text: string): string => text.replace(/[^A-Za-z0-9]/gu, (char) => `\\u{${hex(char)}}`);
const hex = (char: string): string => (char.codePointAt(0) ?? 0).toString(16);
const anyCase = (text: string): string =>
  text.replace(/[a-f]/gi, (c) => `[${c.toLowerCase()}${c.toUpperCase()}]`);

/** Every way in which a page, a URL or a JSON text may spell one character. */
function spellings(char: string): string {
  const percent = anyCase(encodeURIComponent(char).replace(/^[^%]$/, `%${hex(char)}`));
  const units = Array.from({ length: char.length }, (_, i) =>
    char.charCodeAt(i).toString(16).padStart(4, '0'),
  );
  const name = htmlNames[char];
  return [
    literally(char),
    percent,
    percent.replaceAll('%', '%25'),
    anyCase(units.map((unit) => `\\\\u${unit}`).join('')),
    `&#0*${char.codePointAt(0)};`,
    anyCase(`&#[xX]0*${hex(char)};`),
    ...(name === undefined ? [] : [`&${name};`]),
    ...('"\\/'.includes(char) ? [`\\\\${literally(char)}`] : []),
    ...(char === ' ' ? ['\\+'] : []),
  ].join('|');
}

function patternOf(secret: string): string {
  const spelled = Array.from(secret, (char) => `(?:${spellings(char)})`).join('');
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const base64url = Buffer.from(secret).toString('base64url');
  return [spelled, literally(base64), literally(base64url)].join('|');
}

/**
 * Makes a function that hides every spelling of `secrets` (plain, URL, JSON, HTML, base64) in a text and leaves all
 * else as it is: WeChat never repeats a secret, but an error page on the way may print the address that was called.
 */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const worth = secrets.filter((secret) => secret.length >= shortestSecret);
  if (worth.length === 0) return (text) => text;
  const pattern = new RegExp(worth.map(patternOf).join('|'), 'gu');
  return (text) => text.replace(pattern, mask);
}
