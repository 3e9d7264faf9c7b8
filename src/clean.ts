/** What was taken from around a pasted value, so that the page can say it. */
export type Removed = Readonly<{ spaces: number; invisible: number; quotes: number }>;

export type Cleaned = Readonly<{ value: string; removed: Removed }>;

/** Zero-width space, joiners and word joiner, BOM, soft hyphen, direction marks. */
export const invisible = /[\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u00AD\u061C\u180E]/u;
const quotes = new Set(['"', "'", '`', '“', '”', '‘', '’', '「', '」', '«', '»']);

function kindOf(char: string | undefined): keyof Removed | undefined {
  if (char === undefined) return undefined;
  if (invisible.test(char)) return 'invisible';
  // \s holds the full-width space and the no-break space as well
  if (/\s/u.test(char)) return 'spaces';
  return quotes.has(char) ? 'quotes' : undefined;
}

/**
 * Strips white space, invisible characters and quotes from both ends of a pasted value, and counts them. What stands
 * inside stays as typed: whether it is wrong is WeChat's to say. The script does it with the same function, on paste.
 */
export function clean(typed: string): Cleaned {
  const removed = { spaces: 0, invisible: 0, quotes: 0 };
  let start = 0;
  let end = typed.length;
  for (let kind = kindOf(typed[start]); start < end && kind !== undefined; kind = kindOf(typed[start])) {
    removed[kind] += 1;
    start += 1;
  }
  for (let kind = kindOf(typed[end - 1]); end > start && kind !== undefined; kind = kindOf(typed[end - 1])) {
    removed[kind] += 1;
    end -= 1;
  }
  return { value: typed.slice(start, end), removed };
}
