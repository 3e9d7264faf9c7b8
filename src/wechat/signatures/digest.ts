import { createHash } from 'node:crypto';
import type { Change } from './mistakes.ts';

/** How the text that is signed becomes a signature. */
export type Digest = (text: string) => string;

/** The digest of each of WeChat's signatures: SHA-1 in lower-case hex. */
export const sha1: Digest = (text) => createHash('sha1').update(text).digest('hex');

const base64 =
  (algorithm: string): Digest =>
  (text) =>
    createHash(algorithm).update(text).digest('base64');
const hex =
  (algorithm: string): Digest =>
  (text) =>
    createHash(algorithm).update(text).digest('hex');

export type DigestMistake = 'upper_case' | 'hash' | 'base64';

const otherDigests: readonly (readonly [DigestMistake, Digest, shape: RegExp])[] = [
  ['upper_case', (text) => sha1(text).toUpperCase(), /^[\dA-F]{40}$/],
  ['hash', hex('md5'), /^[\da-f]{32}$/],
  ['hash', (text) => hex('md5')(text).toUpperCase(), /^[\dA-F]{32}$/],
  ['hash', hex('sha256'), /^[\da-f]{64}$/],
  ['hash', hex('sha512'), /^[\da-f]{128}$/],
  ['base64', base64('sha1'), /^[\w+/]{27}=$/],
];

/** The digests other than WeChat's that could have made a signature of this look. */
export const digestChanges = <Draft extends Readonly<{ digest: Digest }>>(
  given: string,
): Change<Draft, DigestMistake>[] =>
  otherDigests
    .filter(([, , shape]) => shape.test(given))
    .map(([mistake, digest]) => ({ mistake, apply: (draft) => [{ ...draft, digest }] }));
