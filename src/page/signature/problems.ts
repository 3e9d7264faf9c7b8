import type { Problem, Tips } from '../../web/tips.ts';
import type { Texts as PageTexts } from '../texts/index.ts';
import { labels, type ValueName } from './fields.ts';
import type { FormProblem, SignatureForm } from './form.ts';
import type { Texts } from './texts/index.ts';

/** What a field is called beside it and in a link to it. */
export function labelOf(field: ValueName, kind: SignatureForm['kind'], s: Texts): string {
  if (field === 'signature') return s.fields.signature[kind === 'jsapi' ? 'jsapi' : 'push_check'];
  if (field === 'url' || field === 'body' || field === 'message') return s.fields[field];
  return labels[field];
}

function textOf({ field, why }: FormProblem, { values }: SignatureForm, t: PageTexts, s: Texts): string {
  const { problems } = s;
  switch (why) {
    case 'missing':
      return problems.missing[field] ?? problems.toCompare(labels[field]);
    case 'to_compare':
      return problems.toCompare(labels[field]);
    case 'no_key':
      return problems.no_key(values.encoding_aes_key.length);
    case 'no_address':
    case 'long_address':
    case 'no_time':
    case 'no_nonce':
    case 'no_echostr':
    case 'no_signature':
    case 'plain_body':
    case 'no_body':
    case 'verify_ticket':
      return problems[why];
    case 'no_appid':
      return t.hints.secret_as_appid;
    default:
      return t.notToken[why];
  }
}

/** The fields that cannot be worked with, each with what is said beside it. */
export const problemsOf = (form: SignatureForm, t: PageTexts, s: Texts): Problem[] =>
  form.problems.map((problem) => ({
    field: problem.field,
    text: textOf(problem, form, t, s),
    go: s.go(labelOf(problem.field, form.kind, s)),
  }));

/** The tips area when the form cannot be worked with. */
export const problemTips = (form: SignatureForm, t: PageTexts, s: Texts): Tips => ({
  state: 'error',
  heading: s.problemHeading,
  problems: problemsOf(form, t, s),
  notes: [form.kind === 'jsapi' ? s.notUsed : s.nothingCompared],
  steps: [],
});

/** What was taken out of what was pasted, or from around it, in words. */
export function pasteNotes({ taken, removed }: SignatureForm, t: PageTexts, s: Texts): string[] {
  const names = taken.map((name) => labels[name]).join(s.notes.between);
  return [
    ...(names === '' ? [] : [s.notes.taken(names)]),
    ...removed.map(([name, { spaces, invisible, quotes }]) =>
      t.removed(labels[name], spaces, invisible, quotes),
    ),
  ];
}
