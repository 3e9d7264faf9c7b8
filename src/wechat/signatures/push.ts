import { type Digest, type DigestMistake, digestChanges, sha1 } from './digest.ts';
import { type Change, findMistakes, otherOrders } from './mistakes.ts';

/** What WeChat signs when it pushes a message or checks a server's address. */
export type PushInput = Readonly<{
  /** the Token of the console */
  token: string;
  timestamp: string;
  nonce: string;
  /** safe mode: the sealed message in base64 */
  encrypt?: string;
}>;

const partsOf = ({ token, timestamp, nonce, encrypt }: PushInput): string[] => [
  token,
  timestamp,
  nonce,
  ...(encrypt === undefined ? [] : [encrypt]),
];

/**
 * `signature`, or with `encrypt` msg_signature: the parts sorted as strings, joined with nothing between them, SHA-1.
 * https://developers.weixin.qq.com/doc/oplatform/developers/dev/push
 */
export const signPush = (input: PushInput): string => sha1(partsOf(input).sort().join(''));

export type PushMistake =
  | DigestMistake
  | 'plain_signature'
  | 'msg_signature_of_message'
  | 'whole_body'
  | 'encrypt_encoded'
  | 'token_space'
  | 'token_case'
  | 'no_token'
  | 'token_sample'
  | 'key_as_token'
  | 'appid_as_token'
  | 'echostr'
  | 'number_sort'
  | 'order'
  | 'separator'
  | 'line_end';

type Draft = Readonly<{
  parts: readonly string[];
  arrange: (parts: readonly string[]) => readonly string[];
  join: (parts: readonly string[]) => string;
  digest: Digest;
}>;

const textOf = ({ parts, arrange, join }: Draft): string => join(arrange(parts));

const sorted = (parts: readonly string[]): readonly string[] => [...parts].sort();

/** As PHP sorts unless it is told SORT_STRING: numbers by their size, all else as strings. */
const byNumber = (a: string, b: string): number => {
  const areNumbers = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (areNumbers) return Number(a) - Number(b);
  return a < b ? -1 : Number(a > b);
};

const withToken =
  (vary: (token: string) => readonly string[]) =>
  (draft: Draft): Draft[] => {
    const [token = '', ...rest] = draft.parts;
    return vary(token)
      .filter((other) => other !== token)
      .map((other) => ({ ...draft, parts: [other, ...rest] }));
  };

/** The Tokens of samples and tutorials, which stay in code that was copied. */
const samples = ['token', 'TOKEN', 'weixin', 'wechat', 'AAAAA', 'test', 'mytoken', 'pamtest', 'QDG6eK'];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export type PushClues = Readonly<{
  /** what stood in the other fields */
  aesKey?: string;
  appid?: string;
  echostr?: string;
  /** the whole body as received, and what it says once opened */
  body?: string;
  message?: string;
}>;

const known = (...values: (string | undefined)[]): string[] =>
  values.filter((value) => value !== undefined && value !== '') as string[];

/** What stands in for a Token is tried together with every other mistake, so it may not be long. */
const short = (value: string | undefined): string[] => known(value).filter(({ length }) => length <= 256);

const withEncrypt = (draft: Draft, values: readonly string[]): Draft[] =>
  draft.parts.length < 4
    ? []
    : values
        .filter((value) => value !== draft.parts[3])
        .map((value) => ({ ...draft, parts: [...draft.parts.slice(0, 3), value] }));

const encodedForms = (encrypt: string): string[] => [
  encodeURIComponent(encrypt),
  encrypt.replaceAll('+', ' '),
  encrypt.replaceAll('/', '\\/'),
  encrypt.replace(/={1,2}$/, ''),
  `${encrypt}\n`,
];

function changesFor({ aesKey, appid, echostr, body, message }: PushClues): Change<Draft, PushMistake>[] {
  return [
    {
      mistake: 'plain_signature',
      apply: (draft) => (draft.parts.length < 4 ? [] : [{ ...draft, parts: draft.parts.slice(0, 3) }]),
    },
    { mistake: 'whole_body', apply: (draft) => withEncrypt(draft, known(body, body?.trim())) },
    { mistake: 'msg_signature_of_message', apply: (draft) => withEncrypt(draft, known(message)) },
    { mistake: 'encrypt_encoded', apply: (draft) => withEncrypt(draft, encodedForms(draft.parts[3] ?? '')) },
    {
      mistake: 'token_space',
      apply: withToken((token) => [
        ...[' ', '\n', '\r\n', '\t', '\u3000', '\ufeff'].flatMap((blank) => [token + blank, blank + token]),
        `"${token}"`,
        `'${token}'`,
      ]),
    },
    {
      mistake: 'token_case',
      apply: withToken((token) => [token.toLowerCase(), token.toUpperCase(), capital(token)]),
    },
    { mistake: 'no_token', apply: withToken(() => ['', 'undefined', 'null', 'None', 'nil', 'false']) },
    { mistake: 'token_sample', apply: withToken(() => samples) },
    { mistake: 'key_as_token', apply: withToken(() => short(aesKey)) },
    { mistake: 'appid_as_token', apply: withToken(() => short(appid)) },
    {
      mistake: 'echostr',
      apply: (draft) => short(echostr).map((value) => ({ ...draft, parts: [...draft.parts, value] })),
    },
    {
      mistake: 'number_sort',
      apply: (draft) => [{ ...draft, arrange: (parts) => [...parts].sort(byNumber) }],
    },
    {
      mistake: 'order',
      apply: (draft) => [
        { ...draft, arrange: (parts) => parts },
        ...otherOrders(draft.parts.map((_, at) => at)).map((order) => ({
          ...draft,
          arrange: (parts: readonly string[]) => order.flatMap((at) => parts.slice(at, at + 1)),
        })),
      ],
    },
    {
      mistake: 'separator',
      apply: (draft) =>
        ['&', ',', ' ', '\n', ''].map((separator) => ({
          ...draft,
          join: (parts) =>
            separator === '' ? parts.map((part) => JSON.stringify(part)).join('') : parts.join(separator),
        })),
    },
    {
      mistake: 'line_end',
      apply: (draft) => ['\n', '\r\n'].map((end) => ({ ...draft, join: (parts) => draft.join(parts) + end })),
    },
  ];
}

/**
 * Which usual mistake, or which two together, give exactly the signature of a push that somebody has; undefined: none of
 * them. Does not look whether it is right.
 */
export function findPushMistakes(
  input: PushInput,
  given: string,
  clues: PushClues,
): readonly PushMistake[] | undefined {
  const start: Draft = {
    parts: partsOf(input),
    arrange: sorted,
    join: (parts) => parts.join(''),
    digest: sha1,
  };
  const right = textOf(start);
  const changes = [...changesFor(clues), ...digestChanges<Draft>(given)];
  const isIt = (draft: Draft): boolean => draft.digest(textOf(draft)) === given;
  return findMistakes(start, changes, isIt, right.length)?.mistakes;
}
