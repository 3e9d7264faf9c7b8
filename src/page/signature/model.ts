import type { Asset } from '../../http/assets.ts';
import type { Site } from '../../web/frame.ts';
import { emptyTips, type Tips } from '../../web/tips.ts';
import { type FormModel, formModel, type PageFrame } from '../model.ts';
import { example } from './example.ts';
import { type Kind, kinds, labels, noValues, type ValueName, type Values } from './fields.ts';
import { type Texts, texts } from './texts/index.ts';
import type { SignatureView } from './view.ts';

/** What views/signature.ejs is rendered with. */
export type SignatureModel = FormModel &
  Readonly<{
    s: Texts;
    style: Asset;
    kinds: readonly Kind[];
    kind: Kind;
    labels: typeof labels;
    values: Values;
    showTicket: boolean;
    taken: readonly ValueName[];
    example: typeof example;
    /** in place of the tips area of other tools; none: there is nothing signed to show */
    view: SignatureView | undefined;
  }>;

export type Filled = Readonly<{
  kind: Kind;
  values: Values;
  showTicket: boolean;
  /** taken out of what was pasted, so that the script puts them in its place */
  taken: readonly ValueName[];
}>;

/** The form before anything was typed. */
export const unfilled: Filled = { kind: 'jsapi', values: noValues, showTicket: false, taken: [] };

/** The page with something else than a result: nothing asked yet, a problem, an answer of WeChat's. */
export const signatureModel = (
  frame: PageFrame,
  site: Site,
  filled: Filled,
  tips: Tips,
  view?: SignatureView,
): SignatureModel => ({
  ...formModel(frame, site, tips),
  s: texts[frame.lang],
  style: site.assets.signature,
  kinds,
  labels,
  ...filled,
  example,
  view,
});

/** The page with a result. */
export const resultModel = (
  frame: PageFrame,
  site: Site,
  filled: Filled,
  view: SignatureView,
): SignatureModel => {
  // for the title, which repeats the heading
  const tips: Tips = { state: view.state, heading: view.heading, problems: [], notes: [], steps: [] };
  return signatureModel(frame, site, filled, tips, view);
};

/** The tips area before anything was typed. */
export const signatureEmptyTips = ({ lang }: PageFrame, notes: readonly string[]): Tips =>
  emptyTips(texts[lang].empty.heading, [], notes, 'signature-sample');
