import type { Command } from '../web/tips.ts';
import { clearAllCall, clearBySecretCall, clearPathCall, formsOf } from './commands.ts';
import type { TipsContext } from './model.ts';

/** The calls of a day are used up: the one errcode that a command mends. */
export const usedUp = 45009;

/** What stands for an appid that is not known, or not shown. */
export const unknownAppid = 'APPID';

type Words = Pick<TipsContext, 't' | 'wechatApiBase'>;

/** The call that sets every count of this account back without a token. */
export const clearBySecret = (appid: string, { t, wechatApiBase }: Words): Command => ({
  heading: t.request.clearBySecret,
  hint: t.request.secretHint,
  forms: formsOf(clearBySecretCall(appid, wechatApiBase)),
});

const clearAll = ({ t: { request, sentenceGap }, wechatApiBase }: Words): Command => ({
  heading: request.clearAll,
  hint: `${request.tokenHint}${sentenceGap}${request.appidHint}`,
  forms: formsOf(clearAllCall(unknownAppid, wechatApiBase)),
});

/** The calls that set a count back, the cheapest first; whose account it is cannot be seen from a token. */
export function clearCommands(path: string, context: Words): Command[] {
  const { request } = context.t;
  const clearPath = {
    heading: request.clearPath(path),
    hint: request.tokenHint,
    forms: formsOf(clearPathCall(path, context.wechatApiBase)),
  };
  return [clearPath, clearAll(context)];
}

/** The calls that set every count of an account back, where neither the account nor the path is known. */
export function clearAllCommands(context: Words): Command[] {
  const { request } = context.t;
  const hint = `${request.secretHint}${context.t.sentenceGap}${request.appidHint}`;
  return [{ ...clearBySecret(unknownAppid, context), hint }, clearAll(context)];
}
