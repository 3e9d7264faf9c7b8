import { codesByWording, hasWordingOf } from './errcode-wordings.ts';
import { type Family, findErrcode } from './errcodes.ts';
import { createFamilyOf } from './pasted-family.ts';
import { type OwnNumber, ownNumbers } from './pasted-numbers.ts';

/** An errcode in a text. `isConcluded`: no number says it, only the words that WeChat sends with it. */
export type PastedCode = Readonly<{
  code: number;
  family: Family;
  start: number;
  end: number;
  isConcluded: boolean;
}>;

const isKnown = (code: number): boolean =>
  findErrcode(code) !== undefined || findErrcode(code, 'work') !== undefined;

const trouble =
  /(?<![a-z])err|Err|ERR|fail|invalid|exception|denied|refused|forbidden|unauthori|expired|missing|limit|reject|wrong|illegal|fatal|panic|traceback|wechat|weixin|(?<![a-z])wx|access_?token|appid|secret|whitelist|(?<![a-z])rid(?![a-z])|(?<![a-z])codes?(?![a-z])|[错误]|失败|异常|无效|不合法|过期|超限|拒绝|名单|微信|返回|公众号|小程序|代码/gi;
/** How far from a word of trouble a bare number may stand. */
const near = 80;

const unit =
  /^ ?(?:bytes?|b|[kmg]i?b|ms|s|secs?|seconds?|minutes?|hours?|days?|rows?|times|lines?|items?|records?|requests?|users?|px|yuan|rmb|usd|tokens?|attempts?|tries|blocks?|chars?|characters?)(?![a-z_])|^ ?(?:字节|毫秒|秒|分钟|小时|天|行|个|条|次|人|元|块|份|页|字|端口|号)/i;

/** Where loggers put the number of a process or thread: Spring, gunicorn, PostgreSQL, klog. */
const processNumber =
  /^(?: --- \[|\]:? ?\[?(?:trace|debug|info|notice|warn|warning|error|critical|fatal)\b|\] \[[\w-]+\] \[| [\w./-]+:\d+\])/i;

/** `40001 of 50000`, `40001/50000`; but `40001/40013` are two codes. */
function isShare(after: string): boolean {
  const [, whole] = /^(?: of | ?\/ ?)(\d{1,9})(?!\d)/.exec(after) ?? [];
  return whole !== undefined && !isKnown(Number(whole));
}

/** A name before its value that names no code: `"port":1`, `retries=1`, `max: 1,`. */
function isOtherValue({ label, end }: OwnNumber, text: string): boolean {
  if (label.kind === 'other') return true;
  if (label.kind !== 'unclear' || !/[:=]/.test(label.gap) || /[a-z]/i.test(label.gap)) return false;
  // an arrow behind a sentence
  if (/^ =>? ?>/.test(label.gap)) return false;
  return /^["'\]]*[:=]["']?$/.test(label.gap) || /^["'\]}) ]*(?:[,;}\]]|$)/.test(text.slice(end, end + 8));
}

/** Does only this stand between two codes of a list? */
const listed =
  /^[\s"'`,，、;；/|&()[\]]{1,6}(?:(?:and|or|then|as well as|和|或|或者|与|及|以及)[\s"'`]{0,2})?$/;

/** The places of words of trouble, ascending. */
type Troubles = readonly number[];

function isNear(places: Troubles, start: number, end: number): boolean {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < start - near) low = middle + 1;
    else high = middle;
  }
  return (places[low] ?? Number.POSITIVE_INFINITY) <= end + near;
}

/** Longer texts hold a number of five digits by chance; in a few words it is what was asked about. */
const isShort = (text: string): boolean => text.replace(/[\d\s\p{P}\p{S}]+/gu, '').length <= 40;

type Evidence = 'sure' | 'likely' | undefined;

