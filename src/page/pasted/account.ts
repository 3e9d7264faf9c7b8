import { findAccounts, looksLikeAppid, looksLikeSecret, splitPair } from '../shapes.ts';
import { readable } from './readable.ts';
import { hasLongHex, kindOf } from './value-kind.ts';
import { valuesIn } from './values.ts';

/**
 * Why a Get is not sent as it was filled in: a field holds what belongs into another one, so that a secret would go out
 * as something else, or holds more than its value. `appid` is the one AppID in it, where there is one.
 */
export type MixedUp = Readonly<{
  field: 'appid' | 'secret';
  what:
    | 'both_in_one'
    | 'several'
    | 'more_than_appid'
    | 'fields_swapped'
    | 'secret_as_appid'
    | 'token_as_value';
  appid?: string;
}>;

const labelledPair =
  /app_?id["']?\s{0,9}[:=]\s{0,9}["']?[^\s"'&,;]{1,64}[\s\S]{0,200}?secret["']?\s{0,9}[:=]\s{0,9}["']?([^\s"'&,;}]{1,128})/i;

/** A pair has some 80 characters with all that is around it; a longer text is searched no further for odd ones. */
const longestPair = 400;

function pairIn(text: string): Pick<MixedUp, 'what' | 'appid'> | undefined {
  const pair = splitPair(text);
  if (pair !== undefined) return { what: 'both_in_one', appid: pair.appid };
  const { appids, secrets } = findAccounts(text);
  if (appids.length > 0 && secrets.length > 0) return { what: 'several' };
  const named = labelledPair.exec(text.slice(0, longestPair))?.[1];
  if (named === undefined || kindOf(named) === 'placeholder') return undefined;
  const [appid] = appids;
  return { what: 'both_in_one', ...(appid === undefined || appids.length > 1 ? {} : { appid }) };
}

const holdsToken = (text: string): boolean =>
  kindOf(text) === 'token' || valuesIn(text).some(({ kind }) => kind === 'token');

/** Texts that are a part of everything by chance. */
const shortestSecret = 6;

/** A run that is longer than every AppID, and no words: a ticket, an EncodingAESKey, a client key. */
const holdsKey = (text: string): boolean =>
  kindOf(text) === 'session_key' || text.match(/[\w+/-]{32,}/g)?.some((run) => /\d/.test(run)) === true;

/** No AppID is as long, so that this may be a secret of any shape. */
const longestAppid = 24;

function appidMixedUp(appid: string, secret: string): MixedUp | undefined {
  if (looksLikeAppid(appid)) return undefined;
  const field = 'appid';
  const text = readable(appid);
  const pair = pairIn(text);
  if (pair !== undefined) return { field, ...pair };
  const { appids } = findAccounts(text);
  if (appids.length > 1) return { field, what: 'several' };
  const [found] = appids;
  if (found !== undefined && found !== appid) return { field, what: 'more_than_appid', appid: found };
  if (holdsToken(text)) return { field, what: 'token_as_value' };
  const isRepeated = secret.length >= shortestSecret && appid.includes(secret);
  const isSecret = isRepeated || hasLongHex(text) || holdsKey(text);
  if (looksLikeAppid(secret) && (isSecret || appid.length > longestAppid)) {
    return { field, what: 'fields_swapped' };
  }
  return isSecret ? { field, what: 'secret_as_appid' } : undefined;
}

function secretMixedUp(secret: string): MixedUp | undefined {
  const field = 'secret';
  if (looksLikeSecret(secret)) return undefined;
  const text = readable(secret);
  const pair = pairIn(text);
  if (pair !== undefined) return { field, ...pair };
  if (findAccounts(text).secrets.length > 1) return { field, what: 'several' };
  return holdsToken(text) ? { field, what: 'token_as_value' } : undefined;
}

/** What is mixed up in the two fields of a Get, the AppID's first; undefined where WeChat is to judge. */
export const findMixedUp = (appid: string, secret: string): MixedUp | undefined =>
  appidMixedUp(appid, secret) ?? secretMixedUp(secret);

/** The AppSecret in a text that holds one, by its shape, and more than it; else the text as it is. */
export function takeSecret(typed: string): string {
  const text = readable(typed);
  const { appids, secrets } = findAccounts(text);
  const [secret] = secrets;
  if (secret === undefined || secrets.length > 1 || appids.length > 0) return typed;
  const at = text.indexOf(secret);
  // as a part of a longer word it may be anything
  const isAlone = !/[\w-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + secret.length] ?? ' ');
  return at === -1 || !isAlone ? typed : secret;
}
