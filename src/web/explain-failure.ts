import { answerKind } from '../wechat/answer-kind.ts';
import { type Failure, failureCode } from '../wechat/failure.ts';
import type { Answer, Reply } from '../wechat/reply.ts';
import { answerWords } from './answer-words.ts';
import type { Texts } from './texts/index.ts';
import type { Body, Explanation, Occasion } from './tips.ts';
import { oneLine } from './unseen.ts';

/**
 * Heading and explanation of a failure. `timeoutMs` is the deadline that a timeout ran into; `occasion` tells a call
 * that may have issued a token, or may have had another effect, from one that changed nothing.
 */
export function explainFailure(
  reply: Failure,
  occasion: Occasion,
  t: Texts,
  timeoutMs: number,
): Readonly<{ heading: string; explanation: Explanation }> {
  if (reply.kind === 'network') {
    const { what, check } = t.faults[reply.fault];
    const unsent = occasion === 'read' || occasion === 'act' ? t.callNotSent : t.notSent;
    const meaning = failureCode(reply).wasSent || occasion === 'use' ? t.leftOpen[occasion] : unsent;
    return { heading: what(String(timeoutMs / 1000)), explanation: { meaning, actions: check, links: [] } };
  }
  const { status, body } = reply.received;
  const { heading, meaning, steps } = answerWords({ status, kind: answerKind(reply), size: body.length }, t);
  const explanation = {
    meaning: `${meaning}${t.sentenceGap}${t.leftOpen[occasion]}`,
    actions: steps,
    links: [],
  };
  return { heading, explanation };
}

const maxContentTypeLength = 100;

const tokenName = /"(?:\w+_)?(?:token|ticket)\\*"\s*:/;

/** The body as sent, if it is JSON, with status, content type, time and size; `mask` hides what must not be shown. */
function describeBody({ received, text }: Answer, t: Texts, mask: (text: string) => string): Body {
  const contentType = oneLine(mask(received.contentType)).slice(0, maxContentTypeLength);
  const shown = text === undefined ? undefined : mask(text);
  return {
    intro: t.body,
    facts: [
      t.facts.status(received.status),
      t.facts.duration(received.durationMs),
      t.facts.size(received.body.length),
      contentType || t.facts.noContentType,
    ],
    text: shown,
    holdsToken: tokenName.test(shown ?? ''),
  };
}

/** What is known of a call that failed: its stable word, and the facts of whatever came back. */
function describeFailure(reply: Failure, t: Texts, mask: (text: string) => string): Body {
  const { code } = failureCode(reply);
  if (reply.kind !== 'network') {
    const body = describeBody(reply, t, mask);
    return { ...body, facts: [code, ...body.facts] };
  }
  return {
    intro: t.body,
    facts: [code, t.facts.duration(reply.durationMs)],
    text: undefined,
    holdsToken: false,
  };
}

/** The line of facts for any reply, and the body where there is one to show. */
export function bodyOf(reply: Reply<unknown>, t: Texts, mask: (text: string) => string): Body {
  const hasMeaning = reply.kind === 'success' || reply.kind === 'errcode';
  return hasMeaning ? describeBody(reply, t, mask) : describeFailure(reply, t, mask);
}
