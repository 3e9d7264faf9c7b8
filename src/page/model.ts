import type { Request } from 'express';
import { type Frame, frameOf, type Site, type TipsModel, tipsModel } from '../web/frame.ts';
import type { Tips } from '../web/tips.ts';
import type { Tool } from '../web/tools.ts';
import type { Lang } from '../wechat/errcodes.ts';
import { type Texts, texts } from './texts/index.ts';

/** What every page has around its content, with the words of the tools. */
export type PageFrame = Frame & Readonly<{ t: Texts }>;

/** A frame with the words of the tools in the place of those of every page, which they hold as well. */
export const pageFrame = (frame: Frame): PageFrame => ({ ...frame, t: texts[frame.lang] });

/** The frame of a tool's page, in the language of the request. */
export const pageFrameOf = (req: Request, site: Site, tool: Tool): PageFrame =>
  pageFrame(frameOf(req, site, tool));

/** What the tips of any tool are made with: the words, and what they mention. */
export type TipsContext = Readonly<{
  lang: Lang;
  t: Texts;
  errcodesHref: string;
  wechatApiBase: string;
  timeoutMs: number;
}>;

/** What the tips of this page are made with. */
export const tipsContext = (
  { lang, t, hrefs }: PageFrame,
  { wechatApiBase, timeoutMs }: Site,
): TipsContext => ({ lang, t, errcodesHref: hrefs.errcodes, wechatApiBase, timeoutMs });

/** A page with a form that calls WeChat. */
export type FormModel = PageFrame &
  TipsModel &
  Readonly<{
    /** what is said at the fields that are wrong, by their names */
    wrong: Readonly<Record<string, string>>;
    /** what the call may take */
    timeoutMs: number;
  }>;

/** The page around a form that calls WeChat: its tips, and what they fault at the fields. */
export const formModel = (frame: PageFrame, { timeoutMs }: Site, tips: Tips): FormModel => ({
  ...frame,
  ...tipsModel(frame, tips),
  wrong: Object.fromEntries(tips.problems.map(({ field, text }) => [field, text])),
  timeoutMs,
});
