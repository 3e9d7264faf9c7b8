import type { Request } from 'express';
import type { Lang } from '../wechat/errcodes.ts';

const languages: readonly Lang[] = ['en', 'zh'];

/** `?lang=` if it names a language, else what the browser prefers, else English. `chosen` is set for the first case only. */
export function languageOf(req: Request): Readonly<{ lang: Lang; chosen: Lang | undefined }> {
  const chosen = languages.find((lang) => lang === req.query.lang);
  const preferred = req.acceptsLanguages([...languages]);
  return { lang: chosen ?? languages.find((lang) => lang === preferred) ?? 'en', chosen };
}
