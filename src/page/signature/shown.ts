import { createMask } from '../../wechat/mask.ts';
import { type ValueName, type Values, valuesOf } from './fields.ts';
import type { SignatureForm } from './form.ts';
import { holdsKey } from './keys.ts';

/** An address may hold a token or a secret by its name. */
const namedSecret = /(?:secret|token|ticket|aes_?key|password)=([^&#\s]{6,})/gi;

/** Opens something or signs as somebody: in no page, header, address or log. */
const secretNames = ['ticket', 'access_token', 'token', 'encoding_aes_key'] as const;

/** Far beyond any; a longer text is none, and would cost seconds to search for. */
const longestSecret = 4096;

/** What was typed as a secret, in whatever kind of signature. `fetched`: the tickets that WeChat gave out for it. */
export const secretsOf = (
  { values, sent, accessToken }: SignatureForm,
  fetched: readonly string[] = [],
): string[] =>
  [
    ...secretNames.flatMap((name) => [values[name], sent[name]]),
    ...[...values.url.matchAll(namedSecret)].slice(0, 4).map(([, secret = '']) => secret),
    accessToken,
    ...fetched,
  ].filter((secret) => secret !== '' && secret.length <= longestSecret);

const shapes: Readonly<Partial<Record<ValueName, RegExp>>> = {
  url: /^https?:\/\//i,
  noncestr: /^[\w.-]{1,64}$/,
  timestamp: /^\d{1,13}$/,
  nonce: /^[\w.-]{1,24}$/,
  // not 32 digits, which an AppSecret has as well
  signature: /^(?:[\da-f]{40}|[\da-f]{64}|[\w+/]{27}=)$/i,
  msg_signature: /^[\da-f]{40}$/i,
  echostr: /^[\w+/=-]{1,24}$/,
  appid: /^(?:(?:wx|ww|gh_)[\w-]{0,18}|.{0,12})$/i,
};

/** In characters: what is longer costs too much to look through. */
const longest = 16 * 1024;

/** Markup or JSON without anything that looks like a token, a ticket or a key. */
const isCleanText = (text: string): boolean =>
  !/[\w+/-]{40}|(?<![\da-f])[\da-f]{32}(?![\da-f])|(?<![A-Za-z0-9])\d{1,3}_[\w-]{20}/i.test(text) &&
  !/"?secret"?\s*[:=]/i.test(text);

/** A body that is no more than a sealed message and what goes with it. */
function isCleanBody({ values, push }: SignatureForm): boolean {
  if (push.kind !== 'sealed' || !/<Encrypt>|"Encrypt"/i.test(values.body)) return false;
  return isCleanText(values.body.replace(push.encrypt, ''));
}

function isSafe(name: ValueName, form: SignatureForm): boolean {
  const value = form.values[name];
  if (name === 'body') return isCleanBody(form);
  if (name === 'message') return /^\s*[<{]/.test(value) && isCleanText(value);
  // what a noncestr looks like is free, and it stands in wx.config for everybody to read
  return shapes[name]?.test(value) === true && !holdsKey(value, name === 'noncestr');
}

/**
 * The values that stand in the form again: those that are no secrets, and cannot be one that was put into the wrong field.
 * A field that this kind of signature does not read is left empty.
 */
export function shownValues(form: SignatureForm): Values {
  const { kind, values } = form;
  const secrets = secretsOf(form).filter((secret) => secret.length > 2);
  const mask = createMask(secrets);
  const isShown = (name: ValueName): boolean =>
    valuesOf[kind].includes(name) &&
    values[name].length <= longest &&
    !(secretNames as readonly string[]).includes(name) &&
    isSafe(name, form) &&
    mask(values[name]) === values[name] &&
    !secrets.some((secret) => values[name].includes(secret));
  // the keys stay those of Values
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isShown(name as ValueName) ? value : '']),
  ) as Values;
}
