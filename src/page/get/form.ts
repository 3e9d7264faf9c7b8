import { HttpError } from '../../http/http-error.ts';
import type { Endpoint } from '../../wechat/client.ts';
import { type CleanedFields, choice, type FieldName, readFields } from '../form-fields.ts';
import { findMixedUp, type MixedUp, takeSecret } from '../pasted/account.ts';
import { kindOf } from '../pasted/value-kind.ts';
import { looksLikeAppid, looksLikeSecret } from '../shapes.ts';

/** A soft remark on how a value looks. It never stops a call: WeChat is the judge. */
export type Hint =
  | 'appid_shape'
  | 'appid_is_original_id'
  | 'appid_is_corpid'
  | 'appid_is_guest'
  | 'appid_is_placeholder'
  | 'secret_shape'
  | 'secret_is_placeholder'
  | 'secret_is_key43'
  | 'secret_is_appid';

export type TokenForm = Readonly<{
  appid: string;
  secret: string;
  endpoint: Endpoint;
  forceRefresh: boolean;
  /** Is the address asked for that WeChat sees? Then no token is shown, and by this call none is replaced. */
  asksAddress: boolean;
  /** may a token that this server keeps for others be replaced? */
  replaceKept: boolean;
  hints: readonly Hint[];
  /** what stands in the wrong field, or beside a value: this is not sent */
  mixedUp: MixedUp | undefined;
  /** does what was typed name a sandbox account? */
  isSandbox: boolean;
  /** the values that were taken out of more than them */
  taken: readonly FieldName[];
  /** what was taken from around each value */
  cleaned: CleanedFields;
  /** the first field that is empty, in the order in which WeChat asks for them */
  missing: 'appid' | 'secret' | undefined;
}>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001F\u007F-\u009F\uFFFD]/;

function appidHint(appid: string): Hint | undefined {
  if (appid === '' || looksLikeAppid(appid)) return undefined;
  if (appid.startsWith('gh_')) return 'appid_is_original_id';
  const kind = kindOf(appid);
  return kind === 'corpid' || kind === 'guest' || kind === 'placeholder' ? `appid_is_${kind}` : 'appid_shape';
}

function secretHint(secret: string): Hint | undefined {
  if (secret === '' || looksLikeSecret(secret)) return undefined;
  const kind = kindOf(secret);
  return kind === 'appid' || kind === 'key43' || kind === 'placeholder'
    ? `secret_is_${kind}`
    : 'secret_shape';
}

/** Reads the fields of `POST /`. An empty field is data (`missing`); a form that no page of ours sends is refused. */
export function parseTokenForm(body: unknown): TokenForm {
  const fields = readFields(body, ['appid', 'secret', 'endpoint', 'force_refresh', 'replace_kept', 'ask']);
  const appid = fields.appid.value;
  const pastedSecret = fields.secret.value;
  const mixedUp = findMixedUp(appid, pastedSecret);
  const secret = mixedUp === undefined ? takeSecret(pastedSecret) : pastedSecret;
  if (mixedUp === undefined && (control.test(appid) || control.test(secret)))
    throw new HttpError('form_malformed');
  const asksAddress = choice(fields.ask.value, ['', 'address']) === 'address';
  const chosen = choice(fields.endpoint.value || 'token', ['token', 'stable_token']);
  const isForced = choice(fields.force_refresh.value, ['', 'on']) === 'on';
  const endpoint = asksAddress ? 'stable_token' : chosen;
  const forceRefresh = isForced && !asksAddress;
  const replaceKept = choice(fields.replace_kept.value, ['', 'on']) === 'on';
  if (isForced && chosen === 'token') throw new HttpError('force_refresh_needs_stable_token');
  return {
    appid,
    secret,
    endpoint,
    forceRefresh,
    asksAddress,
    replaceKept,
    hints: [appidHint(appid), secretHint(secret)].filter((hint) => hint !== undefined),
    mixedUp,
    isSandbox: /测试号|sandbox/i.test(appid + pastedSecret),
    taken: secret === pastedSecret ? [] : ['secret'],
    cleaned: { appid: fields.appid, secret: fields.secret },
    missing: appid === '' ? 'appid' : secret === '' ? 'secret' : undefined,
  };
}

const knownShape = /^(wx|ww|gh_)[\w-]{0,16}$/;

/**
 * May this appid be written into the answer? Only if it cannot be a secret that was put into the wrong field, whole or
 * in part, spaced out or in full-width characters: the answer never holds what was given as one.
 */
export function isSafeToShow(appid: string, secret: string): boolean {
  if (/secret/i.test(appid) || (secret !== '' && appid.includes(secret))) return false;
  if (knownShape.test(appid)) return true;
  const { length } = appid.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
  // such as an unfilled ${appid}, or markup: no secret has these characters
  return length <= 12 || (length <= 24 && /[<>{}$]/.test(appid));
}
