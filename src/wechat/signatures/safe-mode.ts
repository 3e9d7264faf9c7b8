import { createCipheriv, createDecipheriv, randomInt } from 'node:crypto';

/** PKCS#7 fills up to this here, twice the block of AES: no library's own padding fits. */
const paddedTo = 32;
const randomLength = 16;
const headLength = randomLength + 4;

/**
 * The 32 bytes in an EncodingAESKey, which is base64 without its last sign; undefined where it is none (43 letters and digits;
 * base64's + and / are taken as well).
 */
export function parseAesKey(encodingAesKey: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]{43}$/.test(encodingAesKey) ? Buffer.from(`${encodingAesKey}=`, 'base64') : undefined;
}

export type Opened =
  | Readonly<{
      kind: 'opened';
      message: string;
      /** whose message it is: the AppID, with WeCom the CorpID */
      appid: string;
      /** filled up to 16 bytes only, which WeChat does not take */
      isPaddedTo16: boolean;
    }>
  | Readonly<{
      kind: 'closed';
      /** no base64 · cut: no whole blocks · wrong_key: what comes out is no message */
      why: 'not_base64' | 'cut' | 'wrong_key';
    }>;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readPlain(padded: Buffer, isPaddedTo16: boolean): Opened {
  const closed: Opened = { kind: 'closed', why: 'wrong_key' };
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > paddedTo || padded.length < headLength + padding) return closed;
  const plain = padded.subarray(0, padded.length - padding);
  const end = headLength + plain.readUInt32BE(randomLength);
  if (end > plain.length) return closed;
  try {
    const message = utf8.decode(plain.subarray(headLength, end));
    const appid = utf8.decode(plain.subarray(end));
    return /^[\x21-\x7e]*$/.test(appid) ? { kind: 'opened', message, appid, isPaddedTo16 } : closed;
  } catch {
    return closed;
  }
}

/**
 * Opens a sealed message: AES-256-CBC, the IV is the first half of the key; inside are 16 random bytes, the length of the
 * message in four bytes (big-endian), the message, the AppID.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export function openSealed(encrypt: string, key: Buffer): Opened {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypt)) return { kind: 'closed', why: 'not_base64' };
  const sealed = Buffer.from(encrypt, 'base64');
  if (sealed.length === 0 || sealed.length % 16 !== 0) return { kind: 'closed', why: 'cut' };
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(sealed), decipher.final()]);
  return readPlain(padded, sealed.length % paddedTo !== 0);
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** So many letters and digits that nobody can foresee. */
export const randomLetters = (length: number): string =>
  Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');

/**
 * Seals a message as WeChat does it, in base64. `random` has 16 bytes in ASCII, since some libraries count in characters;
 * new ones unless given.
 */
export function seal(
  message: string,
  appid: string,
  key: Buffer,
  random: string = randomLetters(randomLength),
): string {
  const body = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([Buffer.from(random), length, body, Buffer.from(appid)]);
  const padding = paddedTo - (plain.length % paddedTo);
  const padded = Buffer.concat([plain, Buffer.alloc(padding, padding)]);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

export type Envelope = Readonly<{ encrypt: string; signature: string; timestamp: string; nonce: string }>;

/** A sealed reply as it is sent back, in the format of the push it answers. */
export function envelopeOf(
  { encrypt, signature, timestamp, nonce }: Envelope,
  format: 'xml' | 'json',
): string {
  if (format === 'json') {
    return JSON.stringify({
      Encrypt: encrypt,
      MsgSignature: signature,
      TimeStamp: Number(timestamp),
      Nonce: nonce,
    });
  }
  return [
    '<xml>',
    `<Encrypt><![CDATA[${encrypt}]]></Encrypt>`,
    `<MsgSignature><![CDATA[${signature}]]></MsgSignature>`,
    `<TimeStamp>${timestamp}</TimeStamp>`,
    `<Nonce><![CDATA[${nonce}]]></Nonce>`,
    '</xml>',
  ].join('\n');
}
