import { createHash } from 'node:crypto';
import { z } from 'zod';
import { clean } from '../../clean.ts';

/** Names of accounts and clients: they become metric labels and log fields. */
export const namePattern = /^[A-Za-z0-9._-]{1,40}$/;

/** What a shell gives for a key in a variable that is not set. */
const digestOfNothing = createHash('sha256').digest('hex');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001F\u007F-\u009F\uFFFD]/;

const mostCharacters = 512;

const cleaned = z.string().transform((typed) => clean(typed).value);

const name = z.string().regex(namePattern);

/** It becomes part of a file name, and 32 hex digits are an AppSecret in the wrong place. */
const appid = cleaned.pipe(z.string().regex(/^(?![0-9a-fA-F]{32}$)[A-Za-z0-9_-]{1,64}$/));

const keySha256 = cleaned.pipe(
  z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .transform((hex) => hex.toLowerCase())
    .refine((hex) => hex !== digestOfNothing),
);

/** An account as the file has it; its secret is looked at by `secretOf`, whichever way it comes. */
export const accountFields = z.strictObject({
  name,
  appid,
  secret: z.string().exactOptional(),
  secretFile: z.string().min(1).exactOptional(),
  endpoint: z.enum(['token', 'stable_token']).default('stable_token'),
});

/** A client as the file has it. */
export const clientFields = z.strictObject({
  name,
  keySha256: z.union([keySha256.transform((hex) => [hex]), z.array(keySha256).min(1).max(2)]),
  accounts: z.array(z.string()).min(1),
  forceRefresh: z.boolean().default(false),
  gateway: z.array(z.string()).min(1).exactOptional(),
  origins: z.array(z.string()).min(1).exactOptional(),
});

/** The names that may stand at each place of the file. */
export const fieldsAt = {
  file: ['accounts', 'clients'],
  account: Object.keys(accountFields.shape),
  client: Object.keys(clientFields.shape),
} as const;

/** What each field has to be, by its name. */
export const expectations: Readonly<Record<string, string>> = {
  accounts: 'expected a list with at least one entry',
  clients: 'expected a list',
  name: 'expected 1 to 40 letters, digits, dots, dashes or underlines',
  appid:
    'expected an AppID: letters, digits, dashes or underlines, at most 64; 32 hex digits would be an AppSecret',
  secret: 'expected the AppSecret as text',
  secretFile: 'expected the path of a file',
  endpoint: 'expected stable_token or token',
  keySha256: 'expected a SHA-256 in 64 hex digits, or a list of two; `npm run client-key -- NAME` prints one',
  forceRefresh: 'expected true or false',
  gateway:
    'expected a list of paths (/wxa/getwxacodeunlimit), prefixes (/wxa/), drafts, read, login, or ["*"] for every path',
  origins: 'expected a list of origins, such as ["https://md.example.com"]',
};

const placeholder =
  /^(?:the |your |my )?(?:app|client)?[ _-]?(?:secret|key)$|^(?:change.?me|todo|xxx+|\.{3,}|…+|\*+|<.*>|\$\{.*\}|\$\w+|\{\{.*\}\})$/i;

/** Has the value of an example been left in? */
export const isPlaceholder = (value: string): boolean => placeholder.test(value.trim());

const oddAppids: readonly (readonly [RegExp, warning: string])[] = [
  // of every example of this project and of most documentation
  [/^wx(?:0{16}|x+|[.…*]+)$/i, 'is the one of the examples: put your AppID there'],
  [
    /^ww[0-9a-f]{16}$/i,
    'is a CorpID of WeCom (企业微信), whose tokens this server does not keep: put an AppID there',
  ],
  [/^gh_[0-9a-f]{12}$/i, 'is the original ID (原始 ID) of an account: put its AppID there'],
  [/^touristappid$/i, 'is the guest AppID of the developer tools, which has no token: put your AppID there'],
];

/** What is odd about an AppID that WeChat will refuse as it has the shape of something else; undefined for most. */
export const warnOfAppid = (appid: string): string | undefined =>
  oddAppids.find(([shape]) => shape.test(appid.trim()))?.[1];

/** An AppSecret, cleaned as the page's form cleans it, or what is wrong with it, whichever way it came. */
export function secretOf(written: string): Readonly<{ secret: string } | { problem: string }> {
  const secret = clean(written).value;
  if (secret === '') return { problem: 'is empty' };
  if (secret.length > mostCharacters) return { problem: `is longer than ${mostCharacters} characters` };
  if (control.test(secret))
    return { problem: 'holds a line break or another control character: one AppSecret only' };
  if (isPlaceholder(secret))
    return { problem: 'is still the placeholder of an example: put the AppSecret there' };
  if (/^wx[0-9a-f]{16}$/.test(secret)) return { problem: 'looks like an AppID: the AppSecret belongs there' };
  return { secret };
}
