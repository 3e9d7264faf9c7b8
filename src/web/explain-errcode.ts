import {
  adviceFor,
  diagnosisUrl,
  type Errcode,
  errcodeId,
  type Family,
  findErrcode,
  type Lang,
  workHelpUrl,
} from '../wechat/errcodes.ts';
import { parseErrmsg, ridTime } from '../wechat/errmsg.ts';
import { addressesOf } from './addresses.ts';
import type { Texts } from './texts/index.ts';
import { type Explanation, type Link, moment, type Occasion } from './tips.ts';
import { notListed, whitelistSteps } from './whitelist.ts';

type Errored = Readonly<{ errcode: number; errmsg: string }>;

type Context = Readonly<{
  lang: Lang;
  t: Texts;
  /** says whose address WeChat names */
  callerIpLabel: string;
  /** whose that is */
  callerIpHint?: string;
  /** where the list of all codes is; left out where nobody can go there */
  errcodesHref?: string | undefined;
  /** whose answer it is, WeChat's unless given */
  family?: Family;
  /** the path that was called, without its query: a code may mean something of its own there */
  path?: string;
}>;

/** One item a sentence; a full stop inside a name (mp.weixin.qq.com) has no space behind it. */
export const sentences = (text: string): string[] =>
  text.split(/(?<=\.) (?=[A-Z])|(?<=。)/).filter((part) => part !== '');

/**
 * Where to read on about a code: WeChat's diagnosis tool, which wants a rid and only helps without one where nobody knows
 * better; WeCom's help page; the page that documents the code. `sources`: of the readings that are shown.
 */
export function errcodeLinks(
  code: number,
  family: Family,
  { sources, hasRid, t }: Readonly<{ sources: readonly (string | undefined)[]; hasRid: boolean; t: Texts }>,
): readonly Link[] {
  const isWork = family === 'work';
  const isUnknown = findErrcode(code, family) === undefined;
  const diagnosis = { href: diagnosisUrl, text: t.error.diagnosis, hint: t.error.diagnosisHint };
  const help = { href: workHelpUrl(code), text: t.error.workHelp };
  const pages = [...new Set(sources)].filter((href) => href !== undefined);
  const text = isWork ? t.error.workSource : t.error.source;
  return [
    ...(isWork ? [help] : hasRid || isUnknown ? [diagnosis] : []),
    ...pages.map((href) => ({ href, text })),
  ];
}

/** What stands above an explanation: the code and its name, whose it is, and nothing more for one that nobody knows. */
export function errcodeHeading(code: number, family: Family, lang: Lang, { outcome }: Texts): string {
  const name = findErrcode(code, family)?.name[lang];
  if (family === 'work') {
    return name === undefined ? outcome.unknownWorkErrcode(code) : outcome.workErrcode(code, name);
  }
  return name === undefined ? outcome.unknownErrcode(code) : outcome.errcode(code, name);
}

function linksOf(
  code: number,
  entry: Errcode | undefined,
  source: string | undefined,
  rid: string | undefined,
  { t, errcodesHref, family = 'mp' }: Context,
): Link[] {
  const own = { href: `${errcodesHref}#${errcodeId(code, family)}`, text: t.error.more(code) };
  const links = errcodeLinks(code, family, { sources: [source], hasRid: rid !== undefined, t });
  if (entry === undefined || errcodesHref === undefined) return [...links];
  const isFirst = rid === undefined || family === 'work';
  return isFirst ? [own, ...links] : [...links.slice(0, 1), own, ...links.slice(1)];
}

/**
 * Name, meaning and next step of an errcode, for a call that is known. A code that nobody knows is shown as it is, no
 * meaning invented; where nothing that is published says what to do, neither does this.
 */
export function explainErrcode(
  { errcode, errmsg }: Errored,
  occasion: Occasion,
  context: Context,
): Readonly<{ heading: string; explanation: Explanation }> {
  const { lang, t, callerIpLabel, callerIpHint, family = 'mp', path } = context;
  const entry = findErrcode(errcode, family);
  const { callers, rid } = parseErrmsg(errmsg);
  const addresses = addressesOf(callers, callerIpLabel, t, callerIpHint);
  const listing =
    family === 'mp' && notListed.has(errcode) ? whitelistSteps(t, callers[0]?.address) : undefined;
  const advice =
    entry === undefined ? undefined : adviceFor(entry, occasion === 'use' ? 'use' : 'fetch', path);
  const unknown = family === 'work' ? t.error.workUnknown : t.error.unknown;
  const reported = entry?.isReported ? [t.error.reported] : [];
  const explanation: Explanation = {
    meaning: [advice?.meaning[lang] ?? unknown, ...reported].join(t.sentenceGap),
    actions: sentences(advice?.action?.[lang] ?? ''),
    ...(listing === undefined ? {} : { steps: listing.steps, more: [listing.more] }),
    ...(addresses === undefined ? {} : { addresses }),
    ...(rid === undefined ? {} : { rid: { value: rid, time: moment(ridTime(rid)) } }),
    links: linksOf(errcode, entry, advice?.source ?? entry?.source, rid, context),
  };
  return { heading: errcodeHeading(errcode, family, lang, t), explanation };
}
