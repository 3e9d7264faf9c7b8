import type { Endpoint } from '../wechat/client.ts';
import { failureCode } from '../wechat/failure.ts';
import type { Reply, Token } from '../wechat/reply.ts';
import type { TokenForm } from './form.ts';

/** What the other room of the house keeps, as far as a press of Get concerns it. */
export type KeptTokens = Readonly<{
  /** does this server keep the token of this account from this endpoint? The other endpoint's tokens live apart */
  has: (appid: string, endpoint: Endpoint) => boolean;
  /** told after a call that may have replaced the kept token; a secret that is not the account's has replaced nothing */
  noteReplaced: (press: Readonly<{ appid: string; endpoint: Endpoint; secret: string }>) => void;
}>;

/** For a page without a central server behind it: every token is the caller's own. */
export const nothingKept: KeptTokens = { has: () => false, noteReplaced: () => {} };

/** Would this press put another token in the place of one that this server keeps? A plain stable_token call never does. */
export function wouldReplaceKept({ appid, endpoint, forceRefresh }: TokenForm, kept: KeptTokens): boolean {
  return (endpoint === 'token' || forceRefresh) && kept.has(appid, endpoint);
}

/** May WeChat have issued a token, whether its answer arrived or not? An errcode says that it did not. */
export function mayHaveIssued(reply: Reply<Token>): boolean {
  if (reply.kind === 'success') return true;
  return reply.kind !== 'errcode' && failureCode(reply).wasSent;
}
