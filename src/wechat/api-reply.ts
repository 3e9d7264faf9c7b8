import { answerKind } from './answer-kind.ts';
import { type Picture, pictureIn } from './picture.ts';
import { type Answer, classify, type Reply } from './reply.ts';
import type { NoAnswer, Received } from './transport.ts';

/** What an API that answered without an errcode has sent. */
export type ApiAnswer = Readonly<{
  /** `file`: anything that is neither JSON nor a picture that a browser may show */
  content: 'json' | 'picture' | 'file';
  picture?: Picture;
}>;

const asFile = (received: Received, answer: ApiAnswer): Reply<ApiAnswer> => ({
  kind: 'success',
  received,
  text: undefined,
  ...answer,
});

/** The beginning of an answer of JSON that was longer than is taken: shown as far as it goes, and never parsed. */
function cutJson(received: Received): Answer | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(received.body, { stream: true });
  return /^\uFEFF?\s*[[{]/.test(text) && !/[^\P{Cc}\s]|\uFFFD/u.test(text) ? { received, text } : undefined;
}

/**
 * Reads the answer of any API. What it is, is told by its bytes: files come under the content type of JSON and JSON under that of
 * a picture. A page of HTML is no answer of WeChat's, and nothing at all is none either.
 */
export function classifyApiCall(result: Received | NoAnswer): Reply<ApiAnswer> {
  const reply = classify<ApiAnswer>(result, () => ({ content: 'json' }));
  if (reply.kind !== 'unexpected') return reply;
  const { received } = reply;
  if (reply.isJson) return { ...reply, kind: 'success', content: 'json' };
  const picture = pictureIn(received.body);
  if (picture !== undefined) return asFile(received, { content: 'picture', picture });
  const cut = received.isCut ? cutJson(received) : undefined;
  if (cut !== undefined) return { kind: 'success', content: 'json', ...cut };
  const kind = answerKind(reply);
  return kind === 'html' || kind === 'nothing' ? reply : asFile(received, { content: 'file' });
}
