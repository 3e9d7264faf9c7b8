import { HttpError } from '../http/http-error.ts';
import type { Endpoint } from '../wechat/client.ts';
import { type Cleaned, clean } from './clean.ts';
import { looksLikeAppid, looksLikeSecret, splitPair } from './shapes.ts';

/** A soft remark on how a value looks. It never stops a call: WeChat is the judge. */
export type Hint = 'appid_shape' | 'appid_is_original_id' | 'secret_shape' | 'fields_swapped' | 'both_in_one';

export type FieldName = 'appid' | 'secret' | 'access_token';

export type TokenForm = Readonly<{
  appid: string;
  secret: string;
  endpoint: Endpoint;
  forceRefresh: boolean;
  /** may a token that this server keeps for others be replaced? */
  replaceKept: boolean;
  hints: readonly Hint[];
  /** what was taken from around each value */
  cleaned: Readonly<Partial<Record<FieldName, Cleaned>>>;
  /** the first field that is empty, in the order in which WeChat asks for them */
  missing: 'appid' | 'secret' | undefined;
}>;

export type CheckForm = Readonly<{
  accessToken: string;
  /** the path whose quota is asked for as well */
  quotaPath: string | undefined;
  cleaned: Readonly<Partial<Record<FieldName, Cleaned>>>;
}>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001F\u007F-\u009F\uFFFD]/;

/** Fields as text by name. Repeated and unknown fields, and control characters inside a value, are refused (400). */
function readFields<Name extends string>(body: unknown, names: readonly Name[]): Record<Name, Cleaned> {
  const sent = new Map(Object.entries(body ?? {}));
  const known: ReadonlySet<string> = new Set(names);
  if ([...sent.keys()].some((name) => !known.has(name))) throw new HttpError('form_malformed');
  const read = (name: Name): Cleaned => {
    const value: unknown = sent.get(name) ?? '';
    if (typeof value !== 'string') throw new HttpError('form_malformed');
    const cleaned = clean(value);
    if (control.test(cleaned.value)) throw new HttpError('form_malformed');
    return cleaned;
  };
  // Object.fromEntries knows no key type; the keys are exactly `names`
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, Cleaned>;
}

function hintsOf(appid: string, secret: string): Hint[] {
  if (splitPair(appid) || splitPair(secret)) return ['both_in_one'];
  if (looksLikeSecret(appid) || looksLikeAppid(secret)) return ['fields_swapped'];
  const hints: Hint[] = [];
  if (appid.startsWith('gh_')) hints.push('appid_is_original_id');
  else if (appid !== '' && !looksLikeAppid(appid)) hints.push('appid_shape');
  if (secret !== '' && !looksLikeSecret(secret)) hints.push('secret_shape');
  return hints;
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
  const secret = fields.secret.value;
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
    hints: hintsOf(appid, secret),
    cleaned: { appid: fields.appid, secret: fields.secret },
    missing: appid === '' ? 'appid' : secret === '' ? 'secret' : undefined,
  };
}

/** The APIs whose daily count can be asked for on the page. */
export const quotaPaths = ['/cgi-bin/token', '/cgi-bin/stable_token'] as const;

/** Reads the fields of `POST /check`. */
export function parseCheckForm(body: unknown): CheckForm {
  const fields = readFields(body, ['access_token', 'quota']);
  const quotaPath = choice(fields.quota.value, ['', ...quotaPaths]);
  return {
    accessToken: fields.access_token.value,
    quotaPath: quotaPath === '' ? undefined : quotaPath,
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
