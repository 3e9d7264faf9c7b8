// What can be told of an answer by its head, its first bytes, and its code.

import { credentialCodes } from '../../wechat/credential-codes.ts';
import type { Attempt } from './attempt.ts';

/** HTTP's 2xx. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const isTextType = (contentType: string): boolean =>
  /^(?:text\/|application\/(?:json|javascript|xml|xhtml)|[\w.+/-]+\+(?:xml|json))/i.test(contentType);

const brace = 0x7b;

/** The first byte that says something, behind a byte order mark and blanks. */
export function firstSign(chunk: Buffer): string {
  if (chunk[0] === brace) return '{';
  const text = chunk.subarray(0, 64).toString('latin1');
  return text
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart()
    .charAt(0);
}

/** No file of a kind that WeChat hands out begins so. */
const isText = (chunk: Buffer): boolean =>
  !/[^\t\n\r\x20-\x7e\x80-\xff]/.test(chunk.subarray(0, 512).toString('latin1'));

/** JSON streams, however it is named; every other text is read whole, and so is what looks like one and names no kind. */
export function isOtherText(contentType: string, chunk: Buffer): boolean {
  const sign = firstSign(chunk);
  if (/html|xml/i.test(contentType)) return true;
  if (sign === '{') return false;
  if (contentType === '') return isText(chunk);
  return isTextType(contentType) || (sign === '<' && /^application\/octet-stream/i.test(contentType));
}

const byteOrderMark = /^\u00EF\u00BB\u00BF/;

/** WeChat's code in JSON with a character for each byte; undefined where there is none. */
export function errcodeIn(text: string): number | undefined {
  if (!text.includes('"errcode"')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text.replace(byteOrderMark, ''));
    const errcode: unknown = Reflect.get(Object(parsed), 'errcode');
    return Number.isSafeInteger(errcode) ? Number(errcode) : undefined;
  } catch {
    return undefined;
  }
}

/** Did WeChat refuse the token, and so not make the call? The only answers after which it is sent again. */
export const refusesCredential = (attempt: Attempt): boolean =>
  attempt.kind === 'whole' && isSuccess(attempt.head.status) && credentialCodes.has(attempt.errcode);
