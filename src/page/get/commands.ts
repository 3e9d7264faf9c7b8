import type { Command } from '../../web/tips.ts';
import type { Reply, Token } from '../../wechat/reply.ts';
import { clearBySecret, unknownAppid, usedUp } from '../clear-commands.ts';
import { commandOf, nextCall, tokenCall } from '../commands.ts';
import type { TipsContext } from '../model.ts';
import { isSafeToShow, type TokenForm } from './form.ts';

/** The call of a press of Get to make again, and what goes on from its answer. */
export function tokenCommands(form: TokenForm, reply: Reply<Token>, context: TipsContext): Command[] {
  const { t, wechatApiBase } = context;
  const { request } = t;
  const appid = isSafeToShow(form.appid, form.secret) ? form.appid : unknownAppid;
  const same = commandOf(request.heading, tokenCall(form, appid, wechatApiBase), t, {
    hint: request.setsToken,
  });
  const next = commandOf(request.next, nextCall(wechatApiBase), t, { hint: request.nextHint, isSet: true });
  const clear = clearBySecret(appid, context);
  const isUsedUp = reply.kind === 'errcode' && reply.errcode === usedUp;
  return [...(isUsedUp ? [clear] : []), same, ...(reply.kind === 'success' ? [next] : [])];
}
