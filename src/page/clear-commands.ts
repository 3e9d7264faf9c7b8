import type { Command } from '../web/tips.ts';
import { clearAllCall, clearBySecretCall, clearPathCall, commandOf } from './commands.ts';
import type { TipsContext } from './model.ts';

/** The calls of a day are used up: the one errcode that a command mends. */
export const usedUp = 45009;

/** What stands for an appid that is not known, or not shown. */
export const unknownAppid = 'APPID';

type Words = Pick<TipsContext, 't' | 'wechatApiBase'>;

/** The call that sets every count of this account back without a token. */
export const clearBySecret = (appid: string, { t, wechatApiBase }: Words): Command =>
  commandOf(
    t.request.clearBySecret,
    clearBySecretCall(appid, wechatApiBase),
    t,
    appid === unknownAppid ? { hint: t.request.appidHint } : {},
  );

const clearAll = ({ t, wechatApiBase }: Words): Command =>
  commandOf(t.request.clearAll, clearAllCall(unknownAppid, wechatApiBase), t, { hint: t.request.appidHint });

/** The calls that set a count back, the cheapest first; whose account it is cannot be seen from a token. */
export function clearCommands(path: string, context: Words): Command[] {
  const { t, wechatApiBase } = context;
  return [commandOf(t.request.clearPath(path), clearPathCall(path, wechatApiBase), t), clearAll(context)];
}

/** The calls that set every count of an account back, where neither the account nor the path is known. */
export const clearAllCommands = (context: Words): Command[] => [
  clearBySecret(unknownAppid, context),
  clearAll(context),
];
