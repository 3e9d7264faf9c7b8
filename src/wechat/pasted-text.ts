const htmlNames: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
};

const fromCodePoint = (code: number): string =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';

const unescapeHtml = (text: string): string =>
  text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(quot|apos|amp|lt|gt|nbsp));/gi,
    (_, hex?: string, decimal?: string, name?: string) =>
      name === undefined
        ? fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
        : (htmlNames[name.toLowerCase()] ?? ' '),
  );

/** Backslashes of JSON, PHP, Python and shells; bytes (`\xe9`) become percent escapes, which come after. */
const unescapeBackslashes = (text: string): string =>
  text.replace(
    /\\(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2})|([nrtfv])|(["'/\\`&$]))/gi,
    (_, unicode?: string, point?: string, byte?: string, blank?: string, mark?: string) => {
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      if (point !== undefined) return fromCodePoint(Number.parseInt(point, 16));
      if (byte !== undefined) return `%${byte}`;
      return blank === undefined ? (mark ?? '') : '\n';
    },
  );

const unescapePercents = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (run) =>
    new TextDecoder().decode(Buffer.from(run.replaceAll('%', ''), 'hex')),
  );

/** No line of a log is escaped more often than that. */
const maxRounds = 4;

function unescapeAll(text: string): string {
  let plain = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const next = unescapePercents(unescapeBackslashes(unescapeHtml(plain)));
    if (next === plain) return plain;
    plain = next;
  }
  return plain;
}

/** Full-width letters, digits and marks, as ASCII. */
const narrow = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));

/** Traditional characters of the words that are looked for, as simplified ones. */
const traditional: Readonly<Record<string, string>> = {
  錯: '错',
  誤: '误',
  碼: '码',
  報: '报',
  異: '异',
  敗: '败',
  獲: '获',
  單: '单',
  請: '请',
  // the one letter whose lower case is longer: places would shift
  İ: 'I',
};

/** Colours of a terminal, also where the escape character was lost or spelled out. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const colours = /(?:(?:\u001B|\^\[|#033)\[\d{0,3}|\[\d{1,3})(?:;\d{1,3}){0,5}m/g;

/** Types that a dump writes around a value: `int(40164)`, `string(5) "40164"`, `i:40164;`. */
const castNumber =
  /\b(?:(?:u?int(?:eger|8|16|32|64|_t)?|long|float|double|float64|number|decimal|some|optional|numberint|numberlong)\(|i:(?=-?\d{1,9};))"?(-?\d{1,9})"?[);]?/gi;
const castString = /\b(?:string|str)\(\d{1,9}\) ?(?=")|\bs:\d{1,9}:(?=")|<!\[CDATA\[|\]\]>|!!(?:int|str)\b/gi;

/**
 * A pasted text as it was before logs, dumps, address bars and terminals wrote it down: unescaped (JSON once or twice,
 * HTML, URLs), with one blank or line end where several stood, with narrow marks and without colours, invisible characters and the types of a dump. Takes
 * time in proportion to the text.
 */
export function plainText(text: string): string {
  return (
    unescapeAll(narrow(text))
      // once more: what was escaped may be full-width, too
      .replace(/[\uFF01-\uFF5E]/g, narrow)
      .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g, '')
      .replace(colours, ' ')
      // what syslog makes of control characters
      .replace(/#0(?:11|12|15)(?!\d)/g, ' ')
      // a blank in a form; not the sign of a time zone
      .replace(/\+(?!\d\d:?\d\d(?!\d))/g, ' ')
      .replace(castString, ' ')
      .replace(castNumber, ' $1 ')
      .replace(/\u2212/g, '-')
      .replace(/[錯誤碼報異敗獲單請İ]/g, (char) => traditional[char] ?? char)
      .replace(/\s+/g, (blank) => (/[\n\r]/.test(blank) ? '\n' : ' '))
      .trim()
  );
}
