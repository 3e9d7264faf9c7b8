import type { Errcode } from './errcode-entry.ts';
import { commonErrcodes } from './errcode-table.ts';
import { accountErrcodes } from './errcode-table-account.ts';
import { requestErrcodes } from './errcode-table-request.ts';
import { toolErrcodes } from './errcode-table-tools.ts';
import { useErrcodes } from './errcode-table-use.ts';

export type { Advice, Errcode, Lang, Localized } from './errcode-entry.ts';

/** Every code that has an explanation, once each, in ascending order. */
export const errcodes: readonly Errcode[] = [
  ...commonErrcodes,
  ...requestErrcodes,
  ...accountErrcodes,
  ...useErrcodes,
  ...toolErrcodes,
].sort((a, b) => a.code - b.code);

const byCode: ReadonlyMap<number, Errcode> = new Map(errcodes.map((entry) => [entry.code, entry]));

/**
 * The explanation of a code, or undefined for a code that is not known: a meaning is never guessed.
 * Facts: what WeChat publishes, linked as `source` where one page has it; what is only known from developers'
 * reports is called reported in the text.
 */
export function findErrcode(code: number): Errcode | undefined {
  return byCode.get(code);
}

/**
 * WeChat's own diagnosis tool, which takes a rid or a whole reply and needs a login: the way on for any code.
 * https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/api_diagnosis
 */
export const diagnosisUrl = 'https://developers.weixin.qq.com/console/devtools/debug?tab=errorDiag';
