import { errcodeLinks, sentences } from '../../web/explain-errcode.ts';
import type { FoundError } from '../../web/tips.ts';
import { whitelistSteps } from '../../web/whitelist.ts';
import { type Errcode, errcodeId, errcodes, type Family } from '../../wechat/errcodes.ts';
import { type Found, type Reading, readingsOf, sourcesOf, type Words } from './lookup.ts';
import { errcodesTexts } from './texts/index.ts';

type RowReading = FoundError['readings'][number];

/** The commonest stop for newcomers: how the address is listed is shown with the ways there. */
const notListed = 40164;

function viewOf(
  reading: Reading,
  entry: Errcode | undefined,
  { lang, t }: Words,
  address?: string,
): RowReading {
  const { occasion, meaning, actions } = reading;
  const { whenFetched, whenUsed } = errcodesTexts[lang];
  const label = occasion === undefined ? undefined : { fetch: whenFetched, use: whenUsed }[occasion];
  if (entry?.family !== 'mp' || entry.code !== notListed) {
    return { label, meaning, steps: actions.map((text) => ({ text })) };
  }
  const { steps, more } = whitelistSteps(t, address);
  return { label, meaning, steps: [...steps, ...more.steps] };
}

/** The first sentence is what stands beside the name. */
const lineOf = (readings: readonly Reading[]): string => sentences(readings[0]?.meaning ?? '')[0] ?? '';

const mostTexts = 2;

const detailsOf = (entry: Errcode | undefined, { lang }: Words): Pick<FoundError, 'calls' | 'texts'> => {
  const w = errcodesTexts[lang];
  return {
    calls: { label: w.calls, items: entry?.calls ?? [] },
    // the others are spellings of the same
    texts: {
      label: entry?.family === 'work' ? w.workWords : w.words,
      items: (entry?.texts ?? []).slice(0, mostTexts),
    },
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
    readings: readings.map((reading) => viewOf(reading, entry, words)),
    notes: [
      ...(entry.retry === 'program' ? [errcodesTexts[lang].retryProgram] : []),
      ...(entry.isReported ? [t.error.reported] : []),
    ],
    ...detailsOf(entry, words),
    links: errcodeLinks(code, family, { sources: sourcesOf(entry), hasRid: false, t }),
    isOpen: false,
  };
}

/** `address`: the first that the text names as the caller's. */
type Shown = Readonly<{ isOpen: boolean; isAlone: boolean; address: string | undefined }>;

/** An error that was found in a text, as it is shown there: open, or alone under the heading that names it. */
export function foundRowOf(found: Found, { isOpen, isAlone, address }: Shown, words: Words): FoundError {
  return {
    code: `${found.code}`,
    name: found.name ?? found.heading,
    line: lineOf(found.readings),
    readings: found.readings.map((reading) => viewOf(reading, found.entry, words, address)),
    notes: found.notes,
    ...detailsOf(found.entry, words),
    links: found.links,
    isOpen,
    isAlone,
  };
}

/** Rows under a heading. */
export type Group = Readonly<{ heading: string; rows: readonly FoundError[] }>;

/** The list of all codes of a family. */
export type List = Readonly<{ family: Family; heading: string; count: number; groups: readonly Group[] }>;

/** As people look for them: 40001 and what follows, then the few that are smaller. */
const byUse = (a: Errcode, b: Errcode): number => {
  const [first, second] = [a.code < 10_000, b.code < 10_000];
  return first === second ? (first ? b.code - a.code : a.code - b.code) : Number(first) - Number(second);
};

/** Every code that is known, in one language: by family, and those of asking for a token first. */
export function listsOf(words: Words): readonly List[] {
  const w = errcodesTexts[words.lang];
  const group = (heading: string, entries: readonly Errcode[]): Group => ({
    heading,
    rows: entries.toSorted(byUse).map((entry) => rowOf(entry, words)),
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
