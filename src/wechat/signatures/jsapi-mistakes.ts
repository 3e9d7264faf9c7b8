import { type DigestMistake, digestChanges, sha1 } from './digest.ts';
import { type JsapiInput, string1Of } from './jsapi.ts';
import { type AddressMistake, addressChanges } from './jsapi-addresses.ts';
import {
  type JsapiDraft as Draft,
  rightDraft,
  textOf,
  type WritingMistake,
  writingChanges,
} from './jsapi-writing.ts';
import { type Change, findMistakes } from './mistakes.ts';

export type JsapiMistake =
  | AddressMistake
  | DigestMistake
  | 'access_token'
  | 'card_ticket'
  | 'no_ticket'
  | 'milliseconds'
  | WritingMistake;

/** What an empty variable becomes in the languages that people write in. */
const nothings = [
  '',
  'undefined',
  'null',
  'None',
  'nil',
  'false',
  'NaN',
  '[object Object]',
  '[object Promise]',
];

/** What people may have taken in place of the ticket, or what was typed in another form than it is signed in. */
export type JsapiClues = Readonly<{
  accessToken?: string | undefined;
  cardTicket?: string | undefined;
  /** the # of the address and what followed */
  fragment: string;
  /** as typed, 13 digits where milliseconds were typed */
  typedTimestamp: string;
}>;

const insteadOfTicket = <Word extends JsapiMistake>(
  mistake: Word,
  ticket: string | undefined,
): Change<Draft, Word>[] =>
  ticket === undefined || ticket === '' ? [] : [{ mistake, apply: (draft) => [{ ...draft, ticket }] }];

/** The milliseconds are known where 13 digits were typed; else there are a thousand, of which 000 is the likeliest. */
function millisecondChanges(typed: string): Change<Draft, 'milliseconds'>[] {
  const from = (timestamps: readonly string[]) => (draft: Draft) =>
    timestamps.map((timestamp) => ({ ...draft, timestamp }));
  const mistake = 'milliseconds';
  if (/^\d{13}$/.test(typed)) return [{ mistake, apply: from([typed]) }];
  if (!/^\d{10}$/.test(typed)) return [];
  const all = Array.from({ length: 1000 }, (_, ms) => typed + String(ms).padStart(3, '0'));
  return [
    { mistake, apply: from([`${typed}000`]) },
    { mistake, apply: from(all), isAlone: true },
  ];
}

export type JsapiVerdict = Readonly<{
  mistakes: readonly JsapiMistake[];
  /** the address that the signature was made from */
  url: string;
  /** the whole text that it was made from: it holds the ticket */
  text: string;
}>;

/**
 * Which usual mistake, or which two together, give exactly the signature that somebody has; undefined: none of them. Does
 * not look whether it is right.
 */
export function findJsapiMistakes(
  input: JsapiInput,
  given: string,
  { accessToken, cardTicket, fragment, typedTimestamp }: JsapiClues,
): JsapiVerdict | undefined {
  const changes: readonly Change<Draft, JsapiMistake>[] = [
    ...insteadOfTicket('access_token', accessToken),
    ...insteadOfTicket('card_ticket', cardTicket),
    { mistake: 'no_ticket', apply: (draft) => nothings.map((ticket) => ({ ...draft, ticket })) },
    ...millisecondChanges(typedTimestamp),
    ...addressChanges<Draft>(fragment),
    ...writingChanges,
    ...digestChanges<Draft>(given),
  ];
  const start = rightDraft(input, sha1);
  const isIt = (draft: Draft): boolean => draft.digest(textOf(draft)) === given;
  const found = findMistakes(start, changes, isIt, string1Of(input).length);
  return found && { mistakes: found.mistakes, url: found.draft.url, text: textOf(found.draft) };
}
