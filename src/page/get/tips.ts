import { explainErrcode } from '../../web/explain-errcode.ts';
import { bodyOf, explainFailure } from '../../web/explain-failure.ts';
import { moment, type Occasion, type Tips, type TokenView } from '../../web/tips.ts';
import { createMask } from '../../wechat/mask.ts';
import type { Answer, Reply, Token } from '../../wechat/reply.ts';
import { cleanedNotes, fieldLabels } from '../form-fields.ts';
import type { TipsContext } from '../model.ts';
import { toCall } from '../onward.ts';
import type { MixedUp } from '../pasted/account.ts';
import type { Texts } from '../texts/index.ts';
import { tokenCommands } from './commands.ts';
import { isSafeToShow, type TokenForm } from './form.ts';
import { goOf } from './mended-at.ts';

/** Bodies that WeChat itself sends for a missing field; answered here, without a call. */
export const missingBodies = {
  appid: '{"errcode":41002,"errmsg":"appid missing"}',
  secret: '{"errcode":41004,"errmsg":"appsecret missing"}',
} as const;

/** Hides what was typed as a secret, and an appid that may be one, in anything that WeChat sent. */
export function maskFor({ appid, secret }: TokenForm): (text: string) => string {
  return createMask([secret, ...(isSafeToShow(appid, secret) ? [] : [appid])]);
}

/** What was cleaned, taken or looks odd, in words. */
export const notesOf = (form: TokenForm, t: Texts): string[] => [
  ...cleanedNotes(form, t),
  ...form.taken.map((field) => t.taken(fieldLabels[field])),
  ...form.hints.map((hint) => t.hints[hint]),
  ...(form.isSandbox ? [t.mixedUp.sandbox] : []),
];

/** The tips area when a field is empty. */
export function missingTips(form: TokenForm, missing: 'appid' | 'secret', { t }: TipsContext): Tips {
  const fields = (['appid', 'secret'] as const).filter((field) => form[field] === '');
  return {
    state: 'error',
    heading: t.missing.heading,
    problems: fields.map((field) => ({ field, text: t.missing[field], go: t.missing[field] })),
    notes: notesOf(form, t),
    steps: [],
    explanation: { meaning: t.missing.meaning[missing], actions: [], links: [] },
    body: { intro: t.notAsked, facts: [], text: missingBodies[missing], holdsToken: false },
  };
}

/** The tips area in place of a call that would send a value as something else. */
export function mixedUpTips(form: TokenForm, { field, what, appid }: MixedUp, { t }: TipsContext): Tips {
  return {
    state: 'error',
    heading: t.missing.heading,
    problems: [{ field, text: t.hints[what], go: t.correct[field] }],
    notes: form.isSandbox ? [t.mixedUp.sandbox] : [],
    steps: [],
    explanation: { meaning: mixedUpHint(appid, t), actions: [], links: [] },
  };
}

/** What became of it and what to do, in one string. */
export function mixedUpHint(appid: string | undefined, { mixedUp }: Texts): string {
  return [mixedUp.notSent, ...(appid === undefined ? [] : [mixedUp.offer(appid)])].join(' ');
}

/** A token whose account is kept here: the next one, which this server fetches at once, retires it in five minutes. */
const keptOverlapS = 300;

function livesS({ endpoint }: TokenForm, { expiresIn }: Token, hasReplaced: boolean): number | undefined {
  const isRetired = hasReplaced && endpoint === 'token';
  return isRetired && expiresIn !== undefined ? Math.min(expiresIn, keptOverlapS) : expiresIn;
}

function tokenNotes(form: TokenForm, reply: Answer & Token, t: Texts, hasReplaced: boolean): string[] {
  const former = {
    token: t.token.former,
    stable_token: form.forceRefresh ? t.token.forced : t.token.stable,
  };
  return [
    ...(hasReplaced ? [t.kept.replaced[form.endpoint]] : []),
    former[form.endpoint],
    ...(reply.expiresIn === undefined ? [t.token.badExpiresIn] : []),
    ...(reply.isClamped ? [t.token.clamped] : []),
  ];
}

