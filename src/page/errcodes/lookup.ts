import { statusWords } from '../../web/answer-words.ts';
import { errcodeHeading, errcodeLinks, sentences } from '../../web/explain-errcode.ts';
import type { Link } from '../../web/tips.ts';
import {
  type Advice,
  type Errcode,
  type Family,
  findErrcode,
  type Lang,
  type TokenUse,
} from '../../wechat/errcodes.ts';
import { addressesIn, type Caller, ridsIn } from '../../wechat/errmsg.ts';
import { codesIn, type PastedCode } from '../../wechat/pasted-codes.ts';
import { faultsIn, statusesIn } from '../../wechat/pasted-faults.ts';
import { occasionAt } from '../../wechat/pasted-occasion.ts';
import { plainText } from '../../wechat/pasted-text.ts';
import type { Texts } from '../texts/index.ts';
import { type ErrcodesTexts, errcodesTexts } from './texts/index.ts';

/** What one thing means. `occasion`: of the call that failed, where the meaning depends on it. */
export type Reading = Readonly<{ occasion?: TokenUse; meaning: string; actions: readonly string[] }>;

/** One error in a pasted text: an errcode of WeChat's or WeCom's, an HTTP status, an error of the network. */
export type Found = Readonly<{
  code: number | string;
  family: Family | 'http' | 'network';
  /** the table's, where the code is in it */
  entry?: Errcode | undefined;
  /** undefined for a code that nobody here knows */
  name: string | undefined;
  heading: string;
  isConcluded: boolean;
  /** one, or two where the text does not decide; the commoner first */
  readings: readonly Reading[];
  notes: readonly string[];
  links: readonly Link[];
}>;

/** All that was read in a text. Of the text itself it repeats codes, addresses and rids, nothing else. */
export type Lookup = Readonly<{
  found: readonly Found[];
  addresses: readonly Caller[];
  rids: readonly string[];
  /** was more found than is given? */
  isCut: boolean;
  isSuccess: boolean;
}>;

/** The words that a look-up is told in. */
export type Words = Readonly<{ lang: Lang; t: Texts }>;

/** A log can hold thousands; a person reads the first. */
const most = 120;

const read = (advice: Advice, lang: Lang): Reading => ({
  meaning: advice.meaning[lang],
  actions: sentences(advice.action?.[lang] ?? ''),
});

/** The readings of a code: those that the text decides for, or both, the commoner one first. */
export function readingsOf(entry: Errcode, decided: readonly TokenUse[], lang: Lang): readonly Reading[] {
  const { use } = entry;
  if (use === undefined) return [read(entry, lang)];
  const both: readonly TokenUse[] = entry.commoner === 'use' ? ['use', 'fetch'] : ['fetch', 'use'];
  return (decided.length > 0 ? decided : both).map((occasion) => ({
    occasion,
    ...read(occasion === 'use' ? use : entry, lang),
  }));
}

/** Of every reading of a code. */
export const sourcesOf = ({ source, use }: Errcode): readonly (string | undefined)[] => [source, use?.source];

type Places = readonly PastedCode[];

/** What the calls were that this code came from, as far as the words around its places tell. */
function occasionsOf(places: Places, all: Places, lower: string): readonly TokenUse[] {
  const borders = all.map(({ start }) => start).sort((a, b) => a - b);
  const found = places.map((place) => {
    const others = borders.filter((start) => start !== place.start);
    const from = others.findLast((start) => start < place.start) ?? 0;
    const to = others.find((start) => start > place.start) ?? lower.length;
    return occasionAt(lower, place, { from, to });
  });
  return [...new Set(found.filter((each) => each !== undefined))];
}

type Context = Words & Readonly<{ w: ErrcodesTexts; lower: string; hasRid: boolean }>;

