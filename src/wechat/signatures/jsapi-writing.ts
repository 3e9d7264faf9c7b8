import type { Digest } from './digest.ts';
import type { JsapiInput } from './jsapi.ts';
import { type Change, otherOrders } from './mistakes.ts';

/** What the text that is signed can be in place of string1, from the right values. */
export type WritingMistake =
  | 'swapped'
  | 'space'
  | 'nonceStr'
  | 'names'
  | 'order'
  | 'values_only'
  | 'separator'
  | 'lower_case'
  | 'line_end';

type Pair = readonly [name: string, value: string];

/** What a program signs: the values, and how it writes and digests them. */
export type JsapiDraft = JsapiInput &
  Readonly<{
    /** name and value of each part, from the values */
    pairs: (input: JsapiInput) => readonly Pair[];
    join: (pairs: readonly Pair[]) => string;
    digest: Digest;
  }>;

const pairsOf = ({ ticket, noncestr, timestamp, url }: JsapiInput): readonly Pair[] => [
  ['jsapi_ticket', ticket],
  ['noncestr', noncestr],
  ['timestamp', timestamp],
  ['url', url],
];

const joinBy =
  (separator: string) =>
  (pairs: readonly Pair[]): string =>
    pairs.map(([name, value]) => `${name}=${value}`).join(separator);

/** The text that this draft signs. */
export const textOf = (draft: JsapiDraft): string => draft.join(draft.pairs(draft));

const spelt =
  (names: Readonly<Record<string, string>>) =>
  (draft: JsapiDraft): JsapiDraft => ({
    ...draft,
    pairs: (input) => draft.pairs(input).map(([name, value]) => [names[name] ?? name, value]),
  });

const otherNames = [
  { timestamp: 'timeStamp' },
  { noncestr: 'nonceStr', timestamp: 'timeStamp' },
  { noncestr: 'nonce' },
  { noncestr: 'nonce_str' },
  { noncestr: 'noncestring' },
  { jsapi_ticket: 'ticket' },
  { jsapi_ticket: 'jsapiTicket' },
  { jsapi_ticket: 'jsapiTicket', noncestr: 'nonceStr' },
  { jsapi_ticket: 'access_token' },
  { url: 'URL' },
  { url: 'uri' },
];

const blanks = ['\n', '\r\n', ' ', '\r', '\t'];

/** Behind or before one of the values, as a file or a paste leaves them. */
const withBlanks = (draft: JsapiDraft): JsapiDraft[] =>
  (['ticket', 'noncestr', 'timestamp', 'url'] as const).flatMap((field) =>
    [...blanks.map((blank) => draft[field] + blank), ` ${draft[field]}`].map((value) => ({
      ...draft,
      [field]: value,
    })),
  );

const after = (draft: JsapiDraft, change: (text: string) => string): JsapiDraft => ({
  ...draft,
  join: (pairs) => change(draft.join(pairs)),
});

/** In the order in which they are tried. */
export const writingChanges: readonly Change<JsapiDraft, WritingMistake>[] = [
  { mistake: 'swapped', apply: (d) => [{ ...d, noncestr: d.timestamp, timestamp: d.noncestr }] },
  { mistake: 'line_end', apply: (draft) => ['\n', '\r\n'].map((end) => after(draft, (text) => text + end)) },
  // after line_end: a line end behind the address is one behind it all
  { mistake: 'space', apply: withBlanks },
  { mistake: 'nonceStr', apply: (draft) => [spelt({ noncestr: 'nonceStr' })(draft)] },
  { mistake: 'names', apply: (draft) => otherNames.map((names) => spelt(names)(draft)) },
  {
    mistake: 'order',
    apply: (draft) =>
      otherOrders([0, 1, 2, 3]).map((order) => ({
        ...draft,
        pairs: (input) => order.flatMap((at) => draft.pairs(input).slice(at, at + 1)),
      })),
  },
  {
    mistake: 'values_only',
    apply: (draft) => [
      {
        ...draft,
        join: (pairs) =>
          pairs
            .map(([, value]) => value)
            .sort()
            .join(''),
      },
      { ...draft, join: (pairs) => pairs.map(([, value]) => value).join('') },
      // as a message push is signed, which knows no address
      {
        ...draft,
        join: (pairs) =>
          pairs
            .slice(0, 3)
            .map(([, value]) => value)
            .sort()
            .join(''),
      },
    ],
  },
  {
    mistake: 'separator',
    apply: (draft) =>
      ['', ',', '&amp;', ' & ', '\n', ';'].map((separator) => ({ ...draft, join: joinBy(separator) })),
  },
  // what a web page makes of &timestamp
  { mistake: 'names', apply: (draft) => [after(draft, (text) => text.replaceAll('&times', '×'))] },
  {
    mistake: 'lower_case',
    apply: (draft) => [
      after(draft, (text) => text.toLowerCase()),
      { ...draft, url: draft.url.toLowerCase() },
      { ...draft, noncestr: draft.noncestr.toLowerCase() },
      { ...draft, ticket: draft.ticket.toLowerCase() },
    ],
  },
];

/** The right way, from which every mistake goes astray. */
export const rightDraft = (input: JsapiInput, digest: Digest): JsapiDraft => ({
  ...input,
  pairs: pairsOf,
  join: joinBy('&'),
  digest,
});
