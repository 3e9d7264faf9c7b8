import { answerWords } from '../../web/answer-words.ts';
import { explainErrcode } from '../../web/explain-errcode.ts';
import type { Texts } from '../../web/texts/index.ts';
import type { Explanation, Moment } from '../../web/tips.ts';
import { oneLine } from '../../web/unseen.ts';
import { parseAnswerWord } from '../../wechat/answer-kind.ts';
import type { Lang } from '../../wechat/errcodes.ts';
import { createMask } from '../../wechat/mask.ts';
import type { Entry } from '../tokens/entry.ts';
import { dayMs } from '../tokens/rules.ts';
import type { Failure } from '../tokens/state.ts';
import type { Happened } from './events.ts';
import type { StatusTexts } from './texts/index.ts';

/** A time of a state, as a person reads it: how far away it is, and when exactly. */
export type When = Readonly<{ time: Moment; distance: string }>;

/** What the words about an entry are made with. */
export type StatusContext = Readonly<{
  lang: Lang;
  w: StatusTexts;
  /** the words of the other pages, for what WeChat's codes mean */
  t: Texts;
  /** by the clock that tokens age by */
  now: number;
  knownAt: number;
  /** where the list of codes is; undefined when that page is not served */
  errcodesHref: string | undefined;
  /** what a call to WeChat may take */
  timeoutMs: number;
  when: (at: number) => When;
  /** what happened to an account, the latest first */
  eventsOf: (key: string) => readonly Happened[];
}>;

/** Something that a person should know of, with what it means and what to do. */
export type Trouble = Readonly<{
  /** `past`: it is over, or nothing follows from it now */
  tone: 'bad' | 'warn' | 'past';
  heading: string;
  /** what stands in front of the time */
  label: string;
  when: When;
  errmsg?: string;
  explanation: Explanation;
}>;

/** A sign of a second fetcher that is older than this is history. */
const signLastsMs = dayMs;

/** Has somebody else replaced this token, and not long ago? */
export const isReplacedElsewhere = ({ state }: Entry, now: number): boolean =>
  state.replacedElsewhereAt !== undefined && now - state.replacedElsewhereAt < signLastsMs;

type Words = Readonly<{ what: (seconds: string) => string; check: readonly string[] }>;

const wordsFor = (word: string, words: Readonly<Record<string, Words>>): Words | undefined =>
  new Map(Object.entries(words)).get(word);

function explain(
  failure: Failure,
  { ticket }: Entry,
  { lang, w, t, errcodesHref, timeoutMs }: StatusContext,
): Readonly<{ heading: string; explanation: Explanation }> {
  const { code, fault = '', errcode, errmsg = '', mayHaveIssued } = failure;
  if (errcode !== undefined) {
    return explainErrcode({ errcode, errmsg }, ticket === undefined ? 'fetch' : 'use', {
      lang,
      t,
      callerIpLabel: w.error.callerIp,
      ...(errcodesHref === undefined ? {} : { errcodesHref }),
    });
  }
  const answered = parseAnswerWord(fault);
  if (answered !== undefined) {
    const { heading, meaning, steps } = answerWords(answered, t);
    return { heading, explanation: { meaning, actions: steps, links: [] } };
  }
  const onTheWay = wordsFor(fault, t.faults);
  const known = onTheWay ?? wordsFor(code, w.error.failures);
  const isUnsent = !mayHaveIssued && onTheWay !== undefined;
  return {
    heading: known?.what(String(timeoutMs / 1000)) ?? w.error.other(code),
    explanation: { meaning: isUnsent ? w.error.notSent : '', actions: known?.check ?? [], links: [] },
  };
}

/** What a failure is called. */
export const headingOf = (failure: Failure, entry: Entry, context: StatusContext): string =>
  explain(failure, entry, context).heading;

/** Nothing that is kept secret, and no whole appid, whatever a gateway may have repeated of its request. */
function maskOf({ account, state }: Entry): (text: string) => string {
  const values = [state.held?.value, state.former?.value].filter((value) => value !== undefined);
  return createMask([account.secret, account.appid, ...values]);
}

function lastError(entry: Entry, context: StatusContext): Trouble[] {
  const { trouble } = entry.state;
  if (trouble === undefined) return [];
  const { failure, failures } = trouble;
  const { w, when } = context;
  const { heading, explanation } = explain(failure, entry, context);
  const { actions } = explanation;
  return [
    {
      tone: failures > 0 ? 'bad' : 'past',
      heading,
      label: failures > 0 ? w.error.inARow(failures) : w.error.last,
      when: when(trouble.at),
      ...(failure.errmsg === undefined ? {} : { errmsg: oneLine(maskOf(entry)(failure.errmsg)) }),
      explanation: {
        ...explanation,
        actions:
          failure.needsPerson && failures > 0
            ? [...actions, entry.ticket === undefined ? w.error.byItself : w.error.ticketByItself]
            : actions,
      },
    },
  ];
}

function secondFetcher(entry: Entry, { w, now, when }: StatusContext): Trouble[] {
  const { replacedElsewhereAt } = entry.state;
  if (replacedElsewhereAt === undefined) return [];
  const { heading, past, seen, meaning, find, token, stableToken, reset } = w.elsewhere;
  const isRecent = isReplacedElsewhere(entry, now);
  const own = entry.account.endpoint === 'token' ? token : stableToken;
  return [
    {
      tone: isRecent ? 'warn' : 'past',
      heading: isRecent ? heading : past,
      label: seen,
      when: when(replacedElsewhereAt),
      explanation: {
        meaning: isRecent ? meaning : '',
        actions: isRecent ? [find, own, reset] : [],
        links: [],
      },
    },
  ];
}

/** All that a person should know of this entry, the weightiest first. */
export const troublesOf = (entry: Entry, context: StatusContext): readonly Trouble[] => [
  ...secondFetcher(entry, context),
  ...lastError(entry, context),
];
