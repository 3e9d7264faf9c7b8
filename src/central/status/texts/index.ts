import type { Lang } from '../../../wechat/errcodes.ts';
import { type StatusTexts, statusEn } from './en.ts';
import { statusZh } from './zh.ts';

export type { StatusTexts };

export const statusTexts: Readonly<Record<Lang, StatusTexts>> = { en: statusEn, zh: statusZh };