/** What was asked, and of which endpoint. */
const askedOf = (form: TokenForm): string[] => [
  ...(isSafeToShow(form.appid, form.secret) ? [form.appid] : []),
  `cgi-bin/${form.endpoint}`,
];

const longestEdge = 6;

/** Enough of both ends to tell two tokens apart, and too little to use one. */
function withoutMiddle(token: string): string {
  const edge = Math.min(longestEdge, Math.floor(token.length / 4));
  return `${token.slice(0, edge)}…${token.slice(token.length - edge)}`;
}

function tokenView(
  form: TokenForm,
  reply: Answer & Token,
  t: Texts,
  mask: (text: string) => string,
  hasReplaced: boolean,
): TokenView {
  const { accessToken, received } = reply;
  const lives = livesS(form, reply, hasReplaced);
  const value = mask(accessToken);
  return {
    value,
    printed: withoutMiddle(value),
    length: t.token.length(accessToken.length),
    livesS: lives,
    ends: lives === undefined ? undefined : moment(received.receivedAt + lives * 1000),
  };
}

/** What a token was asked for with. */
export const occasionOf = ({ forceRefresh }: TokenForm): Occasion => (forceRefresh ? 'force' : 'fetch');

/** The tips area where the address was asked for and WeChat does not refuse it. */
const acceptedTips = (form: TokenForm, t: Texts): Tips => ({
  state: 'ok',
  heading: t.ask.accepted,
  problems: [],
  notes: notesOf(form, t),
  steps: [],
  explanation: { meaning: t.ask.acceptedMeaning, actions: [], links: [] },
  about: { codes: askedOf(form), texts: [t.token.stable] },
});

/**
 * The tips area for WeChat's answer, or for the lack of one. `hasReplaced`: the call may have replaced a token that this
 * server keeps, and it has been told.
 */
export function tokenTips(
  form: TokenForm,
  reply: Reply<Token>,
  context: TipsContext,
  hasReplaced: boolean,
): Tips {
  const { t, timeoutMs } = context;
  const mask = maskFor(form);
  const body = bodyOf(reply, t, mask);
  const isMasked = reply.kind !== 'network' && body.text !== reply.text;
  const common = {
    problems: [],
    notes: [
      ...notesOf(form, t),
      ...(isMasked ? [t.masked] : []),
      ...(hasReplaced && reply.kind !== 'success' ? [t.kept.mayBeReplaced] : []),
    ],
    steps: [],
    durationMs: reply.kind === 'network' ? reply.durationMs : reply.received.durationMs,
    body,
    commands: tokenCommands(form, reply, context),
    reload: form.forceRefresh ? t.token.reloadForce : t.token.reload,
  };
  if (reply.kind === 'success' && form.asksAddress) return acceptedTips(form, t);
  if (reply.kind === 'success') {
    const token = tokenView(form, reply, t, mask, hasReplaced);
    const heading = t.token.heading(livesS(form, reply, hasReplaced));
    const about = { codes: askedOf(form), texts: tokenNotes(form, reply, t, hasReplaced) };
    return { state: 'ok', heading, token, about, next: [toCall(token.value, t.token.call)], ...common };
  }
  const errored = { ...context, callerIpLabel: t.error.ownIp, callerIpHint: t.error.ownIpHint };
  const explained =
    reply.kind === 'errcode'
      ? explainErrcode({ ...reply, errmsg: mask(reply.errmsg) }, 'fetch', errored)
      : explainFailure(reply, occasionOf(form), t, timeoutMs);
  const go = reply.kind === 'errcode' ? goOf(reply.errcode, t) : undefined;
  const about = { codes: askedOf(form), texts: [] };
  return { state: 'error', ...explained, about, ...(go === undefined ? {} : { go }), ...common };
}
