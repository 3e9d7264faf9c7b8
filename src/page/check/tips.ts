import type { NextForm } from '../../web/called.ts';
import { explainErrcode } from '../../web/explain-errcode.ts';
import { bodyOf, explainFailure } from '../../web/explain-failure.ts';
import { emptyTips, type Tips } from '../../web/tips.ts';
import { createMask } from '../../wechat/mask.ts';
import type { Quota, Reply } from '../../wechat/reply.ts';
import { clearCommands, usedUp } from '../clear-commands.ts';
import { cleanedNotes, fieldLabels } from '../form-fields.ts';
import type { TipsContext } from '../model.ts';
import { clearQuotaOf, ridOf, toCall, toPrepared } from '../onward.ts';
import type { NotToken, PastedToken } from '../pasted/token.ts';
import type { Texts } from '../texts/index.ts';
import type { CheckForm } from './form.ts';

type Verdict = 'alive' | 'dead' | 'ipNotListed' | 'noRight' | 'unknown';

const verdicts: Readonly<Record<number, Verdict>> = {
  40001: 'dead',
  40014: 'dead',
  42001: 'dead',
  40164: 'ipNotListed',
  61004: 'ipNotListed',
  48001: 'noRight',
};

/**
 * What a check says of the token. Only a list of addresses and 48001 prove that it works, only three codes that it
 * does not; a missing address on the whitelist and a busy WeChat say nothing of it.
 */
export function verdictOf(reply: Reply<unknown>): Verdict {
  if (reply.kind === 'success') return 'alive';
  return reply.kind === 'errcode' ? (verdicts[reply.errcode] ?? 'unknown') : 'unknown';
}

/** What a replaced token and a token of another account get alike; 40014 says the latter in its own meaning. */
const replacedOrForeign = 40001;

/** What a check calls. */
const checkPath = '/cgi-bin/get_api_domain_ip';

const states: Readonly<Record<Verdict, Tips['state']>> = {
  alive: 'ok',
  noRight: 'ok',
  dead: 'error',
  ipNotListed: 'error',
  unknown: 'notice',
};

/** The tips area of the check before a token was pasted. */
export const checkEmptyTips = (t: Texts, notes: readonly string[]): Tips =>
  emptyTips(t.check.emptyHeading, [], notes, 'check-sample');

/** The tips area when no token was pasted. */
export function checkMissingTips(t: Texts): Tips {
  return {
    state: 'error',
    heading: t.missing.heading,
    problems: [{ field: 'access_token', text: t.missing.access_token, go: t.missing.access_token }],
    notes: [],
    steps: [],
  };
}

/** The tips area when the quota of something was asked for that is no path of an API. */
export function noPathTips(t: Texts): Tips {
  return {
    state: 'error',
    heading: t.check.noPath,
    problems: [{ field: 'quota', text: t.check.noPathText, go: t.correct.quota }],
    notes: [t.notToken.notSent],
    steps: [],
  };
}

/** The tips area when something else than a token was pasted: what it looks like, and no verdict. */
export function notTokenTips(looksLike: NotToken, t: Texts): Tips {
  return {
    state: 'error',
    heading: t.notToken.heading,
    problems: [{ field: 'access_token', text: t.notToken[looksLike], go: t.correct.access_token }],
    notes: [t.notToken.notSent],
    steps: [],
  };
}

function explain(
  reply: Exclude<Reply<unknown>, { kind: 'success' }>,
  context: TipsContext,
  mask: (text: string) => string,
) {
  const { t, timeoutMs } = context;
  if (reply.kind !== 'errcode') return explainFailure(reply, 'use', t, timeoutMs);
  const errored = { errcode: reply.errcode, errmsg: mask(reply.errmsg) };
  return explainErrcode(errored, 'use', {
    ...context,
    callerIpLabel: t.error.ownIp,
    callerIpHint: t.error.ownIpHint,
  });
}

function quotaExtra(
  path: string,
  reply: Reply<Quota>,
  context: TipsContext,
  mask: (text: string) => string,
): NonNullable<Tips['extra']> {
  const { t } = context;
  const heading = t.check.quotaHeading(path);
  const body = { ...bodyOf(reply, t, mask), intro: t.check.quotaBody };
  if (reply.kind === 'success') {
    const share = { used: reply.used, of: reply.dailyLimit };
    return { heading, text: t.check.quotaText(reply.used, reply.dailyLimit, reply.remain), body, share };
  }
  return { heading, text: t.check.quotaFailed(explain(reply, context, mask).heading), body };
}

/** The path whose count is used up, as far as these answers tell. */
function usedUpPath(
  { quotaPath }: CheckForm,
  reply: Reply<unknown>,
  quota: Reply<Quota> | undefined,
): string | undefined {
  if (reply.kind === 'errcode' && reply.errcode === usedUp) return checkPath;
  if (quota?.kind === 'errcode' && quota.errcode === usedUp) return '/cgi-bin/openapi/quota/get';
  return quota?.kind === 'success' && quota.remain <= 0 ? quotaPath : undefined;
}

const works: ReadonlySet<Verdict> = new Set(['alive', 'noRight']);

/** Where a token that works can go on from here. */
function onward(token: string, emptied: string | undefined, t: Texts): readonly NextForm[] {
  const { onward: words } = t.check;
  const clear = { label: words.clear(emptied ?? ''), hint: words.clearCost };
  return [
    toCall(token, t.token.call),
    toPrepared(token, ridOf('RID'), { label: words.rid }),
    ...(emptied === undefined ? [] : [toPrepared(token, clearQuotaOf(emptied), clear)]),
  ];
}

type Pasted = Extract<PastedToken, { kind: 'token' }>;

/** The tips area for a check, with the quota below it when that was asked for. */
export function checkTips(
  form: CheckForm & Readonly<{ pasted: Pasted }>,
  reply: Reply<unknown>,
  quota: Reply<Quota> | undefined,
  context: TipsContext,
): Tips {
  const { t } = context;
  const mask = createMask([form.pasted.token]);
  const verdict = verdictOf(reply);
  const explained = reply.kind === 'success' ? undefined : explain(reply, context, mask);
  const emptied = usedUpPath(form, reply, quota);
  const explanation = explained?.explanation ?? { meaning: t.check.aliveMeaning, actions: [], links: [] };
  return {
    state: states[verdict],
    heading: t.check[verdict],
    problems: [],
    notes: [
      ...(form.pasted.isTaken ? [t.taken(fieldLabels.access_token)] : cleanedNotes(form, t)),
      ...(explained === undefined || verdict === 'unknown' ? [] : [explained.heading]),
      ...(reply.kind === 'errcode' && reply.errcode === replacedOrForeign ? [t.check.otherAccount] : []),
    ],
    steps: [],
    explanation,
    body: bodyOf(reply, t, mask),
    ...(works.has(verdict) ? { next: onward(form.pasted.token, emptied, t) } : {}),
    ...(emptied === undefined ? {} : { commands: clearCommands(emptied, context) }),
    ...(quota === undefined || form.quotaPath === undefined
      ? {}
      : { extra: quotaExtra(form.quotaPath, quota, context, mask) }),
  };
}
