import type { Removed } from '../../clean.ts';
import { parseAesKey } from '../../wechat/signatures/safe-mode.ts';
import type { NotToken } from '../pasted/token.ts';
import { hasLongHex } from '../pasted/value-kind.ts';
import { type PushBody, readBody } from './body.ts';
import { type Kind, readSent, type ValueName, type Values, valuesOf } from './fields.ts';
import { holdsKey } from './keys.ts';
import { readPasted } from './paste.ts';
import { readAccessToken, readTicket } from './ticket.ts';

/** Why a value cannot be worked with. */
export type Why =
  | 'missing'
  | 'to_compare'
  | 'no_address'
  | 'long_address'
  | 'no_time'
  | 'no_nonce'
  | 'no_echostr'
  | 'no_appid'
  | 'no_signature'
  | 'no_key'
  | 'plain_body'
  | 'no_body'
  | NotToken
  | 'verify_ticket';

export type FormProblem = Readonly<{ field: ValueName; why: Why }>;

export type SignatureForm = Readonly<{
  kind: Kind;
  /** cleaned; a ticket that is none is left out */
  values: Values;
  /** as they were sent, secrets among them */
  sent: Values;
  /** the access_token, pasted in place of the ticket or beside it */
  accessToken: string;
  /** of push_decrypt */
  push: PushBody;
  showTicket: boolean;
  taken: readonly ValueName[];
  removed: readonly (readonly [ValueName, Removed])[];
  problems: readonly FormProblem[];
}>;

/** Longer than any that WeChat would take, and each is signed thousands of times. */
const longestAddress = 8192;

/** SHA-1 in hex; what another digest gives is compared as well, to name it. */
const signatureShape = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128}|[\w+/]{27}=)$/i;

type Check = (values: Values) => Why | undefined;

const isNoncestr = (text: string): boolean => /^[^\s&=]{1,64}$/.test(text) && !holdsKey(text, true);

const isTime = (text: string): boolean => /^\d{1,13}$/.test(text);

const required =
  (name: ValueName): Check =>
  (values) =>
    values[name] === '' ? 'missing' : undefined;

/** What is asked for only to compare a signature with. */
const neededFor =
  (name: ValueName, signature: 'signature' | 'msg_signature'): Check =>
  (values) =>
    values[name] === '' && values[signature] !== '' ? 'to_compare' : undefined;

const shaped =
  (name: ValueName, why: Why, isIt: (text: string) => boolean): Check =>
  (values) =>
    values[name] === '' || isIt(values[name]) ? undefined : why;

const time = shaped('timestamp', 'no_time', isTime);
// a nonce and an echostr are shown again, so a key that stands in their place is not taken for one
const nonce = shaped('nonce', 'no_nonce', (text) => /^[\w.-]{1,128}$/.test(text) && !holdsKey(text));
const echostr = shaped('echostr', 'no_echostr', (text) => /^[\w+/=-]{1,1024}$/.test(text) && !holdsKey(text));
const appid = shaped(
  'appid',
  'no_appid',
  (text) => text.length <= 64 && !holdsKey(text) && !hasLongHex(text),
);
const signature = shaped('signature', 'no_signature', (text) => signatureShape.test(text));
const msgSignature = shaped('msg_signature', 'no_signature', (text) => signatureShape.test(text));
const aesKey = shaped('encoding_aes_key', 'no_key', (text) => parseAesKey(text) !== undefined);

