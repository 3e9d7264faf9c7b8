import type { AnswerKind } from '../wechat/answer-kind.ts';
import type { Texts } from './texts/index.ts';

type Answered = Readonly<{
  status: number;
  kind: AnswerKind;
  /** in bytes; left out where nobody knows it any more */
  size?: number;
}>;

type Steps = keyof Texts['answers']['steps'];

const byStatus: ReadonlyMap<number, Steps> = new Map<number, Steps>([
  ...[401, 403, 407, 451].map((status) => [status, 'denied'] as const),
  ...[404, 405, 410, 421].map((status) => [status, 'notFound'] as const),
  [411, 'length'],
  [412, 'length'],
  ...[413, 414, 431].map((status) => [status, 'tooLarge'] as const),
  [429, 'tooMany'],
]);

function stepsFor({ status, kind }: Answered): Steps {
  const known = byStatus.get(status);
  if (known !== undefined) return known;
  if (status >= 500) return kind === 'html' ? 'cloud' : 'server';
  if (status >= 300 && status < 400) return 'redirect';
  if (kind === 'html') return 'page';
  return kind === 'nothing' ? 'lost' : 'other';
}

/** An answer that could not be used, in words: what it was, and steps that fit it. */
export function answerWords(
  answered: Answered,
  t: Texts,
): Readonly<{ heading: string; meaning: string; steps: readonly string[] }> {
  const { status, kind, size } = answered;
  const { answers, outcome } = t;
  const steps = stepsFor(answered);
  const unusable =
    kind === 'json' ? outcome.unexpectedJson : kind === 'nothing' ? outcome.empty : outcome.notJson;
  const why = steps === 'length' ? answers.length : status === 200 ? answers.good : answers.status;
  const isHidden = kind !== 'json' && kind !== 'nothing';
  return {
    heading: status === 200 ? unusable : outcome.status(status),
    meaning: [why, answers.was[kind](size), ...(isHidden ? [answers.hidden] : [])].join(t.sentenceGap),
    steps: answers.steps[steps],
  };
}

/** The same for a status alone, as a log has it: what came with it is not known any more. */
export function statusWords(
  status: number,
  t: Texts,
): Readonly<{ heading: string; meaning: string; steps: readonly string[] }> {
  // a page is what mostly comes with one
  const steps = stepsFor({ status, kind: 'html' });
  const { answers, outcome } = t;
  const meaning = steps === 'length' ? answers.length : answers.status;
  return { heading: outcome.status(status), meaning, steps: answers.steps[steps] };
}
