import type { Tips } from '../../web/tips.ts';
import type { TipsContext } from '../model.ts';
import type { Texts } from '../texts/index.ts';
import type { TokenForm } from './form.ts';
import { notesOf } from './tips.ts';

/** The tips area in place of a call that would replace a token which this server keeps. */
export function keptTips(form: TokenForm, { t }: TipsContext): Tips {
  const { endpoint } = form;
  const { kept } = t;
  return {
    state: 'notice',
    heading: kept.heading,
    problems: [],
    notes: notesOf(form, t),
    steps: [],
    explanation: { meaning: kept.meaning[endpoint], actions: [kept.read, kept.instead[endpoint]], links: [] },
    replaceKept: { intro: kept.confirm, label: kept.label, withoutScript: kept.anew[endpoint] },
  };
}

/** The same for programs, in one string. */
export function keptHint({ endpoint }: TokenForm, { kept }: Texts): string {
  return [kept.meaning[endpoint], kept.read, kept.instead[endpoint], kept.field].join(' ');
}
