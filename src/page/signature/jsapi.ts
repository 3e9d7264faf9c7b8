import {
  inSeconds,
  type JsapiInput,
  type PageAddress,
  pageAddress,
  signJsapi,
} from '../../wechat/signatures/jsapi.ts';
import { findJsapiMistakes, type JsapiVerdict } from '../../wechat/signatures/jsapi-mistakes.ts';
import { randomLetters } from '../../wechat/signatures/safe-mode.ts';
import type { SignatureForm } from './form.ts';

export type JsapiResult = Readonly<{
  kind: 'jsapi';
  input: JsapiInput;
  address: PageAddress;
  signature: string;
  /** one's own; empty: there was none to compare */
  given: string;
  matches: boolean;
  /** the usual mistake that gives exactly one's own */
  verdict: JsapiVerdict | undefined;
  /** 13 digits were typed */
  isInMilliseconds: boolean;
}>;

/** The ticket that is signed with, and what may have been taken in its place. */
export type Tickets = Readonly<{ ticket: string; cardTicket?: string | undefined }>;

/** Signs a page, and compares. `now`: ms since the epoch, for a timestamp that was left open. */
export function jsapiResult(
  { values, accessToken }: SignatureForm,
  { ticket, cardTicket }: Tickets,
  now: number,
): JsapiResult {
  const address = pageAddress(values.url);
  const timestamp = inSeconds(values.timestamp || String(Math.floor(now / 1000)));
  const noncestr = values.noncestr || randomLetters(16);
  const input = { ticket, noncestr, timestamp, url: address.url };
  const signature = signJsapi(input);
  const given = values.signature;
  const matches = given === signature;
  const clues = {
    accessToken,
    cardTicket,
    fragment: address.fragment,
    typedTimestamp: values.timestamp,
  };
  return {
    kind: 'jsapi',
    input,
    address,
    signature,
    given,
    matches,
    verdict: given === '' || matches ? undefined : findJsapiMistakes(input, given, clues),
    isInMilliseconds: values.timestamp !== '' && timestamp !== values.timestamp,
  };
}
