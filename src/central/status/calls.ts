import { findErrcode, type Lang } from '../../wechat/errcodes.ts';
import type { Client } from '../accounts/accounts.ts';
import type { StatusTexts } from './texts/index.ts';

/** What a client has called of one path within the last hour, and what came in place of a success, with how often. */
type PathCalls = Readonly<{
  path: string;
  calls: number;
  healed: number;
  failed: number;
  why: ReadonlyMap<string, number>;
}>;

export type CallsOf = (client: string) => readonly PathCalls[];

/** The calls of gateway clients, on this instance. */
export type CallsView = Readonly<{
  title: string;
  text: string;
  clients: readonly Readonly<{ name: string; none: string | undefined; paths: readonly PathView[] }>[];
}>;

type PathView = Readonly<{ path: string; text: string; why: readonly string[] }>;

const mostPaths = 20;
const mostWhys = 5;

/** The day's quota of a path is used up: https://developers.weixin.qq.com/doc/service/api/apimanage/api_getapiquota */
const quotaUsedUp = '45009';

function whyText(why: string, count: number, lang: Lang, { calls }: StatusTexts): string {
  if (why === quotaUsedUp) return calls.quota(count);
  const name = /^-?\d+$/.test(why) ? findErrcode(Number(why))?.name[lang] : undefined;
  return calls.why(count, why, name);
}

function pathView({ path, calls, healed, failed, why }: PathCalls, lang: Lang, w: StatusTexts): PathView {
  const most = [...why].sort(([, a], [, b]) => b - a).slice(0, mostWhys);
  return {
    path,
    text: w.calls.row(calls, healed, failed),
    why: most.map(([each, count]) => whyText(each, count, lang, w)),
  };
}

/** What each gateway client has called, what failed and why; undefined where there is no such client. */
export function callsView(
  clients: readonly Client[],
  callsOf: CallsOf,
  lang: Lang,
  w: StatusTexts,
): CallsView | undefined {
  const callers = clients.filter(({ gateway }) => gateway !== undefined);
  if (callers.length === 0) return undefined;
  return {
    title: w.calls.summary(callers.length),
    text: w.calls.text,
    clients: callers.map(({ name }) => {
      const called = callsOf(name);
      return {
        name,
        none: called.length === 0 ? w.calls.none : undefined,
        paths: called.slice(0, mostPaths).map((each) => pathView(each, lang, w)),
      };
    }),
  };
}
