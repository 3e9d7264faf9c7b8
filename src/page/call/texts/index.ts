import type { Lang } from '../../../wechat/errcodes.ts';
import { type CallTexts, en } from './en.ts';
import { zh } from './zh.ts';

export type { CallTexts };

export const callTexts: Readonly<Record<Lang, CallTexts>> = { en, zh };
