import type { Called, NextForm, Ways } from './called.ts';

/** A moment, ready for `<time>`: `iso` for machines, `text` in UTC for a page without script. */
export type Moment = Readonly<{ iso: string; text: string }>;

export type Link = Readonly<{ href: string; text: string; hint?: string }>;

/** One thing to do: a sentence, where it is done, and the way there in the console's own words. */
export type Step = Readonly<{ text: string; link?: Link; path?: string }>;

/** A part that is folded: paragraphs under a heading. */
export type Fold = Readonly<{ heading: string; steps: readonly Step[] }>;

/** A field that is wrong. `field`: its name, which is its id as well; `text`: what is said beside it; `go`: the link to it. */
export type Problem = Readonly<{ field: string; text: string; go: string }>;

/** What was called: an endpoint that issues tokens, stable_token with force_refresh, or an API that was used with a token. */
export type Occasion = 'fetch' | 'force' | 'use' | Composed;

/** A call that a person composed: it changes nothing, or it may have an effect. */
export type Composed = 'read' | 'act';

/** Addresses that WeChat saw. `note`: one that cannot be listed, and that they change. */
export type Addresses = Readonly<{
  label: string;
  items: readonly Readonly<{ value: string; note: string | undefined }>[];
  note: string | undefined;
}>;

/** What a reply means and what to do about it. */
export type Explanation = Readonly<{
  meaning: string;
  /** one list item each */
  actions: readonly string[];
  /** in place of `actions`, where they lead somewhere */
  steps?: readonly Step[];
  /** what only some need */
  more?: readonly Fold[];
  /** the address that WeChat saw, and whose it is */
  addresses?: Addresses;
  rid?: Readonly<{ value: string; time: Moment }>;
  links: readonly Link[];
}>;

/** A few short values under a label; none: not shown. */
type Values = Readonly<{ label: string; items: readonly string[] }>;

/** One error of those that a pasted text holds, or of all there are. A reading is labelled where it depends on the call. */
export type FoundError = Readonly<{
  /** its anchor, in the list of all */
  id?: string | undefined;
  code: string;
  name: string;
  /** what it means, in one sentence */
  line: string;
  readings: readonly Readonly<{ label: string | undefined; meaning: string; steps: readonly Step[] }>[];
  notes: readonly string[];
  /** the calls that are known to answer it */
  calls: Values;
  /** how its errmsg reads */
  texts: Values;
  links: readonly Link[];
  isOpen: boolean;
  /** the only one, whose code and name stand in the heading above it */
  isAlone?: boolean;
}>;

export type TokenView = Readonly<{
  value: string;
  /** what stands on paper in its place: both ends, without the middle */
  printed: string;
  length: string;
  /** its life, for the bar; undefined while its end is not known */
  livesS: number | undefined;
  ends: Moment | undefined;
}>;

/** The quiet line below a result: what was asked, of whom, and what follows from it. */
export type About = Readonly<{ codes: readonly string[]; texts: readonly string[] }>;

/** One call as it is typed in one language. `before`: the command that sets its secret, and what it is for; `note`: a trap. */
export type Form = Readonly<{
  shell: string;
  text: string;
  before?: Readonly<{ text: string; command: string }>;
  note?: string;
}>;

/** Can be pasted; secret and token are variables in it. */
export type Command = Readonly<{ heading: string; hint?: string; forms: readonly Form[] }>;

/** What came back, as facts in one line and as the body itself. */
export type Body = Readonly<{
  intro: string;
  facts: readonly string[];
  text: string | undefined;
  /** with something in it that opens an account, which is not printed */
  holdsToken: boolean;
}>;

/** The tips area, finished: the view only escapes and loops. */
export type Tips = Readonly<{
  state: 'empty' | 'ok' | 'notice' | 'error';
  heading: string;
  problems: readonly Problem[];
  /** what was cleaned or looks odd; said, never enforced */
  notes: readonly string[];
  steps: readonly string[];
  /** the partial that shows, before anything was asked, what an answer looks like */
  sample?: string;
  token?: TokenView;
  /** the answer of an API that a person called */
  called?: Called;
  /** ways out, where calls are used up */
  ways?: Ways;
  /** where one goes on from here, with the same token */
  next?: readonly NextForm[];
  about?: About;
  /** the one thing to do about an error, where it is somewhere else than in the form */
  go?: Link;
  explanation?: Explanation;
  /** in place of an explanation: all errors of a pasted text, the first one under the heading itself */
  found?: readonly FoundError[];
  /** every address of a pasted text that WeChat was called from */
  addresses?: Addresses;
  rids?: readonly Readonly<{ value: string; time: Moment }>[];
  body?: Body;
  commands?: readonly Command[];
  /** the box that lets the next press replace a kept token */
  replaceKept?: Readonly<{ intro: string; label: string; withoutScript: string }>;
  /** what a reload would do; for a page that was posted without script */
  reload?: string;
  /** of the call to WeChat */
  durationMs?: number;
  /** a second, short result below: the quota */
  extra?: Readonly<{
    heading: string;
    text: string;
    body: Body;
    /** how much of a whole */
    share?: Readonly<{ used: number; of: number }>;
  }>;
}>;

/** The tips area before anything was asked: what to expect there. */
export const emptyTips = (
  heading: string,
  steps: readonly string[],
  notes: readonly string[],
  sample?: string,
): Tips => ({
  state: 'empty',
  heading,
  steps,
  ...(sample === undefined ? {} : { sample }),
  problems: [],
  notes,
});

/** 2026-01-31 08:00:00 UTC: the same for everybody; the script turns it into local time. */
export function moment(ms: number): Moment {
  const iso = new Date(ms).toISOString();
  return { iso, text: `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC` };
}
