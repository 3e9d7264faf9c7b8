import { emptyTips, type Tips } from '../../web/tips.ts';
import type { Lang } from '../../wechat/errcodes.ts';
import { cleanedNotes, fieldLabels } from '../form-fields.ts';
import type { TipsContext } from '../model.ts';
import type { NotToken } from '../pasted/token.ts';
import type { CallForm } from './form.ts';
import { tickOf } from './model.ts';
import { type CallTexts, callTexts } from './texts/index.ts';

type Context = TipsContext & Readonly<{ getHref: string }>;

/** The tips area before anything was called. */
export const callEmptyTips = (lang: Lang, notes: readonly string[]): Tips => ({
  ...emptyTips(callTexts[lang].empty.heading, [], notes),
  sample: 'call-sample',
});

/** What was taken out of the fields, in words. */
export function takenNotes(
  { pasted, target, cleaned, method, body }: CallForm,
  { t, lang }: TipsContext,
): string[] {
  const c = callTexts[lang];
  const fromPath = target.ok && target.isTaken;
  const isUsed = fromPath && cleaned.access_token?.value === '';
  const isTaken = pasted.kind === 'token' && pasted.isTaken && !isUsed;
  return [
    ...(isTaken ? [t.taken(fieldLabels.access_token)] : cleanedNotes({ cleaned }, t)),
    ...(fromPath ? [isUsed ? c.tokenFromPath : c.takenFromPath] : []),
    ...(method === 'GET' && body.ok && body.text !== undefined ? [c.bodyLeftOut] : []),
  ];
}

/** The tips area once the form was filled in, and nobody was called. */
export function loadedTips(form: CallForm, context: TipsContext): Tips {
  const { loaded } = callTexts[context.lang];
  const next = tickOf(form, context.lang) === undefined ? loaded.next : loaded.tick;
  return {
    ...emptyTips(loaded.heading, [], takenNotes(form, context)),
    steps: [
      ...(form.pasted.kind === 'token' ? [loaded.withToken] : []),
      form.target.ok ? next : loaded.noApi,
    ],
    sample: 'call-sample',
  };
}

const problemTips = (field: string, text: string, go: string, c: CallTexts): Tips => ({
  state: 'error',
  heading: c.problem,
  problems: [{ field, text, go }],
  notes: [c.notSent],
  steps: [],
});

/** The tips area when no token was pasted. */
export const missingTips = (context: TipsContext): Tips => {
  const c = callTexts[context.lang];
  return problemTips('access_token', context.t.missing.access_token, c.go.access_token, c);
};

/** The tips area when something else than a token was pasted. */
export function notTokenTips(looksLike: NotToken, context: TipsContext): Tips {
  const c = callTexts[context.lang];
  return {
    ...problemTips('access_token', context.t.notToken[looksLike], c.go.access_token, c),
    heading: context.t.notToken.heading,
  };
}

/** Why a path or a body is refused, for people and for programs; undefined: it is not. */
export function refusalOf({ target, body, method }: CallForm, lang: Lang) {
  const c = callTexts[lang];
  if (!target.ok) return { word: 'path_refused', field: 'path', text: c.pathFaults[target.fault] } as const;
  if (body.ok || method === 'GET') return undefined;
  const { line = 1, column = 1 } = body.place ?? {};
  const text = body.fault === 'not_json' ? c.bodyFaults.not_json(line, column) : c.bodyFaults[body.fault];
  return { word: 'body_refused', field: 'body', text } as const;
}

/** The tips area for a refused path or body, with the way to Get where that is meant. */
export function refusedTips(
  form: CallForm,
  { field, text }: Readonly<{ field: 'path' | 'body'; text: string }>,
  { lang, getHref, ...context }: Context,
): Tips {
  const c = callTexts[lang];
  const isGets = !form.target.ok && form.target.fault === 'token_path';
  const tips = problemTips(field, text, c.go[field], c);
  return {
    ...tips,
    notes: [...tips.notes, ...takenNotes(form, { lang, ...context })],
    ...(isGets
      ? {
          problems: [],
          explanation: { meaning: text, actions: [], links: [] },
          go: { href: getHref, text: c.go.get },
        }
      : {}),
  };
}

/** The tips area for a call that changes something and was not agreed to. */
export function confirmTips(form: CallForm, context: TipsContext): Tips {
  const c = callTexts[context.lang];
  return {
    state: 'notice',
    heading: c.confirm.heading,
    problems: [{ field: 'confirm', text: c.confirm.text, go: c.go.confirm }],
    notes: [c.notSent, ...(form.confirm === '' ? [] : [c.confirm.stale]), ...takenNotes(form, context)],
    steps: [],
  };
}
