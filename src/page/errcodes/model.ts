import { type TipsModel, tipsModel } from '../../web/frame.ts';
import type { Tips } from '../../web/tips.ts';
import type { Errcode } from '../../wechat/errcodes.ts';
import type { PageFrame } from '../model.ts';
import { texts } from '../texts/index.ts';

/** What views/errcodes.ejs is rendered with. */
export type ErrcodesModel = PageFrame &
  TipsModel &
  Readonly<{
    /** those that are listed; none: no list */
    errcodes: readonly Errcode[];
    /** the words in both languages, which stand side by side in the list */
    both: typeof texts;
  }>;

/** The page that explains errors. `tips` says what was found. */
export const errcodesModel = (frame: PageFrame, tips: Tips, errcodes: readonly Errcode[]): ErrcodesModel => ({
  ...frame,
  ...tipsModel(frame, tips),
  errcodes,
  both: texts,
});
