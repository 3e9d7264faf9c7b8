import { createMask, encodingsOf } from '../../wechat/mask.ts';

const mask = '********';

const value = String.raw`[^&\s"'<>\\%]+`;

/** The value of such a parameter, whoever's it is, with its equals sign in any of the spellings of addresses and pages. */
const parameter = new RegExp(
  String.raw`((?:access_token|appsecret|secret)(?:=|%(?:25)*3d|&#0*61;|&#x0*3d;|\\u003d))${value}`,
  'gi',
);

/** The same as a member of JSON, however often that was put into other JSON: rid/get prints the body of the call. */
const member = new RegExp(
  String.raw`((?:access_token|refresh_token|appsecret|secret)\\*"\s{0,8}:\s{0,8}\\*")${value}`,
  'gi',
);

function textOf(bytes: Buffer): readonly [text: string, encoding: BufferEncoding] {
  try {
    return [new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), 'utf8'];
  } catch {
    // of any other encoding no byte is changed but what is masked
    return [bytes.toString('latin1'), 'latin1'];
  }
}

/**
 * Does this path answer with a call that was made, with its token and its body?
 * https://developers.weixin.qq.com/doc/service/api/apimanage/api_getridinfo.html
 */
export const printsCalls = (path: string): boolean => path.toLowerCase() === '/cgi-bin/openapi/rid/get';

/** Few escapings change letters and digits: a run of them stands in most spellings as it is. */
const run = /[a-z0-9]{3,}/g;

/** The others change every character, so that the first eight tell: fewer could be guessed, and put into an answer many times. */
const everyCharacter: readonly ((code: number) => string)[] = [
  (code) => `\\u00${code.toString(16).padStart(2, '0')}`,
  (code) => `%${code.toString(16).padStart(2, '0')}`,
  (code) => `&#${code};`,
  (code) => `&#x${code.toString(16)};`,
];

const escapedSigns = (secret: string): readonly string[] =>
  everyCharacter.map((escaped) =>
    [...Buffer.from(secret.slice(0, 8), 'latin1')].map((code) => escaped(code)).join(''),
  );

/** ASCII only, so that every character keeps its place. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** One of these stands in every text that holds the secret, however that is written. */
function signsOf(secret: string): readonly string[] {
  const [itself = '', ...others] = encodingsOf(secret);
  const [longest = itself] = (itself.match(run) ?? []).sort((x, y) => y.length - x.length);
  return [longest, ...others, ...escapedSigns(secret)];
}

/** The places where one of the signs begins, in their order. */
function placesOf(text: string, signs: readonly string[]): number[] {
  const places = new Set<number>();
  for (const sign of signs) {
    for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + sign.length)) places.add(at);
  }
  return [...places].sort((x, y) => x - y);
}

/** The longest escape of one character in use, \\u0041, and a little. */
const perCharacter = 7;

/**
 * Masks around the places where a secret can stand at all: undoing every escaping of a text of a million characters takes
 * seconds, in which no token would be read.
 */
function maskNear(text: string, secrets: readonly string[]): string {
  const hide = createMask(secrets);
  const longest = Math.max(0, ...secrets.map(({ length }) => length));
  const margin = longest * perCharacter;
  const places = placesOf(lower(text), secrets.flatMap(signsOf));
  let masked = '';
  let end = 0;
  for (let i = 0; i < places.length; ) {
    const from = Math.max(end, (places[i] ?? 0) - margin);
    let to = (places[i] ?? 0) + margin;
    for (i += 1; i < places.length && (places[i] ?? 0) - margin <= to; i += 1) to = (places[i] ?? 0) + margin;
    masked += text.slice(end, from) + hide(text.slice(from, to));
    end = to;
  }
  return masked + text.slice(end);
}

/**
 * Takes out of an answer what no gateway client may see: the held and the former token, the AppSecret, and any value of
 * a parameter that carries one; with `isOfCalls`, for what prints calls, of a member of JSON as well. Bytes in which none of
 * it stands come back as they are.
 */
export function maskBytes(bytes: Buffer, secrets: readonly string[], isOfCalls = false): Buffer {
  const [text, encoding] = textOf(bytes);
  const ofParameters = maskNear(text, secrets).replace(parameter, `$1${mask}`);
  const masked = isOfCalls ? ofParameters.replace(member, `$1${mask}`) : ofParameters;
  return masked === text ? bytes : Buffer.from(masked, encoding);
}

const suspicious = ['access_token=', 'secret=', '\\u00'] as const;

/** As all of WeChat's own are. Any other is spelt differently in JSON, or has more bytes than characters. */
const isPlain = (secret: string): boolean => /^[\w.-]+$/.test(secret);

/**
 * Worth a closer look: a small answer of WeChat's own holds none of it, and is passed on byte for byte. `text` has a
 * character for each byte.
 */
export const mayHold = (text: string, secrets: readonly string[]): boolean =>
  secrets.some((secret) => text.includes(secret) || !isPlain(secret)) ||
  suspicious.some((name) => text.includes(name));
