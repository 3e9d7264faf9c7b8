import type { Ways } from '../../web/called.ts';
import { explainErrcode } from '../../web/explain-errcode.ts';
import { bodyOf, explainFailure } from '../../web/explain-failure.ts';
import type { Tips } from '../../web/tips.ts';
import type { ApiAnswer } from '../../wechat/api-reply.ts';
import { isFreeRead } from '../../wechat/apis.ts';
import { createBodyMask } from '../../wechat/mask-body.ts';
import type { Reply } from '../../wechat/reply.ts';
import { usedUp } from '../clear-commands.ts';
import type { TipsContext } from '../model.ts';
import {
  callPrepared,
  clearEveryQuota,
  clearQuotaOf,
  quotaOf,
  ridOf,
  toCheck,
  toPrepared,
} from '../onward.ts';
import { calledOf, strayOf } from './called.ts';
import { sameCall } from './commands.ts';
import type { CallForm } from './form.ts';
import { type CallTexts, callTexts } from './texts/index.ts';
import { takenNotes } from './tips.ts';

/** What helps where the calls of a day are used up, in order; whether it is sent is asked once more. */
const waysOut = (accessToken: string, path: string, c: CallTexts): Ways => ({
  heading: c.usedUp.heading,
  steps: [c.usedUp.loop, c.usedUp.stable],
  forms: [
    toPrepared(accessToken, clearQuotaOf(path), {
      label: c.usedUp.clearPath(path),
      hint: c.usedUp.clearPathCost,
    }),
    toPrepared(accessToken, clearEveryQuota, { label: c.usedUp.clearAll, hint: c.usedUp.clearAllCost }),
  ],
  note: c.usedUp.unknownLeft,
});

type Quota = Readonly<{ path: string; remain: number; limit: number }>;

/** What an answer of openapi/quota/get tells of the path that was asked about. */
function quotaIn(form: CallForm, reply: Reply<ApiAnswer>): Quota | undefined {
  if (form.api?.id !== 'openapi/quota/get' || reply.kind !== 'success' || !form.body.ok) return undefined;
  const asked: unknown = Reflect.get(Object(form.body.value), 'cgi_path');
  try {
    const quota: unknown = Reflect.get(Object(JSON.parse(reply.text ?? '')), 'quota');
    const remain: unknown = Reflect.get(Object(quota), 'remain');
    const limit: unknown = Reflect.get(Object(quota), 'daily_limit');
    const isWhole = typeof asked === 'string' && typeof remain === 'number' && typeof limit === 'number';
    return isWhole ? { path: asked, remain, limit } : undefined;
  } catch {
    return undefined;
  }
}

const headings = { json: 'answered', picture: 'picture', file: 'file' } as const;

/** The tips area for WeChat's answer, or for the lack of one. */
export function callTips(
  form: CallForm,
  { token, path }: Readonly<{ token: string; path: string }>,
  reply: Reply<ApiAnswer>,
  context: TipsContext,
): Tips {
  const { t, lang, timeoutMs } = context;
  const c = callTexts[lang];
  const mask = createBodyMask(token);
  const words = { t, c };
  const quota = quotaIn(form, reply);
  const next = [callPrepared(token, quotaOf(path), { label: c.quotaOf }), toCheck(token, c.checkToken)];
  const common = {
    problems: [],
    steps: [],
    notes: takenNotes(form, context),
    durationMs: reply.kind === 'network' ? reply.durationMs : reply.received.durationMs,
    commands: [sameCall(form, path, context)],
    reload: c.reload,
    next,
  };
  if (reply.kind === 'success') {
    return {
      ...common,
      state: 'ok',
      heading: c[headings[reply.content]],
      notes: [...common.notes, ...(quota === undefined ? [] : [c.left(quota.remain, quota.limit)])],
      called: calledOf(reply, form, path, words, mask),
      ...(quota !== undefined && quota.remain <= 0 ? { ways: waysOut(token, quota.path, c) } : {}),
    };
  }
  if (reply.kind === 'errcode') {
    const errored = { errcode: reply.errcode, errmsg: mask(reply.errmsg) };
    const explained = explainErrcode(errored, 'use', {
      ...context,
      path,
      callerIpLabel: t.error.ownIp,
      callerIpHint: t.error.ownIpHint,
    });
    const rid = explained.explanation.rid?.value;
    const isUsedUp = reply.errcode === usedUp;
    return {
      ...common,
      state: 'error',
      heading: explained.heading,
      // said once: the ways out are the actions, each with its press
      explanation: { ...explained.explanation, ...(isUsedUp ? { actions: [], steps: [] } : {}) },
      body: bodyOf(reply, t, mask),
      next: [
        ...(rid === undefined ? [] : [callPrepared(token, ridOf(rid), { label: c.lookUpRid })]),
        ...next,
      ],
      ...(isUsedUp ? { ways: waysOut(token, path, c) } : {}),
    };
  }
  const stray = reply.kind === 'network' ? undefined : strayOf(reply, form, path, words, mask);
  return {
    ...common,
    state: 'error',
    ...explainFailure(reply, isFreeRead(form.api) ? 'read' : 'act', t, timeoutMs),
    body: bodyOf(reply, t, mask),
    ...(stray === undefined ? {} : { called: stray }),
  };
}
