import type { Errcode } from './errcode-entry.ts';
import { errcodes } from './errcode-table.ts';

export type { Advice, Errcode, Lang, Localized } from './errcode-entry.ts';
export { errcodes };

export type Family = 'mp' | 'work';

const familyOf = (entry: Errcode): Family => entry.family ?? 'mp';

const byCode: ReadonlyMap<string, Errcode> = new Map(
  errcodes.map((entry) => [`${familyOf(entry)} ${entry.code}`, entry]),
);

/**
 * The explanation of a code, or undefined for a code that is not known: a meaning is never guessed.
 * Facts: what WeChat publishes, linked as `source` where one page has it; what is only known from developers'
 * reports is called reported in the text.
 */
export function findErrcode(code: number, family: Family = 'mp'): Errcode | undefined {
  return byCode.get(`${family} ${code}`);
}

/**
 * WeChat's own diagnosis tool, which takes a rid or a whole reply and needs a login: the way on for any code.
 * https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/api_diagnosis
 */
export const diagnosisUrl = 'https://developers.weixin.qq.com/console/devtools/debug?tab=errorDiag';
