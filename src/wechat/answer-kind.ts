import type { Answer } from './reply.ts';

/** What an answer that could not be used was, to the eye. */
export type AnswerKind = 'nothing' | 'html' | 'json' | 'text' | 'bytes';

/** Told by what came, not by the content type: whoever answers in WeChat's place seldom names it right. */
export function answerKind({ received: { body }, text }: Answer): AnswerKind {
  if (body.length === 0) return 'nothing';
  if (text !== undefined) return 'json';
  const plain = body.toString('utf8');
  if (/^\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype|html|head|body|title|center|h1)\b/i.test(plain.slice(0, 2048)))
    return 'html';
  // U+FFFD stands for what is no UTF-8
  return /[^\P{Cc}\s]|\ufffd/u.test(plain) ? 'bytes' : 'text';
}

/** In one stable word, for the log and the state: `http_412_nothing`. */
export const answerWord = (answer: Answer): string => `http_${answer.received.status}_${answerKind(answer)}`;

/** What `answerWord` says; undefined for any other word. */
export function parseAnswerWord(word: string): Readonly<{ status: number; kind: AnswerKind }> | undefined {
  const [, status, name] = /^http_(\d{3})_(\w+)$/.exec(word) ?? [];
  const kind = (['nothing', 'html', 'json', 'text', 'bytes'] as const).find((known) => known === name);
  return kind === undefined ? undefined : { status: Number(status), kind };
}
