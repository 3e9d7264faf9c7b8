import { type TipsModel, tipsModel } from '../../web/frame.ts';
import type { Tips } from '../../web/tips.ts';
import type { Family } from '../../wechat/errcodes.ts';
import type { PageFrame } from '../model.ts';
import type { List } from './rows.ts';
import { type ErrcodesTexts, errcodesTexts } from './texts/index.ts';
import { countOf } from './tips.ts';

/** What views/errcodes.ejs is rendered with. */
export type ErrcodesModel = PageFrame &
  TipsModel &
  Readonly<{
    w: ErrcodesTexts;
    families: readonly Readonly<{ family: Family; name: string; hint: string; isChosen: boolean }>[];
    /** all codes; none in an answer, which has those that were found */
    lists: readonly List[];
    count: number;
    style: PageFrame['assets']['errcodes'];
    script: PageFrame['assets']['errcodesScript'];
  }>;

/** The page that explains errors. `tips` says what was found; `chosen` is the platform that was asked about. */
export function errcodesModel(
  frame: PageFrame,
  tips: Tips,
  lists: readonly List[],
  chosen: Family = 'mp',
): ErrcodesModel {
  const w = errcodesTexts[frame.lang];
  return {
    ...frame,
    ...tipsModel(frame, tips),
    w,
    families: (['mp', 'work'] as const).map((family) => ({
      family,
      name: w.families[family].name,
      hint: w.families[family].hint(countOf(family)),
      isChosen: family === chosen,
    })),
    lists,
    count: countOf('mp') + countOf('work'),
    style: frame.assets.errcodes,
    script: frame.assets.errcodesScript,
  };
}