/** `text` in one line, and `lines` with its line ends. */
function createJudge(text: string, lines: string): (number: OwnNumber, inListWith: Evidence) => Evidence {
  const lower = text.toLowerCase();
  const troubles = Array.from(text.matchAll(trouble), ({ index }) => index);
  const short = isShort(text);
  return (number, inListWith) => {
    const { value, label, start, end } = number;
    const isNamed = label.kind === 'errcode' || label.kind === 'code';
    const after = text.slice(end, end + 40);
    // an error of the client's network, under the same name
    if (/^["',; ]{1,3}cronet/.test(after)) return undefined;
    if (!isKnown(value)) return label.kind === 'errcode' && !unit.test(after) ? 'sure' : undefined;
    if (hasWordingOf(value, lower.slice(Math.max(0, start - near), end + near))) return 'sure';
    // every second log says that something is 0 or -1
    if (value === 0) return label.kind === 'errcode' ? 'sure' : undefined;
    if (unit.test(after) || isShare(after) || isOtherValue(number, text)) return undefined;
    if (isNamed && !processNumber.test(after)) return 'sure';
    if (inListWith !== undefined) return inListWith;
    // up to four digits are anything; WeCom has a 6000
    if (Math.abs(value) < 10_000 || processNumber.test(after) || /^-[a-z]/i.test(after)) return undefined;
    if (short) return 'sure';
    // `shipment 40001`: the number of something
    if (
      label.kind === 'unclear' &&
      label.gap === ' ' &&
      lines[start - 1] === ' ' &&
      /[a-z]/i.test(text[start - 2] ?? '')
    )
      return undefined;
    return isNear(troubles, start, end) ? 'likely' : undefined;
  };
}

const bare = /^-?\d{1,9}$/;

/** So many places of a code tell what the calls were that it came from. */
const mostPlaces = 8;
/** More than anybody is shown, so that it can be said that there are more. */
const mostCodes = 150;

type Numbered = Readonly<{ code: number; start: number; end: number; evidence: Evidence }>;

function numbered(text: string, lines: string): Numbered[] {
  // whatever it is, it was asked about; three digits are a status of HTTP
  if (bare.test(text) && !/^[1-5]\d\d$/.test(text))
    return [{ code: Number(text), start: 0, end: text.length, evidence: 'sure' }];
  const judge = createJudge(text, lines);
  const found: Numbered[] = [];
  const counts = new Map<number, number>();
  let last: Readonly<{ end: number; evidence: Evidence }> = {
    end: Number.NEGATIVE_INFINITY,
    evidence: undefined,
  };
  for (const number of ownNumbers(text, isKnown)) {
    const { value: code, start, end } = number;
    const count = counts.get(code) ?? 0;
    if (count === mostPlaces || (count === 0 && counts.size === mostCodes)) continue;
    const isInList = start - last.end <= 16 && listed.test(text.slice(last.end, start));
    const evidence = judge(number, isInList ? last.evidence : undefined);
    if (evidence === undefined) continue;
    found.push({ code, start, end, evidence });
    counts.set(code, count + 1);
    last = { end, evidence };
  }
  return found;
}

/** An errmsg stands this near to its code. */
const besideCode = 160;

/**
 * Every errcode in a text that `plainText` has made plain: the numbers that are surely one first, then those that
 * likely are, then the ones that only the words of an errmsg tell; each in the order of the text, and as often as it
 * stands there. Success (0) counts only where nothing else is found. `preferred`: whose they are where the text leaves
 * that open. Takes time in proportion to the text.
 */
export function codesIn(lines: string, preferred: Family = 'mp'): readonly PastedCode[] {
  // a log wraps its lines anywhere
  const text = lines.replaceAll('\n', ' ');
  const numbers = numbered(text, lines);
  const errors = numbers.filter(({ code }) => code !== 0);
  const isTold = (code: number, start: number): boolean =>
    numbers.some(
      (each) => each.code === code || (start > each.start - besideCode / 4 && start < each.end + besideCode),
    );
  const lower = text.toLowerCase();
  const known = [...new Set(errors.map(({ code }) => code))];
  // several codes share some words
  const isSharedWith = (words: string): boolean => known.some((code) => hasWordingOf(code, words));
  const concluded = codesByWording(lower).filter(
    ({ code, start, end }) => !isTold(code, start) && !isSharedWith(lower.slice(start, end)),
  );
  const codes = [
    ...errors.filter(({ evidence }) => evidence === 'sure'),
    ...errors.filter(({ evidence }) => evidence === 'likely'),
    ...concluded,
    ...(errors.length + concluded.length === 0 ? numbers : []),
  ];
  const familyOf = createFamilyOf(text, codes, preferred);
  return codes.map((each) => ({
    code: each.code,
    family: familyOf(each),
    start: each.start,
    end: each.end,
    isConcluded: !('evidence' in each),
  }));
}
