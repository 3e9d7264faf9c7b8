import { errcodeLinks, sentences } from '../../web/explain-errcode.ts';
import type { FoundError } from '../../web/tips.ts';
import { type Errcode, errcodeId, errcodes, type Family } from '../../wechat/errcodes.ts';
import { type Found, type Reading, readingsOf, sourcesOf, type Words } from './lookup.ts';
import { errcodesTexts } from './texts/index.ts';

type RowReading = FoundError['readings'][number];

function viewOf({ occasion, meaning, actions }: Reading, { lang }: Words): RowReading {
  const { whenFetched, whenUsed } = errcodesTexts[lang];
  const label = occasion === undefined ? undefined : { fetch: whenFetched, use: whenUsed }[occasion];
  return { label, meaning, actions };
}

/** The first sentence is what stands beside the name. */
const lineOf = (readings: readonly Reading[]): string => sentences(readings[0]?.meaning ?? '')[0] ?? '';

const detailsOf = (entry: Errcode | undefined, { lang }: Words): Pick<FoundError, 'calls' | 'texts'> => {
  const w = errcodesTexts[lang];
  return {
    calls: { label: w.calls, items: entry?.calls ?? [] },
    texts: { label: entry?.family === 'work' ? w.workWords : w.words, items: entry?.texts ?? [] },
  };
};

/** A code as the list shows it: closed, with everything that is known behind it. */
export function rowOf(entry: Errcode, words: Words): FoundError {
  const { lang, t } = words;
  const { code, family } = entry;
  const readings = readingsOf(entry, [], lang);
  return {
    id: errcodeId(code, family),
    code: `${code}`,
    name: entry.name[lang],
    line: lineOf(readings),
    readings: readings.map((reading) => viewOf(reading, words)),
    notes: [
      ...(entry.retry === 'program' ? [errcodesTexts[lang].retryProgram] : []),
      ...(entry.isReported ? [t.error.reported] : []),
    ],
    ...detailsOf(entry, words),
    links: errcodeLinks(code, family, { sources: sourcesOf(entry), hasRid: false, t }),
    isOpen: false,
  };
}

/** An error that was found in a text, as it is shown there. */
export function foundRowOf(found: Found, isOpen: boolean, words: Words): FoundError {
  return {
    code: `${found.code}`,
    name: found.name ?? found.heading,
    line: lineOf(found.readings),
    readings: found.readings.map((reading) => viewOf(reading, words)),
    notes: found.notes,
    ...detailsOf(found.entry, words),
    links: found.links,
    isOpen,
  };
}

/** Rows under a heading. */
export type Group = Readonly<{ heading: string; rows: readonly FoundError[] }>;

/** The list of all codes of a family. */
export type List = Readonly<{ family: Family; heading: string; count: number; groups: readonly Group[] }>;

/** Every code that is known, in one language: by family, and those of asking for a token first. */
export function listsOf(words: Words): readonly List[] {
  const w = errcodesTexts[words.lang];
  const group = (heading: string, entries: readonly Errcode[]): Group => ({
    heading,
    rows: entries.map((entry) => rowOf(entry, words)),
  });
  const mp = errcodes.filter(({ family }) => family === 'mp');
  const work = errcodes.filter(({ family }) => family === 'work');
  const isForFetch = ({ where }: Errcode): boolean => where.some((place) => place !== 'use');
  return [
    {
      family: 'mp',
      heading: w.all.mp(mp.length),
      count: mp.length,
      groups: [
        group(w.groups.fetch, mp.filter(isForFetch)),
        group(
          w.groups.use,
          mp.filter((entry) => !isForFetch(entry)),
        ),
      ],
    },
    {
      family: 'work',
      heading: w.all.work(work.length),
      count: work.length,
      groups: [group(w.groups.work, work)],
    },
  ];
}
