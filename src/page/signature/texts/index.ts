import type { Lang } from '../../../wechat/errcodes.ts';
import { en, type Texts } from './en.ts';
import { zh } from './zh.ts';

export type { Texts };

export const texts: Readonly<Record<Lang, Texts>> = { en, zh };
