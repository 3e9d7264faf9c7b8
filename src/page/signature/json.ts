import { string1Of } from '../../wechat/signatures/jsapi.ts';
import type { JsapiResult } from './jsapi.ts';
import { type CheckResult, type DecryptResult, decryptFaults, type EncryptResult } from './push.ts';

export type Result = JsapiResult | CheckResult | DecryptResult | EncryptResult;

/** Two mistakes made together are two words with a + between them; null: none of the usual ones. */
const mistakeOf = (words: readonly string[] | undefined): string | null => words?.join('+') ?? null;

const compared = (
  { given, matches }: Readonly<{ given: string; matches: boolean }>,
  words: readonly string[] | undefined,
) => (given === '' ? {} : { matches, ...(matches ? {} : { mistake: mistakeOf(words) }) });

function decryptJson(result: DecryptResult) {
  const { signature, given, matches, opened } = result;
  const faults = decryptFaults(result).filter((word) => word !== 'unknown');
  return {
    ...(signature === '' ? {} : { signature }),
    ...(given === '' ? {} : { matches }),
    ...(faults.length > 0 || (given !== '' && !matches)
      ? { mistake: mistakeOf(faults.length === 0 ? undefined : faults) }
      : {}),
    ...(opened.kind === 'opened' ? { message: opened.message, appid: opened.appid } : {}),
  };
}

/** A result for programs. `mask` hides the ticket in string1: it was sent here, or is shown where it is asked for. */
export function resultJson(
  result: Result,
  mask: (text: string) => string,
): Readonly<Record<string, unknown>> {
  switch (result.kind) {
    case 'jsapi': {
      const { input, signature, verdict } = result;
      return {
        signature,
        string1: mask(string1Of(input)),
        noncestr: mask(input.noncestr),
        timestamp: input.timestamp,
        ...compared(result, verdict?.mistakes),
      };
    }
    case 'push_check': {
      const { signature, given, matches, mistakes, echostr } = result;
      const isSentBack = echostr !== '' && (given === '' || matches);
      return { signature, ...compared(result, mistakes), ...(isSentBack ? { body: echostr } : {}) };
    }
    case 'push_decrypt':
      return decryptJson(result);
    case 'push_encrypt':
      return { signature: result.signature, body: result.body };
  }
}
