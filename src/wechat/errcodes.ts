import type { Advice, Errcode, ErrcodeRow, Family, TokenUse } from './errcode-entry.ts';
import { weChatErrcodes } from './errcode-table.ts';
import { workErrcodes } from './errcode-table-work.ts';

export type { Advice, Errcode, Family, Lang, Localized, TokenUse } from './errcode-entry.ts';

const entryOf = (row: ErrcodeRow, family: Family): Errcode => ({
  where: ['use'],
  retry: 'person',
  ...row,
  family,
});

/** Every errcode that is known: WeChat's, then WeCom's, each in ascending order. */
export const errcodes: readonly Errcode[] = [
  ...weChatErrcodes.map((row) => entryOf(row, 'mp')),
  ...workErrcodes.map((row) => entryOf(row, 'work')),
];

const byCode: ReadonlyMap<string, Errcode> = new Map(
  errcodes.map((entry) => [`${entry.family} ${entry.code}`, entry]),
);

/**
 * The explanation of a code, or undefined for a code that is not known: a meaning is never guessed.
 * Facts: what WeChat publishes, linked as `source` where one page has it; what is only known from developers'
 * reports is called reported, in the text or by `isReported`.
 */
export function findErrcode(code: number, family: Family = 'mp'): Errcode | undefined {
  return byCode.get(`${family} ${code}`);
}

/** Is `path` one of these calls, or below a prefix among them? */
export const isAmong = (path: string, calls: readonly string[]): boolean =>
  calls.some((call) => (call.endsWith('/') ? path.startsWith(call) : path === call));

/** The one advice for a call that is known: what it did with a token, and its path, if that is known. */
export function adviceFor({ use, ...entry }: Errcode, occasion: TokenUse, path?: string): Advice {
  if (use === undefined) return entry;
  if (path !== undefined && use.calls !== undefined) return isAmong(path, use.calls) ? use : entry;
  return occasion === 'use' ? use : entry;
}

/** Where an errcode is explained in the list of all: the fragment of its address. */
export const errcodeId = (code: number, family: Family = 'mp'): string =>
  family === 'mp' ? `${code}` : `${family}-${code}`;

/**
 * WeChat's own diagnosis tool, which takes a rid or a whole reply and needs a login: the way on for any code.
 * https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/api_diagnosis
 */
export const diagnosisUrl = 'https://developers.weixin.qq.com/console/devtools/debug?tab=errorDiag';

/** WeCom's page on one of its codes, which its own errmsg links to. */
export const workHelpUrl = (code: number): string =>
  `https://open.work.weixin.qq.com/devtool/query?e=${code}`;
