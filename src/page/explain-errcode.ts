import { diagnosisUrl, findErrcode, type Lang } from '../wechat/errcodes.ts';
import { parseErrmsg, ridTime } from '../wechat/errmsg.ts';
import type { Texts } from './texts/index.ts';
import { type Explanation, type Link, moment, type Occasion } from './tips.ts';

type Errored = Readonly<{ errcode: number; errmsg: string }>;

export type ErrcodeLinks = Readonly<{ errcodesHref: string; isListShown: boolean }>;

/** One item a sentence; a full stop inside a name (mp.weixin.qq.com) has no space behind it. */
const sentences = (text: string): string[] =>
  text.split(/(?<=\.) (?=[A-Z])|(?<=。)/).filter((part) => part !== '');

/** Name, meaning and next step of an errcode. A code that nobody knows is shown as it is, no meaning invented. */
export function explainErrcode(
  { errcode, errmsg }: Errored,
  occasion: Occasion,
  lang: Lang,
  t: Texts,
  { errcodesHref, isListShown }: ErrcodeLinks,
): Readonly<{ heading: string; explanation: Explanation }> {
  const entry = findErrcode(errcode);
  const { callerIp, rid } = parseErrmsg(errmsg);
  const advice = occasion === 'use' ? (entry?.use ?? entry) : entry;
  const links: Link[] = [
    ...(rid === undefined && entry !== undefined
      ? []
      : [{ href: diagnosisUrl, text: t.error.diagnosis, hint: t.error.diagnosisHint }]),
    ...(entry === undefined || isListShown
      ? []
      : [{ href: `${errcodesHref}#${errcode}`, text: t.error.more(errcode) }]),
    ...(entry?.source === undefined ? [] : [{ href: entry.source, text: t.error.source }]),
  ];
  const explanation: Explanation = {
    meaning: advice?.meaning[lang] ?? t.error.unknown,
    actions: [
      ...(advice === undefined ? [] : sentences(advice.action[lang])),
      ...(entry?.retry === 'program' ? [t.error.retry] : []),
    ],
    ...(callerIp === undefined ? {} : { callerIp }),
    ...(rid === undefined ? {} : { rid: { value: rid, time: moment(ridTime(rid)) } }),
    links,
  };
  const heading =
    entry === undefined ? t.outcome.unknownErrcode(errcode) : t.outcome.errcode(errcode, entry.name[lang]);
  return { heading, explanation };
}
