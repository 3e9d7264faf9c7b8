import { looksLikeSecret } from '../shapes.ts';
import type { Texts } from './texts/index.ts';

/** Two signatures or AppIDs under each other. */
export type Row = Readonly<{ label: string; value: string; tone: 'good' | 'bad' | undefined }>;

/** A part of a text in code; `b`: a name, `i`: a string. */
export type Piece = Readonly<{ text: string; tag?: 'b' | 'i' }>;

/** Something to be copied, with its button. One of them is the strong one. */
export type Card = Readonly<{
  id: string;
  heading: string;
  copy: string;
  pieces: readonly Piece[];
  isStrong: boolean;
}>;

export type SignatureFold = Readonly<{
  heading: string;
  small?: string;
  code?: Readonly<{ id: string; copy: string; text: string }>;
  text?: string;
  steps?: readonly string[];
  isOpen?: boolean;
}>;

/** Where a text differs from the right one. */
export type Diff = Readonly<{ before: string; wrong: string; right: string; after: string }>;

/** A result, finished: the view only escapes and loops. */
export type SignatureView = Readonly<{
  state: 'ok' | 'error';
  heading: string;
  paragraphs: readonly string[];
  /** where there are two mistakes: each of them */
  faults: readonly Readonly<{ heading: string; meaning: string }>[];
  diff?: Diff;
  rows: readonly Row[];
  cards: readonly Card[];
  notes: readonly string[];
  folds: readonly SignatureFold[];
}>;

/** What a result is told with. `mask` hides every secret that was typed, wherever it stands. */
export type ViewContext = Readonly<{ s: Texts; mask: (text: string) => string }>;

/** 32 hex digits may be an AppSecret that was put into the wrong field: shown only where they were made from the same text. */
const shownGiven = (given: string, isExplained: boolean): string =>
  looksLikeSecret(given.toLowerCase()) && !isExplained ? '********' : given;

/** The one stretch in which the two differ. */
export function diffOf(wrong: string, right: string): Diff {
  const shorter = Math.min(wrong.length, right.length);
  let start = 0;
  while (start < shorter && wrong[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && wrong.at(-1 - end) === right.at(-1 - end)) end += 1;
  return {
    before: wrong.slice(0, start),
    wrong: wrong.slice(start, wrong.length - end),
    right: right.slice(start, right.length - end),
    after: wrong.slice(wrong.length - end),
  };
}

/** A signature that was given beside the right one. */
export const compareRows = (
  { given, signature, matches }: Readonly<{ given: string; signature: string; matches: boolean }>,
  isExplained: boolean,
  labels: Readonly<{ given: string; alone: string; expected: string }>,
): Row[] =>
  given === '' || matches
    ? [{ label: labels.alone, value: signature, tone: 'good' }]
    : [
        { label: labels.given, value: shownGiven(given, isExplained), tone: 'bad' },
        { label: labels.expected, value: signature, tone: 'good' },
      ];
