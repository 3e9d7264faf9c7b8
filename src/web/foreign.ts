import type { Lang } from '../wechat/errcodes.ts';

export type Part = Readonly<{ text: string; lang: string | undefined }>;

const chinese = /[\u3400-\u9FFF]+(?:[ ,、][\u3400-\u9FFF]+)*/u;

const splitter = new RegExp(`(${chinese.source})`, 'u');

/**
 * Splits English text at the console's Chinese menu names, so that a screen reader can change its voice for them
 * (WCAG 3.1.2). Latin words in Chinese text are everyday there and stay as they are.
 */
export function splitForeign(text: string, lang: Lang): readonly Part[] {
  if (lang === 'zh' || !chinese.test(text)) return [{ text, lang: undefined }];
  return text
    .split(splitter)
    .filter((part) => part !== '')
    .map((part) => ({ text: part, lang: chinese.test(part) ? 'zh-CN' : undefined }));
}
