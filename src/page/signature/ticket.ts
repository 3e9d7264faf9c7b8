import { clean, invisible } from '../../clean.ts';
import { type NotToken, readToken } from '../pasted/token.ts';
import { hasLongHex, kindOf } from '../pasted/value-kind.ts';

export type PastedTicket =
  | Readonly<{ kind: 'empty' }>
  | Readonly<{ kind: 'ticket'; ticket: string }>
  /** an access_token stands in its place: the ticket is to be fetched. `isTaken`: more than it was pasted */
  | Readonly<{ kind: 'token'; token: string; isTaken: boolean }>
  | Readonly<{ kind: 'other'; looksLike: NotToken | 'verify_ticket' }>;

/** What a text that was pasted for a jsapi_ticket holds: it, an access_token, or something else, by its name. */
export function readTicket(typed: string): PastedTicket {
  const { value } = clean(typed);
  if (value === '') return { kind: 'empty' };
  const single = value.replace(new RegExp(invisible, 'gu'), '');
  if (/^\w*ticket@@@/.test(single)) return { kind: 'other', looksLike: 'verify_ticket' };
  const kind = kindOf(single);
  const isTicket = kind === 'ticket' || kind === 'unknown';
  if (isTicket && /^[\w-]+$/.test(single) && !hasLongHex(single)) return { kind: 'ticket', ticket: single };
  return readToken(typed);
}
