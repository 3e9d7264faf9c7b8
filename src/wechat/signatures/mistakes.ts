/**
 * One thing that people do wrong when they sign: what goes into the signature then. `apply` gives every form of it, none where
 * it makes no difference.
 */
export type Change<Draft, Word extends string> = Readonly<{
  mistake: Word;
  apply: (draft: Draft) => readonly Draft[];
  /** it has so many forms that it is tried alone, and never together with another */
  isAlone?: true;
}>;

export type FoundMistakes<Draft, Word extends string> = Readonly<{
  /** one, or two that were made together */
  mistakes: readonly Word[];
  /** what the signature was made from */
  draft: Draft;
}>;

/** What is signed has a few hundred characters. Of a longer text only the single mistakes are tried, so that it costs no time. */
const longestForPairs = 2048;
/** In characters, far beyond any push: what is longer is not searched, so that nobody can make it costly. */
const longest = 64 * 1024;

/**
 * The usual mistake, or the two together, that give exactly the signature that somebody has; the fewest, and among those the
 * first of `changes`. Of two, the one that comes first in `changes` is made first. `size`: of what is signed, in characters.
 */
export function findMistakes<Draft, Word extends string>(
  start: Draft,
  changes: readonly Change<Draft, Word>[],
  isIt: (draft: Draft) => boolean,
  size: number,
): FoundMistakes<Draft, Word> | undefined {
  if (size > longest) return undefined;
  const isLong = size > longestForPairs;
  const tried = isLong ? changes.filter(({ isAlone }) => isAlone === undefined) : changes;
  for (const { mistake, apply } of tried) {
    const draft = apply(start).find(isIt);
    if (draft !== undefined) return { mistakes: [mistake], draft };
  }
  if (isLong) return undefined;
  const combined = changes.filter(({ isAlone }) => isAlone === undefined);
  for (const [i, first] of combined.entries()) {
    for (const between of first.apply(start)) {
      for (const second of combined.slice(i + 1)) {
        const draft = second.apply(between).find(isIt);
        if (draft !== undefined) return { mistakes: [first.mistake, second.mistake], draft };
      }
    }
  }
  return undefined;
}

/** Every order of these but the given one. */
export function otherOrders<Item>(items: readonly Item[]): Item[][] {
  const all = (rest: readonly Item[]): Item[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((item, i) => all(rest.filter((_, j) => j !== i)).map((tail) => [item, ...tail]));
  return all(items).slice(1);
}
