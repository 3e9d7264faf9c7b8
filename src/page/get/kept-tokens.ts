import type { Endpoint } from '../../wechat/client.ts';
import { failureCode } from '../../wechat/failure.ts';
import type { Reply, Token } from '../../wechat/reply.ts';
import type { TokenForm } from './form.ts';

/** What the other room of the house keeps, as far as a press of Get concerns it. */
export type KeptTokens = Readonly<{
  /** does this server keep the token of this account from this endpoint? The other endpoint's tokens live apart */
  has: (appid: string, endpoint: Endpoint) => boolean;
  /**
   * Told before a call that replaces the current token, whether that is kept here or not yet; what it resolves with is told how the call ended,
   * and says whether a new one is fetched for the others. Never rejects.
   */
  replacing: (
    press: Readonly<{ appid: string; endpoint: Endpoint; secret: string }>,
  ) => Promise<(outcome: Issuing) => boolean>;
}>;

/** Did WeChat issue a token? Where no answer arrived nobody knows. */
export type Issuing = 'issued' | 'refused' | 'unknown';

/** For a page without a central server behind it: every token is the caller's own. */
export const nothingKept: KeptTokens = {
  has: () => false,
  replacing: () => Promise.resolve(() => false),
};

/** Does this press put another token in the place of the present one? A plain stable_token call never does. */
export const replacesPresent = ({ endpoint, forceRefresh }: TokenForm): boolean =>
  endpoint === 'token' || forceRefresh;

/** … and of one that this server keeps? */
export const wouldReplaceKept = (form: TokenForm, kept: KeptTokens): boolean =>
  replacesPresent(form) && kept.has(form.appid, form.endpoint);

/** An errcode says that nothing was issued, and so does a call that never left. */
export function issuingOf(reply: Reply<Token>): Issuing {
  if (reply.kind === 'success') return 'issued';
  return reply.kind === 'errcode' || !failureCode(reply).wasSent ? 'refused' : 'unknown';
}
