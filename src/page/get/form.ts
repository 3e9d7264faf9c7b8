import { type Cleaned, clean } from '../../clean.ts';
import { HttpError } from '../../http/http-error.ts';
import type { Endpoint } from '../../wechat/client.ts';
import { readQuotaPath } from '../check/quota-path.ts';
import { findMixedUp, type MixedUp, takeSecret } from '../pasted/account.ts';
import { type PastedToken, readToken } from '../pasted/token.ts';
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

export type FieldName = 'appid' | 'secret' | 'access_token';

export type TokenForm = Readonly<{
  appid: string;
  secret: string;
  endpoint: Endpoint;
  forceRefresh: boolean;
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
  cleaned: Readonly<Partial<Record<FieldName, Cleaned>>>;
  /** the first field that is empty, in the order in which WeChat asks for them */
  missing: 'appid' | 'secret' | undefined;
}>;

export type CheckForm = Readonly<{
  pasted: PastedToken;
  /** the path whose quota is asked for as well */
  quotaPath: string | undefined;
  /** what was typed there is no path */
  isNoPath: boolean;
  cleaned: Readonly<Partial<Record<FieldName, Cleaned>>>;
}>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001F\u007F-\u009F\uFFFD]/;

/** Fields as text by name. Repeated and unknown fields are refused (400). */
function readFields<Name extends string>(body: unknown, names: readonly Name[]): Record<Name, Cleaned> {
  const sent = new Map(Object.entries(body ?? {}));
  const known: ReadonlySet<string> = new Set(names);
  if ([...sent.keys()].some((name) => !known.has(name))) throw new HttpError('form_malformed');
  const read = (name: Name): Cleaned => {
    const value: unknown = sent.get(name) ?? '';
    if (typeof value !== 'string') throw new HttpError('form_malformed');
    const cleaned = clean(value);
    return cleaned;
  };
  // Object.fromEntries knows no key type; the keys are exactly `names`
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, Cleaned>;
}

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

const choice = <Value extends string>(value: string, allowed: readonly Value[]): Value => {
  const found = allowed.find((option) => option === value);
  if (found === undefined) throw new HttpError('form_malformed');
  return found;
};

/** Reads the fields of `POST /`. An empty field is data (`missing`); a form that no page of ours sends is refused. */
export function parseTokenForm(body: unknown): TokenForm {
  const fields = readFields(body, ['appid', 'secret', 'endpoint', 'force_refresh', 'replace_kept']);
  const appid = fields.appid.value;
  const pastedSecret = fields.secret.value;
  const mixedUp = findMixedUp(appid, pastedSecret);
  const secret = mixedUp === undefined ? takeSecret(pastedSecret) : pastedSecret;
  if (mixedUp === undefined && (control.test(appid) || control.test(secret)))
    throw new HttpError('form_malformed');
  const endpoint = choice(fields.endpoint.value || 'token', ['token', 'stable_token']);
  const forceRefresh = choice(fields.force_refresh.value, ['', 'on']) === 'on';
  const replaceKept = choice(fields.replace_kept.value, ['', 'on']) === 'on';
  if (forceRefresh && endpoint === 'token') throw new HttpError('force_refresh_needs_stable_token');
  return {
    appid,
    secret,
    endpoint,
    forceRefresh,
    replaceKept,
    hints: [appidHint(appid), secretHint(secret)].filter((hint) => hint !== undefined),
    mixedUp,
    isSandbox: /测试号|sandbox/i.test(appid + pastedSecret),
    taken: secret === pastedSecret ? [] : ['secret'],
    cleaned: { appid: fields.appid, secret: fields.secret },
    missing: appid === '' ? 'appid' : secret === '' ? 'secret' : undefined,
  };
}

/** Reads the fields of `POST /check`. */
export function parseCheckForm(body: unknown): CheckForm {
  const fields = readFields(body, ['access_token', 'quota']);
  const quotaPath = readQuotaPath(fields.quota.value);
  return {
    pasted: readToken(fields.access_token.value),
    quotaPath,
    isNoPath: quotaPath === undefined && fields.quota.value !== '',
    cleaned: { access_token: fields.access_token },
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

/** Reads the field of `POST /errcodes`: any text; line ends and tabs in a pasted body are not refused. */
export function parseLookupForm(body: unknown): string {
  const sent = new Map(Object.entries(body ?? {}));
  const reply: unknown = sent.get('reply') ?? '';
  if (typeof reply !== 'string' || [...sent.keys()].some((name) => name !== 'reply')) {
    throw new HttpError('form_malformed');
  }
  return reply;
}