/** In the order in which they are said; of a field the first counts. */
const checks: Readonly<Record<Kind, readonly (readonly [ValueName, Check])[]>> = {
  jsapi: [
    ['url', shaped('url', 'no_address', (text) => /^https?:\/\/[^\s/?#]/i.test(text))],
    ['url', shaped('url', 'long_address', (text) => text.length <= longestAddress)],
    ['noncestr', neededFor('noncestr', 'signature')],
    ['noncestr', shaped('noncestr', 'no_nonce', isNoncestr)],
    ['timestamp', neededFor('timestamp', 'signature')],
    ['timestamp', time],
    ['signature', signature],
    ['appid', appid],
  ],
  push_check: [
    ['token', required('token')],
    ['timestamp', required('timestamp')],
    ['timestamp', time],
    ['nonce', required('nonce')],
    ['nonce', nonce],
    ['signature', signature],
    ['echostr', echostr],
  ],
  push_decrypt: [
    ['token', neededFor('token', 'msg_signature')],
    ['encoding_aes_key', required('encoding_aes_key')],
    ['encoding_aes_key', aesKey],
    ['appid', appid],
    ['timestamp', neededFor('timestamp', 'msg_signature')],
    ['timestamp', time],
    ['nonce', neededFor('nonce', 'msg_signature')],
    ['nonce', nonce],
    ['msg_signature', msgSignature],
    ['body', required('body')],
  ],
  push_encrypt: [
    ['token', required('token')],
    ['encoding_aes_key', required('encoding_aes_key')],
    ['encoding_aes_key', aesKey],
    ['appid', required('appid')],
    ['appid', appid],
    ['timestamp', time],
    ['nonce', nonce],
    ['message', required('message')],
  ],
};

function problemsOf(kind: Kind, values: Values): FormProblem[] {
  const problems: FormProblem[] = [];
  for (const [field, check] of checks[kind]) {
    const why = check(values);
    if (why !== undefined && !problems.some((known) => known.field === field)) problems.push({ field, why });
  }
  return problems;
}

/** White space within it, and base64's last sign, which EncodingAESKey goes without. */
const tidyKey = (text: string): string => text.replace(/\s/g, '').replace(/^(.{43})=$/, '$1');

/** A line break within an address is one that a program has put there: browsers leave it out as well. */
const tidyAddress = (text: string): string => text.replace(/[\t\r\n]/g, '');

const asTheyAre: readonly ValueName[] = ['body', 'message'];

function readAccount(values: Values): Pick<SignatureForm, 'accessToken' | 'problems'> & { ticket: string } {
  const ticket = readTicket(values.ticket);
  const token = readAccessToken(values.access_token);
  const problems: FormProblem[] = [];
  if (ticket.kind === 'other') problems.push({ field: 'ticket', why: ticket.looksLike });
  if (token.kind === 'other') problems.push({ field: 'ticket', why: token.looksLike });
  if (ticket.kind === 'empty' && token.kind === 'empty') problems.push({ field: 'ticket', why: 'missing' });
  const accessToken = token.kind === 'token' ? token.token : ticket.kind === 'token' ? ticket.token : '';
  return {
    ticket: ticket.kind === 'ticket' ? ticket.ticket : '',
    accessToken,
    problems: problems.slice(0, 1),
  };
}

/** Reads the fields of `POST /signature`. What a person did wrong in them is data; a form that no page of ours sends is refused. */
export function parseSignatureForm(body: unknown): SignatureForm {
  const { kind, values: sent, showTicket } = readSent(body);
  const lines = { ...sent, message: sent.message.replaceAll('\r\n', '\n') };
  const { values: pasted, taken, removed } = readPasted(lines, valuesOf[kind], asTheyAre);
  const values = {
    ...pasted,
    url: tidyAddress(pasted.url),
    encoding_aes_key: tidyKey(pasted.encoding_aes_key),
  };
  const common = { kind, sent, showTicket, taken, removed };
  if (kind === 'jsapi') {
    const { ticket, accessToken, problems } = readAccount(values);
    // only the ticket may be wanted
    const needsAddress = values.url === '' && !(showTicket && accessToken !== '' && values.signature === '');
    const address: FormProblem[] = needsAddress ? [{ field: 'url', why: 'missing' }] : [];
    return {
      ...common,
      values: { ...values, ticket },
      accessToken,
      push: { kind: 'none' },
      problems: [...problems, ...address, ...problemsOf(kind, values)],
    };
  }
  const push: PushBody = kind === 'push_decrypt' ? readBody(values.body) : { kind: 'none' };
  const unread = kind === 'push_decrypt' && values.body.trim() !== '' && push.kind !== 'sealed';
  const problem: FormProblem = { field: 'body', why: push.kind === 'plain' ? 'plain_body' : 'no_body' };
  return {
    ...common,
    values,
    accessToken: '',
    push,
    problems: [...problemsOf(kind, values), ...(unread ? [problem] : [])],
  };
}
