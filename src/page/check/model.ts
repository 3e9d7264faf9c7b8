import type { Site } from '../../web/frame.ts';
import type { Tips } from '../../web/tips.ts';
import { type FormModel, formModel, type PageFrame } from '../model.ts';
import { quotaPaths } from './quota-path.ts';

/** What views/check.ejs is rendered with. */
export type CheckModel = FormModel &
  Readonly<{
    /** the path whose quota was asked for; empty: none */
    quotaPath: string;
    /** those that are offered */
    quotaPaths: readonly string[];
  }>;

/** The page that checks a token. `tips` says what happened. */
export const checkModel = (frame: PageFrame, site: Site, tips: Tips, quotaPath = ''): CheckModel => ({
  ...formModel(frame, site, tips),
  quotaPath,
  quotaPaths,
});
