import { findPushMistakes, type PushMistake, signPush } from '../../wechat/signatures/push.ts';
import {
  envelopeOf,
  type Opened,
  openSealed,
  parseAesKey,
  randomLetters,
  seal,
} from '../../wechat/signatures/safe-mode.ts';
import type { SignatureForm } from './form.ts';

type Compared = Readonly<{
  /** empty: something that it is made of was left out */
  signature: string;
  /** the one that came with the push; empty: there was none to compare */
  given: string;
  matches: boolean;
  /** the usual mistakes that give exactly the given one */
  mistakes: readonly PushMistake[] | undefined;
}>;

export type CheckResult = Compared & Readonly<{ kind: 'push_check'; echostr: string }>;

export type DecryptResult = Compared &
  Readonly<{
    kind: 'push_decrypt';
    opened: Opened;
    /** the one that was expected; empty: any */
    appid: string;
    /** blanks in the sealed text became + again */
    isMended: boolean;
  }>;

export type EncryptResult = Readonly<{
  kind: 'push_encrypt';
  signature: string;
  body: string;
  format: 'xml' | 'json';
}>;

/** The check of a server's address, or any push in plain mode. */
export function checkResult({ values }: SignatureForm): CheckResult {
  const { token, timestamp, nonce, signature: given, echostr } = values;
  const signature = signPush({ token, timestamp, nonce });
  const matches = given === signature;
  const clues = { aesKey: values.encoding_aes_key, appid: values.appid, echostr };
  const mistakes =
    given === '' || matches ? undefined : findPushMistakes({ token, timestamp, nonce }, given, clues);
  return { kind: 'push_check', signature, given, matches, mistakes, echostr };
}

/** A key that the form has looked at. */
function keyOf({ values }: SignatureForm): Buffer {
  const key = parseAesKey(values.encoding_aes_key);
  if (key === undefined) throw new Error('the key was not looked at');
  return key;
}

/** A push in safe mode: opened, and its msg_signature compared where there is one. */
export function decryptResult(form: SignatureForm): DecryptResult {
  const { values, push } = form;
  const { encrypt, isMended } = push.kind === 'sealed' ? push : { encrypt: '', isMended: false };
  const { token, timestamp, nonce, msg_signature: given, appid } = values;
  const opened = openSealed(encrypt, keyOf(form));
  const isSigned = token !== '' && timestamp !== '' && nonce !== '';
  const input = { token, timestamp, nonce, encrypt };
  const signature = isSigned ? signPush(input) : '';
  const matches = given !== '' && given === signature;
  const message = opened.kind === 'opened' ? opened.message : '';
  const clues = { aesKey: values.encoding_aes_key, appid, body: values.body, message };
  const mistakes = given === '' || matches ? undefined : findPushMistakes(input, given, clues);
  return { kind: 'push_decrypt', signature, given, matches, mistakes, opened, appid, isMended };
}

/** A reply, sealed and signed. In JSON where the message is JSON, as a push and its answer have the same format. */
export function encryptResult(form: SignatureForm, now: number): EncryptResult {
  const { token, appid, message, timestamp: typed, nonce: typedNonce } = form.values;
  const timestamp = typed || String(Math.floor(now / 1000));
  const nonce = typedNonce || randomLetters(10);
  const encrypt = seal(message, appid, keyOf(form));
  const signature = signPush({ token, timestamp, nonce, encrypt });
  const format = message.trimStart().startsWith('{') ? 'json' : 'xml';
  const body = envelopeOf({ encrypt, signature, timestamp, nonce }, format);
  return { kind: 'push_encrypt', signature, body, format };
}

/** What is wrong with a push, by stable words: the mistakes of its signature, then those of its content; none: nothing. */
export function decryptFaults({ given, matches, mistakes, opened, appid }: DecryptResult): string[] {
  return [
    ...(given === '' || matches ? [] : (mistakes ?? ['unknown'])),
    ...(opened.kind === 'closed' ? [opened.why] : []),
    ...(opened.kind === 'opened' && appid !== '' && opened.appid !== appid ? ['appid'] : []),
    ...(opened.kind === 'opened' && opened.isPaddedTo16 ? ['padding'] : []),
  ];
}
