import { kindOf, type ValueKind } from './value-kind.ts';

/** What a value is called where it was found; `token`: an access_token, or something that is used as one. */
export type Role =
  | 'token'
  | 'bearer'
  | 'some_token'
  | 'cloudbase'
  | 'component'
  | 'wecom'
  | 'oauth'
  | 'refresh_token'
  | 'ticket'
  | 'session_key'
  | 'secret'
  | 'key43'
  | 'openid'
  | 'auth_code'
  | 'none';

export type Found = Readonly<{ value: string; role: Role; kind: ValueKind }>;

/** With up to a word before it, which may make something else of it: `component_access_token`. */
const label =
  /([a-z]{0,12}?[_\-. ]?)(access[_\-. ]?token|refresh[_\-. ]?token|ticket|session[_\-. ]?key|app[_\-. ]?secret|corp[_\-. ]?secret|secret|encoding[_\-. ]?aes[_\-. ]?key|openid|unionid|(?:js|auth)[_\-. ]?code|bearer|token)(?![A-Za-z0-9_])/gi;

/** Between a label and its value: what JSON, dumps of all languages, XML, tables, shells and people put there. */
const between =
  /["\])>*|]{0,4}(?:<\/?\w{1,10}>\s?){0,3}(?: ?:? {0,4}(?:string|str|char ?\*|varchar)\b)?\s{0,8}(?:=+>|:=|=+|-+>|:+|\||,|is |was |为|是|;)?[\s>|-]{0,12}(?:string\(\d+\) ?|s:\d+:|[ub@](?=")|<!\[CDATA\[|\[\[|\d\) ?){0,2}(?:bearer\s+)?["[(<{$]{0,4}/iy;

const inValue = /[^\s"&,;<>(){}[\]|\\?#=:]*=*/y;
const plainRun = /[\w-]+/y;

const roles: readonly (readonly [RegExp, Role])[] = [
  [/refresh/, 'refresh_token'],
  [/ticket/, 'ticket'],
  [/session/, 'session_key'],
  [/secret/, 'secret'],
  [/aes/, 'key43'],
  [/openid|unionid/, 'openid'],
  [/code/, 'auth_code'],
  [/bearer/, 'bearer'],
];

const owners: readonly (readonly [RegExp, Role])[] = [
  [/cloudbase/, 'cloudbase'],
  [/component/, 'component'],
  [/suite|provider|corp|wecom|wework/, 'wecom'],
  [/oauth|sns|user|web/, 'oauth'],
];

/** A csrf_token, an id_token and many more are none of WeChat's. */
const anyToken = /^(?:(?:wx|wechat|weixin|mp|api|new|old|my)[_\-.]?|.* )?$/;

function roleOf(prefix: string, key: string): Role {
  const role = roles.find(([pattern]) => pattern.test(key));
  if (role !== undefined) return role[1];
  const owner = owners.find(([pattern]) => pattern.test(prefix));
  if (owner !== undefined) return owner[1];
  if (key !== 'token') return 'token';
  return anyToken.test(prefix) ? 'some_token' : 'none';
}

/** "access_token missing" is a sentence; a value has a sign before it, or a digit in it. */
function isSentence(gap: string, value: string): boolean {
  if (/[="$<{[]/.test(gap)) return false;
  return /^[a-z]+$/i.test(value) || (!/\d/.test(value) && !/[:>|,为是;]|bearer/i.test(gap));
}

function runAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Could this line be the rest of a value that was wrapped? A word, a number or a value of its own is not. */
const isRest = (run: string): boolean =>
  run.length >= 8 && /\d/.test(run) && /[a-z]/i.test(run) && kindOf(run) === 'unknown';

/** Up to the end of the text; more pieces than these no token comes in. */
const piecesBehind = /(?: +[\w-]{8,}){1,8}(?=[\s"]*$)/y;

/** What blanks have broken off, where nothing else follows: a chat makes them of line ends. A word or a name is not it. */
function piecesAt(text: string, end: number): string {
  const pieces = runAt(piecesBehind, text, end).trim().split(/ +/);
  const isRandom = (piece: string): boolean => isRest(piece) && /[A-Z]/.test(piece) && /[a-z]/.test(piece);
  return pieces.every(isRandom) ? pieces.join('') : '';
}

/** A value from `at` on, with the further lines over which a terminal or a mail has broken it. */
function valueAt(text: string, at: number): Readonly<{ value: string; end: number }> {
  const start = runAt(inValue, text, at);
  const quote = text[at - 1] === '"';
  let value = start;
  let end = at + start.length;
  let joined = value;
  for (let next = /\\?\n *(?=[\w-])/y; quote || value.length >= 40; ) {
    next.lastIndex = end;
    const gap = next.exec(text)?.[0];
    if (gap === undefined) break;
    const run = runAt(plainRun, text, end + gap.length);
    const after = text[end + gap.length + run.length] ?? '\n';
    if (!quote && after !== '&' && (!/\s/.test(after) || !isRest(run))) break;
    joined += run;
    end += gap.length + run.length;
    if (!quote) value = joined;
  }
  // a quote that never closes tells nothing of the next line
  if (quote && text[end] === '"') value = joined;
  if (value.length >= 40) value += piecesAt(text, end);
  return { value: value.replace(/(?<![.。，；、!])[.。，；、!]$/, ''), end };
}

/** A token as WeChat issues them, without a label. */
const bare = /(?<![A-Za-z0-9])\d{1,3}_[\w-]{20,}/g;

/** A label within what another label names: `AccessToken(accessToken=…`. */
function isLabel(text: string, at: number, value: string, end: number): boolean {
  const next = text[end] ?? '';
  if (text[at - 1] === '"') return false;
  return value.endsWith('=') ? /["\w]/.test(next) : next === ':' && !/\d/.test(value);
}

type Place = Readonly<{ start: number; end: number }>;

/** No run of characters is read twice, so that this stays linear. */
function labelledIn(text: string, places: Place[]): Found[] {
  const found: Found[] = [];
  let readUntil = 0;
  for (const { 0: words, 1: prefix = '', 2: key = '', index } of text.matchAll(label)) {
    if (index + words.length < readUntil) continue;
    const gap = runAt(between, text, index + words.length);
    const start = index + words.length + gap.length;
    const { value, end } = valueAt(text, start);
    readUntil = start + value.replace(/=+$/, '').length;
    if (gap === '' || value === '' || isLabel(text, start, value, end)) continue;
    readUntil = end + 1;
    if (!/bearer/i.test(key) && isSentence(gap, value)) continue;
    const role = roleOf(prefix.toLowerCase(), key.toLowerCase());
    found.push({ value, role, kind: kindOf(gap.endsWith('$') ? `$${value}` : value) });
    places.push({ start, end });
  }
  return found;
}

/** Every value of a readable text that has a label, and every one that looks like a token without any. */
export function valuesIn(text: string): Found[] {
  const places: Place[] = [];
  const found = labelledIn(text, places);
  let readUntil = 0;
  for (const { index } of text.matchAll(bare)) {
    if (index < readUntil || places.some(({ start, end }) => index >= start && index < end)) continue;
    const { value, end } = valueAt(text, index);
    readUntil = end;
    const isCut = /^(?:…|\.{2}|\*{2})/.test(text.slice(end, end + 2));
    found.push({ value, role: 'none', kind: isCut ? 'cut' : kindOf(value) });
  }
  return found;
}
