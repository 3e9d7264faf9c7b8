import { choice, readTexts } from '../form-fields.ts';

export const kinds = ['jsapi', 'push_check', 'push_decrypt', 'push_encrypt'] as const;

/** What is signed: a page for the JS-SDK, the check of a server's address, a sealed message, the sealed reply to one. */
export type Kind = (typeof kinds)[number];

/** Every value of the form, and what it is called on the page and in WeChat's console. */
export const labels = {
  ticket: 'jsapi_ticket',
  access_token: 'access_token',
  url: 'url',
  noncestr: 'noncestr',
  timestamp: 'timestamp',
  signature: 'signature',
  appid: 'AppID',
  token: 'Token',
  nonce: 'nonce',
  echostr: 'echostr',
  encoding_aes_key: 'EncodingAESKey',
  msg_signature: 'msg_signature',
  body: 'body',
  message: 'message',
} as const;

export type ValueName = keyof typeof labels;

export type Values = Readonly<Record<ValueName, string>>;

// the keys of the object above, which has no others
export const valueNames = Object.keys(labels) as readonly ValueName[];

// as above
export const noValues = Object.fromEntries(valueNames.map((name) => [name, ''])) as Values;

/** What each kind reads; the other fields may hold something, which is left where it is. */
export const valuesOf: Readonly<Record<Kind, readonly ValueName[]>> = {
  jsapi: ['ticket', 'access_token', 'url', 'noncestr', 'timestamp', 'signature', 'appid'],
  push_check: ['token', 'timestamp', 'nonce', 'signature', 'echostr'],
  push_decrypt: ['token', 'encoding_aes_key', 'appid', 'timestamp', 'nonce', 'msg_signature', 'body'],
  push_encrypt: ['token', 'encoding_aes_key', 'appid', 'timestamp', 'nonce', 'message'],
};

export type Sent = Readonly<{
  kind: Kind;
  values: Values;
  /** a ticket that is fetched is to be shown */
  showTicket: boolean;
}>;

/** The fields as sent. Repeated and unknown fields, and a kind that is none, are refused (400). No kind is the first. */
export function readSent(body: unknown): Sent {
  const { kind, show_ticket: show, ...values } = readTexts(body, ['kind', 'show_ticket', ...valueNames]);
  return {
    kind: choice(kind || 'jsapi', kinds),
    values,
    showTicket: choice(show, ['', 'on']) === 'on',
  };
}
