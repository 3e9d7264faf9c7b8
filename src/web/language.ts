import type { Request } from 'express';
import type { Lang } from '../wechat/errcodes.ts';

const languages: readonly Lang[] = ['en', 'zh'];

/** One language range with its weight (RFC 9110, 12.5.4); `_` is what some apps write in place of `-`. */
const range =
  /^\s*([a-z]{1,8}(?:[-_][a-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

type Weighed = Readonly<{ lang: string; weight: number }>;

/** What the header names, as far as it can be read, heaviest first; those that weigh alike in the order in which they stand. */
function weighed(header: string): Weighed[] {
  const found = header.split(',').flatMap((part) => {
    const [, tag, weight = '1'] = range.exec(part) ?? [];
    return tag === undefined
      ? []
      : [{ lang: tag.toLowerCase().split(/[-_]/, 1)[0] ?? '', weight: Number(weight) }];
  });
  return found.sort((a, b) => b.weight - a.weight);
}

/**
 * Which of our languages an Accept-Language header asks for, by prefix: zh-TW and zh-Hant-HK are zh. Of those that weigh
 * alike the first named wins; `*` stands for every one that is not named. English where nothing is asked for, unless it
 * is the one that is refused (q=0).
 */
export function preferredLanguage(header: string | undefined): Lang {
  const ranges = weighed(header ?? '');
  const isNamed = (lang: Lang): boolean => ranges.some((one) => one.lang === lang);
  for (const { lang, weight } of ranges) {
    if (weight === 0) continue;
    const found = languages.find((ours) => (lang === '*' ? !isNamed(ours) : ours === lang));
    if (found !== undefined) return found;
  }
  return languages.find((lang) => !isNamed(lang)) ?? 'en';
}

/** `?lang=` if it names a language, else what the browser prefers, else English. `chosen` is set for the first case only. */
export function languageOf(req: Request): Readonly<{ lang: Lang; chosen: Lang | undefined }> {
  const chosen = languages.find((lang) => lang === req.query.lang);
  return { lang: chosen ?? preferredLanguage(req.headers['accept-language']), chosen };
}
