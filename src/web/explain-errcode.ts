import { diagnosisUrl, type Errcode, findErrcode, type Lang } from '../wechat/errcodes.ts';
import { parseErrmsg, ridTime } from '../wechat/errmsg.ts';
import { addressesOf } from './addresses.ts';
import type { Texts } from './texts/index.ts';
import { type Explanation, type Link, moment, type Occasion } from './tips.ts';

type Errored = Readonly<{ errcode: number; errmsg: string }>;

type Context = Readonly<{ lang: Lang; t: Texts; callerIpLabel: string; errcodesHref?: string }>;

/** One item a sentence; a full stop inside a name (mp.weixin.qq.com) has no space behind it. */
export const sentences = (text: string): string[] =>
  text.split(/(?<=\.) (?=[A-Z])|(?<=。)/).filter((part) => part !== '');

function linksOf(entry: Errcode | undefined, rid: string | undefined, { t, errcodesHref }: Context): Link[] {
  const diagnosis = { href: diagnosisUrl, text: t.error.diagnosis, hint: t.error.diagnosisHint };
  // the tool wants a rid; without one it only helps where nobody knows better
  if (entry === undefined) return [diagnosis];
  return [
    ...(rid === undefined ? [] : [diagnosis]),
    ...(errcodesHref === undefined
      ? []
      : [{ href: `${errcodesHref}#${entry.code}`, text: t.error.more(entry.code) }]),
    ...(entry.source === undefined ? [] : [{ href: entry.source, text: t.error.source }]),
  ];
}

/**
 * Name, meaning and next step of an errcode. A code that nobody knows is shown as it is, no meaning invented.
 * `callerIpLabel` says whose address WeChat names; `errcodesHref` is left out where the list is on the same page.
 */
export function explainErrcode(
  { errcode, errmsg }: Errored,
  occasion: Occasion,
  context: Context,
): Readonly<{ heading: string; explanation: Explanation }> {
  const { lang, t, callerIpLabel } = context;
  const entry = findErrcode(errcode);
  const { callers, rid } = parseErrmsg(errmsg);
  const addresses = addressesOf(callers, callerIpLabel, t);
  const advice = occasion === 'use' ? (entry?.use ?? entry) : entry;
  const explanation: Explanation = {
    meaning: advice?.meaning[lang] ?? t.error.unknown,
    actions: advice === undefined ? [] : sentences(advice.action[lang]),
    ...(addresses === undefined ? {} : { addresses }),
    ...(rid === undefined ? {} : { rid: { value: rid, time: moment(ridTime(rid)) } }),
    links: linksOf(entry, rid, context),
  };
  const heading =
    entry === undefined ? t.outcome.unknownErrcode(errcode) : t.outcome.errcode(errcode, entry.name[lang]);
  return { heading, explanation };
}
