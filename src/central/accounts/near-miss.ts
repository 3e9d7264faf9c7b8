/** How many characters have to be put in, taken out, changed or swapped; words here are short. */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + cost,
          isSwapped && i > 1 && j > 1 ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** As people write it who think of another case, separator, or WeChat's own label. */
const plain = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^app(?=secret)/, '')
    .replace(/^sha256$|^keyhash$|^key$/, 'keysha256');

/** The known word that was probably meant; undefined where none is near. A near word is no secret, and may be shown. */
export function nearestOf(written: string, known: readonly string[]): string | undefined {
  if (written.length > 40) return undefined;
  const wanted = plain(written);
  const near = known
    .map((word) => ({ word, off: distance(wanted, plain(word)) }))
    .filter(({ word, off }) => off <= (word.length > 4 ? 2 : 1))
    .sort((a, b) => a.off - b.off);
  return near[0]?.word;
}
