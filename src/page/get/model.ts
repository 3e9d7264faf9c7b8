import type { Site } from '../../web/frame.ts';
import type { Tips } from '../../web/tips.ts';
import { consoles } from '../../web/whitelist.ts';
import type { Endpoint } from '../../wechat/client.ts';
import { type FormModel, formModel, type PageFrame } from '../model.ts';

/** What stands in the form; a secret never does. */
export type GetFields = Readonly<{
  appid: string;
  endpoint: Endpoint;
  /** forced refreshes left today for this appid; undefined while it is not known */
  forcesLeft: number | undefined;
}>;

export const noFields: GetFields = { appid: '', endpoint: 'token', forcesLeft: undefined };

/** What views/get.ejs is rendered with. */
export type GetModel = FormModel & Readonly<{ fields: GetFields; consoles: typeof consoles }>;

/** The page that gets a token. `tips` says what happened. */
export const getModel = (frame: PageFrame, site: Site, fields: GetFields, tips: Tips): GetModel => ({
  ...formModel(frame, site, tips),
  fields,
  consoles,
});
