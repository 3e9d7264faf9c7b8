import type { Lang } from '../../../wechat/errcodes.ts';
import { type ErrcodesTexts, en } from './en.ts';
import { zh } from './zh.ts';

export type { ErrcodesTexts };

export const errcodesTexts: Readonly<Record<Lang, ErrcodesTexts>> = { en, zh };
