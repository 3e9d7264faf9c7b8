import { createTextMask } from '../../wechat/mask-body.ts';

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

/**
 * Takes out of an answer what no gateway client may see: the held and the former token, the AppSecret, and any value of
 * a parameter that carries one; with `isOfCalls`, for what prints calls, of a member of JSON as well. Bytes in which none of
 * it stands come back as they are.
 */
export function maskBytes(bytes: Buffer, secrets: readonly string[], isOfCalls = false): Buffer {
  const [text, encoding] = textOf(bytes);
  const ofParameters = createTextMask(secrets)(text).replace(parameter, `$1${mask}`);
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
