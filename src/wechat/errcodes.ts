import type { Errcode } from './errcode-entry.ts';
import { commonErrcodes } from './errcode-table.ts';
import { accountErrcodes } from './errcode-table-account.ts';
import { cloudErrcodes } from './errcode-table-cloud.ts';
import { loginErrcodes } from './errcode-table-login.ts';
import { messageErrcodes } from './errcode-table-message.ts';
import { platformErrcodes } from './errcode-table-platform.ts';
import { requestErrcodes } from './errcode-table-request.ts';
import { toolErrcodes } from './errcode-table-tools.ts';
import { useErrcodes } from './errcode-table-use.ts';
import { workErrcodes } from './errcode-table-work.ts';

export type { Advice, Errcode, Lang, Localized } from './errcode-entry.ts';

/** Every code of WeChat's that has an explanation, once each, in ascending order, and after them those of WeCom. */
export const errcodes: readonly Errcode[] = [
  ...[
    ...commonErrcodes,
    ...requestErrcodes,
    ...accountErrcodes,
    ...useErrcodes,
    ...toolErrcodes,
    ...loginErrcodes,
    ...platformErrcodes,
    ...messageErrcodes,
    ...cloudErrcodes,
  ].sort((a, b) => a.code - b.code),
  ...workErrcodes,
];

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
