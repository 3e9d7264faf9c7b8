import type { Asset } from '../../http/assets.ts';
import type { Site } from '../../web/frame.ts';
import type { Tips } from '../../web/tips.ts';
import { type Api, type ApiGroup, apiCatalogue, isFreeRead } from '../../wechat/apis.ts';
import type { Lang } from '../../wechat/errcodes.ts';
import { type FormModel, formModel, type PageFrame } from '../model.ts';
import { type CallForm, confirmKey, samplePath } from './form.ts';
import { type CallTexts, callTexts } from './texts/index.ts';

/** What an API does, in a word and a sign. */
export type Kind = keyof CallTexts['kinds'];

/** One API as the form offers it: all that the script needs to fill it in. */
export type Option = Readonly<{
  id: string;
  name: string;
  method: string;
  path: string;
  body: string;
  kind: Kind;
  does: string;
  /** for some calls of its path alone */
  isConditional: boolean;
  /** the tick that it wants; undefined: none */
  effect: string | undefined;
  doc: string;
  isChecked: boolean;
  fields: string;
}>;

export type Group = Readonly<{ label: string; options: readonly Option[] }>;

/** The tick below the fields: what it says, and the one call that it is for. */
export type Tick = Readonly<{ value: string; label: string }>;

/** What stands in the form. */
export type CallFields = Readonly<{
  /** only what was taken for a token; it stands in a field of dots */
  accessToken: string;
  api: Option | undefined;
  method: string;
  path: string;
  body: string;
  tick: Tick | undefined;
}>;

/** What views/call.ejs is rendered with. */
export type CallModel = FormModel &
  Readonly<{
    style: Asset;
    script: Asset;
    c: CallTexts;
    groups: readonly Group[];
    fields: CallFields;
    signs: Readonly<Record<Kind, string>>;
  }>;

/** Told apart without their colour, and in forced colours as well: 16 by 16. */
const signs: Readonly<Record<Kind, string>> = {
  read: 'M1 8s2.5-4.5 7-4.5S15 8 15 8s-2.5 4.5-7 4.5S1 8 1 8zm5 0a2 2 0 1 0 4 0 2 2 0 1 0-4 0z',
  write: 'M3 13l.8-3L11 2.8 13.2 5 6 12.2z',
  reach: 'M2 8l12-5-4 11-2.5-4.5z',
  delete: 'M3 4h10M6 4V2.5h4V4M4.5 4l.6 9.5h5.8l.6-9.5',
  quota: 'M8 14A6 6 0 1 1 14 8M8 8l3-3',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.4 8.6 8 9 8 10m0 2v1',
};

const kinds = { X: 'delete', S: 'reach', W: 'write', Q: 'quota' } as const;

/** The gravest thing that the API does. */
function kindOf({ classes }: Api): Kind {
  const letter = (['X', 'S', 'W', 'Q'] as const).find((each) => classes.includes(each));
  return letter === undefined ? 'read' : kinds[letter];
}

const optionOf = (api: Api, lang: Lang): Option => ({
  id: api.id,
  name: api.name[lang],
  method: api.method,
  path: samplePath(api),
  body: api.body ?? '',
  kind: kindOf(api),
  does: api.does[lang],
  isConditional: api.when !== undefined,
  effect: api.effect?.[lang],
  doc: api.doc,
  isChecked: api.isChecked,
  fields: api.parameters.join(' · '),
});

function groupsIn(lang: Lang): readonly Group[] {
  const offered = apiCatalogue.filter(({ isUnlisted }) => !isUnlisted);
  const groups = [...new Set(offered.map(({ group }) => group))];
  return groups.map((group: ApiGroup) => ({
    label: callTexts[lang].groups[group],
    options: offered.filter((api) => api.group === group).map((api) => optionOf(api, lang)),
  }));
}

const groups: Readonly<Record<Lang, readonly Group[]>> = { en: groupsIn('en'), zh: groupsIn('zh') };

const noFields: CallFields = {
  accessToken: '',
  api: undefined,
  method: 'GET',
  path: '',
  body: '',
  tick: undefined,
};

/** The tick that a call wants; undefined: none. */
export function tickOf({ api, method, target }: CallForm, lang: Lang): Tick | undefined {
  if (!target.ok || isFreeRead(api)) return undefined;
  return {
    value: confirmKey(method, target.path),
    label: api?.effect?.[lang] ?? callTexts[lang].confirm.unknown,
  };
}

/** What is put back into the form: never anything that was taken for a secret, nor a tick that was given. */
function fieldsOf(form: CallForm, lang: Lang): CallFields {
  const { pasted, method, target, body, api } = form;
  const query = target.ok && target.query !== '' ? `?${target.query}` : '';
  return {
    accessToken: pasted.kind === 'token' ? pasted.token : '',
    api: api === undefined || api.isUnlisted ? undefined : optionOf(api, lang),
    method,
    path: target.ok ? target.path + query : target.shown,
    body: body.ok ? (body.text ?? '') : body.shown,
    tick: tickOf(form, lang),
  };
}

/** The page that calls an API. `tips` says what happened. */
export const callModel = (frame: PageFrame, site: Site, tips: Tips, form?: CallForm): CallModel => ({
  ...formModel(frame, site, tips),
  style: site.assets.call,
  script: site.assets.callScript,
  c: callTexts[frame.lang],
  groups: groups[frame.lang],
  fields: form === undefined ? noFields : fieldsOf(form, frame.lang),
  signs,
});
