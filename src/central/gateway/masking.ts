import { createMask } from '../../wechat/mask.ts';

const mask = '********';

/** The value of such a parameter, whoever's it is, with its equals sign in any of the spellings of addresses and pages. */
const parameter =
  /((?:access_token|appsecret|secret)(?:=|%(?:25)*3d|&#0*61;|&#x0*3d;|\\u003d))[^&\s"'<>\\%]+/gi;

function textOf(bytes: Buffer): readonly [text: string, encoding: BufferEncoding] {
  try {
    return [new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), 'utf8'];
  } catch {
    // of any other encoding no byte is changed but what is masked
    return [bytes.toString('latin1'), 'latin1'];
  }
}

/**
 * Takes out of an answer what no gateway client may see: the held and the former token, the AppSecret, and any value of
 * a parameter that carries one. Bytes in which none of it stands come back as they are.
 */
export function maskBytes(bytes: Buffer, secrets: readonly string[]): Buffer {
  const [text, encoding] = textOf(bytes);
  const masked = createMask(secrets)(text).replace(parameter, `$1${mask}`);
  return masked === text ? bytes : Buffer.from(masked, encoding);
}

/** Worth a closer look: a small answer of WeChat's own holds none of it, and is passed on byte for byte. */
export const mayHold = (bytes: Buffer, secrets: readonly string[]): boolean =>
  secrets.some((secret) => bytes.includes(secret)) ||
  ['access_token=', 'secret='].some((name) => bytes.includes(name));
