import { clean, invisible } from '../../clean.ts';
import { findAccounts } from '../shapes.ts';
import { readable } from './readable.ts';
import { hasLongHex, kindOf, type ValueKind } from './value-kind.ts';
import { type Found, type Role, valuesIn } from './values.ts';

/** What was pasted in place of an access_token. */
export type NotToken =
  | Exclude<ValueKind, 'token' | 'unknown'>
  | Exclude<Role, 'token' | 'bearer' | 'some_token' | 'none'>
  | 'several'
  | 'pair'
  | 'answer'
  | 'address'
  | 'unreadable';

export type PastedToken =
  | Readonly<{ kind: 'empty' }>
  /** `isTaken`: more was pasted than the token */
  | Readonly<{ kind: 'token'; token: string; isTaken: boolean }>
  | Readonly<{ kind: 'other'; looksLike: NotToken }>;

/** Under the label of an access_token these shapes count for nothing: WeChat is the judge. */
const overruled: ReadonlySet<ValueKind> = new Set(['unknown', 'key43', 'digest', 'openid']);

/** A name as general as `token` is believed from here on: the Token of a message push is shorter as a rule. */
const longEnough = 16;

const holdsSecret = (value: string): boolean =>
  hasLongHex(value) && !['digest', 'rid'].includes(kindOf(value));

function isUsable({ value, role, kind }: Found): boolean {
  if (holdsSecret(value)) return false;
  if (kind === 'token') return ['token', 'bearer', 'some_token', 'none'].includes(role);
  if (role === 'token') return overruled.has(kind);
  return kind === 'unknown' && (role === 'bearer' || (role === 'some_token' && value.length >= longEnough));
}

/** OAuth's answer and addresses call the token of a user access_token as well, and so does WeCom. */
function ownerOf(text: string, found: readonly Found[]): 'oauth' | 'wecom' | undefined {
  if (/qyapi\.weixin|\bcorp_?(?:id|secret)\b/i.test(text)) return 'wecom';
  const isOfUser =
    found.some(({ role }) => role === 'refresh_token') && found.some(({ role }) => role === 'openid');
  return isOfUser || /\/sns\/|snsapi_/.test(text) ? 'oauth' : undefined;
}

/** Said first where a text holds several of them. */
const order: readonly NotToken[] = [
  ...(['cut', 'oauth', 'cloudbase', 'component', 'wecom', 'refresh_token', 'client_key', 'ticket'] as const),
  'stand_in',
  ...(['session_key', 'auth_code', 'secret', 'placeholder', 'key43', 'openid'] as const),
];

function nameOther(text: string, found: readonly Found[]): NotToken {
  const { appids, secrets } = findAccounts(text);
  if (appids.length > 0 && secrets.length > 0) return 'pair';
  const kinds: readonly string[] = found.flatMap(({ role, kind }) =>
    kind === 'placeholder' || kind === 'cut' ? [kind] : [role, kind],
  );
  const named = order.find((name) => kinds.includes(name));
  if (named !== undefined) return named;
  if (secrets.length > 0 || found.some(({ value }) => holdsSecret(value))) return 'secret';
  if (/err_?(?:code|msg)|错误码/i.test(text)) return 'answer';
  if (appids.length > 0) return 'appid';
  return /https?:\/\//i.test(text) ? 'address' : 'unreadable';
}

function readText(text: string): PastedToken {
  const found = valuesIn(text);
  const tokens = [...new Set(found.filter(isUsable).map(({ value }) => value))];
  const [token] = tokens;
  if (tokens.length > 1) return { kind: 'other', looksLike: 'several' };
  const owner = ownerOf(text, found);
  if (token !== undefined && owner === undefined) return { kind: 'token', token, isTaken: true };
  return { kind: 'other', looksLike: token === undefined ? nameOther(text, found) : (owner ?? 'several') };
}

/** One value and nothing else: no label, no separator, no white space. */
const alone = /^[\w.~+/|!*-]+=*$/;
const cutAlone = /^[\w….*•●-]+$/;
const labelled = /token=|^https?:/i;

/**
 * What a text that was pasted for an access_token holds: the token, alone or with whatever it was copied with, or
 * something else, by its name. A value that may be a token is one: whether it works is for WeChat to say. Pure, and
 * linear in the length of the text.
 */
export function readToken(typed: string): PastedToken {
  const { value } = clean(typed);
  if (value === '') return { kind: 'empty' };
  const single = value.replace(new RegExp(invisible, 'gu'), '').replace(/^[;,，；]|[;,。，；、]{1,3}$/g, '');
  const kind = kindOf(single);
  if (alone.test(single) && !labelled.test(single)) {
    if (holdsSecret(single)) {
      return { kind: 'other', looksLike: findAccounts(single).appids.length > 0 ? 'pair' : 'secret' };
    }
    if (kind === 'token' || kind === 'unknown') {
      return { kind: 'token', token: single, isTaken: single !== value };
    }
    return { kind: 'other', looksLike: kind };
  }
  const isNamed = kind === 'cut' ? cutAlone.test(single) : kind === 'placeholder' || !/\s/.test(single);
  if (isNamed && kind !== 'unknown' && kind !== 'token') return { kind: 'other', looksLike: kind };
  return readText(readable(value));
}
