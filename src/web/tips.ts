/** A moment, ready for `<time>`: `iso` for machines, `text` in UTC for a page without script. */
export type Moment = Readonly<{ iso: string; text: string }>;

export type Link = Readonly<{ href: string; text: string; hint?: string }>;

/** What was called: an endpoint that issues tokens, stable_token with force_refresh, or an API that was used with a token. */
export type Occasion = 'fetch' | 'force' | 'use';

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
  readings: readonly Readonly<{ label: string | undefined; meaning: string; actions: readonly string[] }>[];
  notes: readonly string[];
  /** the calls that are known to answer it */
  calls: Values;
  /** how its errmsg reads */
  texts: Values;
  links: readonly Link[];
  isOpen: boolean;
}>;

export type TokenView = Readonly<{
  value: string;
  /** what stands on paper in its place: both ends, without the middle */
  printed: string;
  length: string;
  expiresIn: string;
  ends: Moment | undefined;
  notes: readonly string[];
}>;

/** One call as it is typed in one kind of shell. */
export type Form = Readonly<{ shell: 'curl' | 'PowerShell'; text: string }>;

/** Can be pasted into a shell; secret and token are variables in it. */
export type Command = Readonly<{ heading: string; hint: string; forms: readonly Form[] }>;

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
  /** `field`: its name, which is its id as well */
  problems: readonly Readonly<{ field: string; text: string }>[];
  /** what was cleaned or looks odd; said, never enforced */
  notes: readonly string[];
  steps: readonly string[];
  token?: TokenView;
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
  extra?: Readonly<{ heading: string; text: string; body: Body }>;
}>;

/** The tips area before anything was asked: what to expect there. */
export const emptyTips = (heading: string, steps: readonly string[], notes: readonly string[]): Tips => ({
  state: 'empty',
  heading,
  steps,
  problems: [],
  notes,
});

/** 2026-01-31 08:00:00 UTC: the same for everybody; the script turns it into local time. */
export function moment(ms: number): Moment {
  const iso = new Date(ms).toISOString();
  return { iso, text: `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC` };
}
