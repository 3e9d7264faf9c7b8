import { type Label, labelOf } from './pasted-label.ts';

/** A number of its own in a text: no part of a name, an address, a time, a path, a larger number. */
export type OwnNumber = Readonly<{ value: number; start: number; end: number; label: Label }>;

/** What languages without whole numbers print of one: `40164.0`. */
const asFraction = /^\.0{1,6}(?![\w.])/;

const isNamed = ({ kind }: Label): boolean => kind === 'errcode' || kind === 'code';

/** Is what follows a part of the same thing: `40001ms`, `1.5`, `10:00`, `40,001,000`, `40001/tcp`, a pid with its `#`? An address is not. */
const goesOn = /^(?:[\w#%@=]|[.:](?!\d{1,3}\.\d{1,3}\.)\d|[-~]\d|,\d{3}(?!\d)|\/[a-z])/i;

/** The size of an answer, in the lines that web servers and proxies write for each request. */
const sizeInAccessLog = /HTTP\/[\d.]{1,3}"? [1-5]\d\d $/i;

/** Is the digit run behind `before` a part of a longer thing? A name of a code in front of it excuses some marks. */
function isPart(before: string, label: Label): boolean {
  const last = before.at(-1) ?? ' ';
  const secondLast = before.at(-2) ?? ' ';
  if (/[\w]/.test(last)) return label.gap !== '' || !isNamed(label);
  if (last === '/') return !/\d/.test(secondLast) && !isNamed(label);
  if (last === '.') return /\d/.test(secondLast) || !isNamed(label);
  if (last === ':') return /[\w\])*:]/.test(secondLast) && !isNamed(label);
  if (last === '[') return /[\w\])]/.test(secondLast) && !isNamed(label);
  return /[#*$¥£€@~]/.test(last) && !isNamed(label);
}

/** The codes of WeChat's message crypto samples are these with a minus, and mean something else. */
const isCrypto = (value: number): boolean => value >= 40001 && value <= 40011;

/** The value with what a dash in front of it makes of it; undefined for the end of a date, a range or a name. */
function signed(
  value: number,
  before: string,
  label: Label,
  isKnown: (value: number) => boolean,
): number | undefined {
  const beforeDash = before.at(-2) ?? ' ';
  if (/[\d)\]]/.test(beforeDash)) return undefined;
  if (!/[a-z_\u3400-\u9FFF]/i.test(beforeDash)) return -value;
  // it only joins, as in "error-40164"; of Chinese in front of it a minus may be meant
  if (!isNamed(label)) return undefined;
  return !isKnown(value) || isKnown(-value) || (isCrypto(value) && /[^\w]/.test(beforeDash)) ? -value : value;
}

/** May a code that nobody knows stand behind this? */
const mayBeNamed = (text: string, start: number): boolean =>
  /code|码/i.test(text.slice(Math.max(0, start - 40), start));

/** One number that stands in a text this often is no code of it; the rest of its places are not looked at. */
const mostPlaces = 200;
/** So many different numbers behind the word may be codes that nobody knows. */
const mostUnknown = 500;

/** Chooses the numbers that are worth a look: a text can hold thousands. */
function createChoice(
  text: string,
  isKnown: (value: number) => boolean,
): (digits: string, start: number) => boolean {
  const counts = new Map<string, number>();
  let unknown = 0;
  return (digits, start) => {
    const value = Number(digits);
    // 0 is a success, and one of two numbers in every log
    const isCandidate = (value !== 0 && isKnown(value)) || (text[start - 1] === '-' && isKnown(-value));
    if (!isCandidate && (unknown === mostUnknown || !mayBeNamed(text, start))) return false;
    const count = counts.get(digits) ?? 0;
    if (count === mostPlaces) return false;
    if (count === 0 && !isCandidate) unknown += 1;
    counts.set(digits, count + 1);
    return true;
  };
}

/** Every number of its own that is a known code or stands near the word, in the order of the text. */
export function ownNumbers(text: string, isKnown: (value: number) => boolean): readonly OwnNumber[] {
  const isChosen = createChoice(text, isKnown);
  const found: OwnNumber[] = [];
  for (const { 0: digits, index: start } of text.matchAll(/(?<!\d)\d{1,9}(?!\d)/g)) {
    const last = start + digits.length;
    const end = last + (asFraction.exec(text.slice(last, last + 8))?.[0].length ?? 0);
    const isPadded = digits.length > 1 && digits.startsWith('0');
    if (isPadded || !isChosen(digits, start) || goesOn.test(text.slice(end, end + 9))) continue;
    const before = text.slice(Math.max(0, start - 3), start);
    const label = labelOf(text, start);
    const isDashed = before.endsWith('-');
    const value = isDashed ? signed(Number(digits), before, label, isKnown) : Number(digits);
    if (sizeInAccessLog.test(text.slice(Math.max(0, start - 16), start))) continue;
    if (value === undefined || (!isDashed && isPart(before, label))) continue;
    found.push({ value, start, end, label });
  }
  return found;
}