function explainCode(places: Places, all: Places, context: Context): Found[] {
  const { lang, t, w, lower, hasRid } = context;
  const [first] = places;
  if (first === undefined) return [];
  const { code, family, isConcluded } = first;
  const entry = findErrcode(code, family);
  const isCloudToken = family === 'mp' && code === 40001 && lower.includes('cloudbase_access_token');
  const unknown = family === 'work' ? t.error.workUnknown : t.error.unknown;
  return [
    {
      code,
      family,
      entry,
      name: entry?.name[lang],
      heading: errcodeHeading(code, family, lang, t),
      isConcluded,
      readings:
        entry === undefined
          ? [{ meaning: unknown, actions: [] }]
          : readingsOf(entry, occasionsOf(places, all, lower), lang),
      notes: [
        ...(isConcluded ? [w.concluded] : []),
        ...(entry?.isReported ? [t.error.reported] : []),
        ...(first === all.find((each) => each.family === 'work') ? [w.workNote] : []),
        ...(isCloudToken ? [w.cloudToken] : []),
      ],
      links: errcodeLinks(code, family, { sources: entry === undefined ? [] : sourcesOf(entry), hasRid, t }),
    },
  ];
}

function codesOf(codes: Places, context: Context): Found[] {
  const keys = new Set(codes.map(({ family, code }) => `${family} ${code}`));
  return [...keys].flatMap((key) => {
    const places = codes.filter(({ family, code }) => `${family} ${code}` === key);
    return explainCode(places, codes, context);
  });
}

const unanswered = { isConcluded: false, links: [] };

function faultsOf(plain: string, { t, w }: Context): Found[] {
  return faultsIn(plain).map(({ fault, word }) => {
    const { what, check } = t.faults[fault];
    const name = fault === 'timeout' ? w.timedOut : what('');
    return {
      ...unanswered,
      code: word,
      family: 'network',
      name,
      heading: w.faultHeading(word, name),
      readings: [{ meaning: w.faultMeaning, actions: check }],
      notes: [w.thisServer],
    };
  });
}

function statusesOf(plain: string, { t, w }: Context): Found[] {
  return statusesIn(plain).map((status) => {
    const { heading, meaning, steps } = statusWords(status, t);
    return {
      ...unanswered,
      code: status,
      family: 'http',
      name: heading,
      heading,
      readings: [{ meaning, actions: steps }],
      notes: [w.thisServer],
    };
  });
}

const ridPattern = /(?<![\w-])[\da-f]{8}-[\da-f]{8}-[\da-f]{8}(?![\w-])/g;
const goodAnswer = /["'](?:access_token|ip_list|ticket)["'] ?(?::|=>) ?["'[] ?[^"'\] ]/;

/**
 * Reads a pasted text: a reply, a log in whatever form, a code, a rid, an address, words without a code. `preferred`:
 * whose a code is where the text leaves that open. Calls nobody, and takes time in proportion to the text.
 */
export function lookUp(text: string, words: Words, preferred: Family = 'mp'): Lookup {
  const lines = plainText(text);
  const codes = codesIn(lines, preferred);
  const plain = lines.replaceAll('\n', ' ');
  const rids = [...new Set([...ridsIn(plain), ...(plain.match(ridPattern) ?? [])])];
  const addresses = addressesIn(plain);
  const errors = codes.filter(({ code }) => code !== 0);
  const w = errcodesTexts[words.lang];
  const context = { ...words, w, lower: plain.toLowerCase(), hasRid: rids.length > 0 };
  const explained = [...codesOf(errors, context), ...faultsOf(plain, context)];
  const isSuccess = explained.length === 0 && (codes.length > 0 || goodAnswer.test(plain));
  // beside an errcode the status is the program's own, or WeChat's 200
  const found = explained.length > 0 || isSuccess ? explained : statusesOf(plain, context);
  return {
    found: found.slice(0, most),
    addresses: addresses.slice(0, most),
    rids: rids.slice(0, most),
    isCut: [found, addresses, rids].some(({ length }) => length > most),
    isSuccess,
  };
}
