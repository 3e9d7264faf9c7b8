import { type Errcode, errcodes, type Family, findErrcode } from './errcodes.ts';

/** A code whose errmsg stands at `start`, up to `end`. `family` where the words are those of one alone. */
export type Worded = Readonly<{ code: number; family: Family | undefined; start: number; end: number }>;

/** Undocumented, with the words of -1, which is met a thousand times for each of these. */
const neverConcluded: ReadonlySet<number> = new Set([-1000]);

/** What only WeChat writes; other programs say `invalid page` or `data too large` as well. */
const ownWords =
  /_|appid|secret|openid|weapp|clientmsgid|kf|button|quota|credential|url domain|(?:get|post) method|been used|api unauthorized|freq out|corpid|agentid|tagid|in whitelist|[\u3400-\u9fff]{5}/;

/** Long enough that nobody else has put the same words together. */
const fourWords = /^\S+(?: \S+){3}/;

/** These are other people's words, too: of OAuth and of every form that asks for a secret. */
const everyday: ReadonlySet<string> = new Set(['missing secret', 'redirect_uri unauthorized']);

type Wording = Readonly<{ text: string; entries: readonly Errcode[]; isTelling: boolean }>;

function collectWordings(): readonly Wording[] {
  const byText = new Map<string, Errcode[]>();
  for (const entry of errcodes) {
    for (const text of entry.texts ?? []) byText.set(text, [...(byText.get(text) ?? []), entry]);
  }
  return Array.from(byText, ([text, entries]) => ({
    text,
    entries: entries.filter(({ code }) => !neverConcluded.has(code)),
    isTelling: !everyday.has(text) && (ownWords.test(text) || fourWords.test(text)),
  }));
}

/** By their beginning, so that a text is gone through once, however many wordings there are. */
function byBeginning(wordings: readonly Wording[], length: number): ReadonlyMap<string, readonly Wording[]> {
  const index = new Map<string, Wording[]>();
  for (const wording of wordings) {
    const beginning = wording.text.slice(0, length);
    index.set(beginning, [...(index.get(beginning) ?? []), wording]);
  }
  return index;
}

const collected = collectWordings();
const isWordUnit = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 95;
const beginsWithWord = ({ text }: Wording): boolean => isWordUnit(text.charCodeAt(0));
const latin = collected.filter(beginsWithWord);
/** As much as the shortest has: enough to tell most of them apart. */
const beginningLength = Math.min(...latin.map(({ text }) => text.length));
const wordings = byBeginning(latin, beginningLength);
/** In Chinese a word has no border. */
const chinese = collected.filter((wording) => !beginsWithWord(wording));

/** Wordings with something in between, such as an address. */
const patterns: readonly (readonly [code: number, wording: RegExp])[] = [
  [40164, /(?<![a-z])invalid ip[^\da-z]{1,4}[\da-f:]{1,4}[.:][\da-f.:]{2,40}/],
  [
    40164,
    /(?:ip ?(?:地址)?|[\da-f:]{1,4}[.:][\da-f.:]{2,40}) ?(?:不在|未在|未加入|没有在|没在)[^,.;。]{0,12}白名单/,
  ],
  [63002, /(?<![a-z])config[^a-z]{1,3}(?:fail[^a-z]{1,4})?(?:error[^a-z]{1,3})?invalid signature/],
];

/** Do the words that are sent with this code, by this family or by either, stand in `text` (lower case)? */
export function hasWordingOf(code: number, text: string, family?: Family): boolean {
  const families = family === undefined ? (['mp', 'work'] as const) : [family];
  return families.some((each) => findErrcode(code, each)?.texts?.some((wording) => text.includes(wording)));
}

/** What stands in front of an errmsg: its name, or that of an SDK's exception. */
const announced =
  /(?:err_?msg|error_?msg|err(?:or)?_?message|(?:错误|报错|返回)信息|(?:wechat|weixin|wx)[a-z]{0,24}(?:error|exception))[^a-z\u3400-\u9fff]{1,8}$/;

/** Does nothing else stand in the text, or is it named an errmsg, or followed by what ends one? */
function isErrmsg(text: string, start: number, end: number): boolean {
  return (
    announced.test(text.slice(Math.max(0, start - 48), start)) ||
    /^,? ?(?:rid:|hints?:)/.test(text.slice(end, end + 8)) ||
    (text.length <= end - start + 8 && !/[\da-z\u3400-\u9fff]/.test(text.slice(0, start) + text.slice(end)))
  );
}

/** The first place of each wording. */
function places(text: string): ReadonlyMap<Wording, number> {
  const found = new Map<Wording, number>();
  const take = (wording: Wording, start: number): void => {
    if (start < 0 || found.has(wording) || !text.startsWith(wording.text, start)) return;
    const end = start + wording.text.length;
    const isPart = isWordUnit(text.charCodeAt(end - 1)) && isWordUnit(text.charCodeAt(end));
    if (!isPart && (wording.isTelling || isErrmsg(text, start, end))) found.set(wording, start);
  };
  let wasInWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const isInWord = isWordUnit(text.charCodeAt(at));
    if (isInWord && !wasInWord) {
      for (const wording of wordings.get(text.slice(at, at + beginningLength)) ?? []) take(wording, at);
    }
    wasInWord = isInWord;
  }
  for (const wording of chinese) take(wording, text.indexOf(wording.text));
  return found;
}

/** One place for each code; where both families have it with these words, the text around them decides. */
function wordedAt({ entries, text }: Wording, start: number): Worded[] {
  const end = start + text.length;
  return [...new Set(entries.map(({ code }) => code))].map((code) => {
    const [first, ...more] = entries.filter((entry) => entry.code === code);
    return { code, family: more.length === 0 ? first?.family : undefined, start, end };
  });
}

/** The codes whose errmsg stands in `text` (lower case, one line), by the first place of each, in the order of the text. */
export function codesByWording(text: string): readonly Worded[] {
  const found: Worded[] = [
    ...Array.from(places(text)).flatMap(([wording, start]) => wordedAt(wording, start)),
    ...patterns.flatMap(([code, wording]): Worded[] => {
      const match = wording.exec(text);
      if (match === null) return [];
      return [{ code, family: 'mp', start: match.index, end: match.index + match[0].length }];
    }),
  ];
  // "invalid url" stands in "invalid url domain" as well
  const isPart = (place: Worded): boolean =>
    found.some(
      (other) =>
        other.start <= place.start &&
        place.end <= other.end &&
        place.end - place.start < other.end - other.start,
    );
  return found.filter((place) => !isPart(place)).sort((a, b) => a.start - b.start);
}
