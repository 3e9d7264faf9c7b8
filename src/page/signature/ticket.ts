import { clean, invisible } from '../../clean.ts';
import { readable } from '../pasted/readable.ts';
import { type NotToken, type PastedToken, readToken } from '../pasted/token.ts';
import { hasLongHex, kindOf } from '../pasted/value-kind.ts';
import { valuesIn } from '../pasted/values.ts';

export type PastedTicket =
  | Readonly<{ kind: 'empty' }>
  | Readonly<{ kind: 'ticket'; ticket: string }>
  /** an access_token stands in its place: the ticket is to be fetched. `isTaken`: more than it was pasted */
  | Readonly<{ kind: 'token'; token: string; isTaken: boolean }>
  | Readonly<{ kind: 'other'; looksLike: NotToken | 'verify_ticket' }>;

/** In characters: a ticket with all that it may be copied with. */
const longest = 16 * 1024;

/** What a text that was pasted for an access_token holds; one that is far too long is not looked through. */
export const readAccessToken = (typed: string): PastedToken =>
  typed.length > longest ? { kind: 'other', looksLike: 'unreadable' } : readToken(typed);

/** The one ticket in a text that names it, or that a terminal has wrapped. */
function ticketIn(text: string): string | undefined {
  const named = valuesIn(readable(text)).filter(({ role, kind }) => role === 'ticket' || kind === 'ticket');
  const [ticket, another] = new Set(named.map(({ value }) => value));
  if (ticket !== undefined && another === undefined && kindOf(ticket) !== 'cut') return ticket;
  const pieces = text.split(/\s+/);
  const joined = pieces.join('');
  const isWrapped =
    pieces.length <= 4 && /^[\w-]{60,}$/.test(joined) && pieces.every((piece) => /\d/.test(piece));
  return isWrapped && !hasLongHex(joined) && kindOf(joined) !== 'token' ? joined : undefined;
}

/** What a text that was pasted for a jsapi_ticket holds: it, an access_token, or something else, by its name. */
export function readTicket(typed: string): PastedTicket {
  const { value } = clean(typed);
  if (value === '') return { kind: 'empty' };
  if (value.length > longest) return { kind: 'other', looksLike: 'unreadable' };
  const single = value.replace(new RegExp(invisible, 'gu'), '').replace(/[;,。，；、]{1,3}$/, '');
  if (/^\w*ticket@@@/.test(single)) return { kind: 'other', looksLike: 'verify_ticket' };
  const kind = kindOf(single);
  const isTicket = kind === 'ticket' || kind === 'unknown';
  if (isTicket && /^[\w-]+$/.test(single) && !hasLongHex(single)) return { kind: 'ticket', ticket: single };
  const read = readToken(typed);
  const found = read.kind === 'other' ? ticketIn(value) : undefined;
  return found === undefined ? read : { kind: 'ticket', ticket: found };
}
