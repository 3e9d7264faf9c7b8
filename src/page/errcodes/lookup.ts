import { statusWords } from '../../web/answer-words.ts';
import { sentences } from '../../web/explain-errcode.ts';
import type { Link } from '../../web/tips.ts';
import { diagnosisUrl, type Errcode, type Family, findErrcode, type Lang } from '../../wechat/errcodes.ts';
import { addressesIn, type Caller, ridsIn } from '../../wechat/errmsg.ts';
import { codesIn, type PastedCode } from '../../wechat/pasted-codes.ts';
import { faultsIn, statusesIn } from '../../wechat/pasted-faults.ts';
import { occasionAt, type TokenUse } from '../../wechat/pasted-occasion.ts';
import { plainText } from '../../wechat/pasted-text.ts';
import type { Texts } from '../texts/index.ts';

/** What one thing means. `occasion`: of the call that failed, where the meaning depends on it. */
export type Reading = Readonly<{ occasion?: TokenUse; meaning: string; actions: readonly string[] }>;

/** One error in a pasted text: an errcode of WeChat's or WeCom's, an HTTP status, an error of the network. */
export type Found = Readonly<{
  code: number | string;
  family: Family | 'http' | 'network';
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

/** A log can hold thousands; a person reads the first. */
const most = 120;

/** The two readings of a code, those that the text decides for, or the commoner one first. */
function readingsOf(entry: Errcode, decided: readonly TokenUse[], lang: Lang): readonly Reading[] {
  const read = (occasion: TokenUse): Reading => {
    const advice = occasion === 'use' ? (entry.use ?? entry) : entry;
    return { occasion, meaning: advice.meaning[lang], actions: sentences(advice.action[lang]) };
  };
  if (entry.use === undefined) {
    return [{ meaning: entry.meaning[lang], actions: sentences(entry.action[lang]) }];
  }
  if (decided.length > 0) return decided.map(read);
  return entry.commoner === 'use' ? [read('use'), read('fetch')] : [read('fetch'), read('use')];
}

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

/** WeCom's page on one of its codes, which its own errmsg links to. */
const workHelp = (code: number): string => `https://open.work.weixin.qq.com/devtool/query?e=${code}`;

function linksOf(
  code: number,
  family: Family,
  entry: Errcode | undefined,
  hasRid: boolean,
  t: Texts,
): Link[] {
  const sourceText = family === 'work' ? t.lookup.workSource : t.error.source;
  const source = entry?.source === undefined ? [] : [{ href: entry.source, text: sourceText }];
  if (family === 'work') return [{ href: workHelp(code), text: t.lookup.workHelp }, ...source];
  const diagnosis = { href: diagnosisUrl, text: t.error.diagnosis, hint: t.error.diagnosisHint };
  return [...(hasRid || entry === undefined ? [diagnosis] : []), ...source];
}

type Context = Readonly<{ lang: Lang; t: Texts; lower: string; hasRid: boolean }>;

function explainCode(places: Places, all: Places, { lang, t, lower, hasRid }: Context): Found[] {
  const [first] = places;
  if (first === undefined) return [];
  const { code, family, isConcluded } = first;
  const entry = findErrcode(code, family);
  const name = entry?.name[lang];
  const unknown = family === 'work' ? t.lookup.workUnknown : t.error.unknown;
  const heading = name === undefined ? t.outcome.unknownErrcode(code) : t.outcome.errcode(code, name);
  const isCloudToken = family === 'mp' && code === 40001 && lower.includes('cloudbase_access_token');
  return [
    {
      code,
      family,
      name,
      heading: family === 'work' ? t.lookup.workHeading(code, name) : heading,
      isConcluded,
      readings:
        entry === undefined
          ? [{ meaning: unknown, actions: [] }]
          : readingsOf(entry, occasionsOf(places, all, lower), lang),
      notes: [
        ...(isConcluded ? [t.lookup.concluded] : []),
        ...(first === all.find((each) => each.family === 'work') ? [t.lookup.workNote] : []),
        ...(isCloudToken ? [t.lookup.cloudToken] : []),
      ],
      links: linksOf(code, family, entry, hasRid, t),
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

function faultsOf(plain: string, t: Texts): Found[] {
  return faultsIn(plain).map(({ fault, word }) => {
    const { what, check } = t.faults[fault];
    const name = fault === 'timeout' ? t.lookup.timedOut : what('');
    return {
      code: word,
      family: 'network',
      name,
      heading: t.lookup.faultHeading(word, name),
      isConcluded: false,
      readings: [{ meaning: t.lookup.faultMeaning, actions: check }],
      notes: [t.lookup.thisServer],
      links: [],
    };
  });
}

function statusesOf(plain: string, t: Texts): Found[] {
  return statusesIn(plain).map((status) => {
    const { heading, meaning, steps } = statusWords(status, t);
    return {
      code: status,
      family: 'http',
      name: heading,
      heading,
      isConcluded: false,
      readings: [{ meaning, actions: steps }],
      notes: [t.lookup.thisServer],
      links: [],
    };
  });
}

const ridPattern = /(?<![\w-])[\da-f]{8}-[\da-f]{8}-[\da-f]{8}(?![\w-])/g;
const goodAnswer = /["'](?:access_token|ip_list|ticket)["'] ?(?::|=>) ?["'[] ?[^"'\] ]/;

/**
 * Reads a pasted text: a reply, a log in whatever form, a code, a rid, an address, words without a code. Calls nobody,
 * and takes time in proportion to the text.
 */
export function lookUp(text: string, lang: Lang, t: Texts): Lookup {
  const lines = plainText(text);
  const codes = codesIn(lines);
  const plain = lines.replaceAll('\n', ' ');
  const rids = [...new Set([...ridsIn(plain), ...(plain.match(ridPattern) ?? [])])];
  const addresses = addressesIn(plain);
  const errors = codes.filter(({ code }) => code !== 0);
  const context = { lang, t, lower: plain.toLowerCase(), hasRid: rids.length > 0 };
  const explained = [...codesOf(errors, context), ...faultsOf(plain, t)];
  const isSuccess = explained.length === 0 && (codes.length > 0 || goodAnswer.test(plain));
  // beside an errcode the status is the program's own, or WeChat's 200
  const found = explained.length > 0 || isSuccess ? explained : statusesOf(plain, t);
  return {
    found: found.slice(0, most),
    addresses: addresses.slice(0, most),
    rids: rids.slice(0, most),
    isCut: [found, addresses, rids].some(({ length }) => length > most),
    isSuccess,
  };
}
