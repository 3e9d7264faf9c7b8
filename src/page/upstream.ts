import type { Fault } from '../wechat/fault.ts';
import type { Answer, Reply } from '../wechat/reply.ts';
import type { Texts } from './texts/index.ts';
import type { Body, Explanation, Occasion } from './tips.ts';

/** A reply that brought no meaning from WeChat: everything but an errcode and a success. */
export type Failure = Extract<Reply<unknown>, { kind: 'network' | 'status' | 'unexpected' }>;

type FailureCode = Readonly<{
  code: string;
  status: 502 | 503 | 504;
  /** false: no connection stood, so neither appid nor secret left this machine */
  wasSent: boolean;
}>;

/** Stable word and HTTP status for a failure; the word stands on the page, in JSON and in the log. */
export function failureCode(reply: Failure): FailureCode {
  if (reply.kind === 'status') return { code: 'upstream_status', status: 502, wasSent: true };
  if (reply.kind === 'unexpected') return { code: 'upstream_unexpected', status: 502, wasSent: true };
  return faultCodes[reply.fault];
}

const unreachable = { code: 'upstream_unreachable', status: 502, wasSent: false } as const;
const tls = { code: 'upstream_tls', status: 502, wasSent: false } as const;
const proxy = { code: 'upstream_proxy', status: 502, wasSent: false } as const;

const faultCodes: Readonly<Record<Fault, FailureCode>> = {
  timeout: { code: 'upstream_timeout', status: 504, wasSent: true },
  name_not_found: unreachable,
  refused: unreachable,
  reset: { ...unreachable, wasSent: true },
  no_route: unreachable,
  tls_expired: tls,
  tls_wrong_name: tls,
  tls_untrusted: tls,
  tls_failed: tls,
  proxy_unreachable: proxy,
  proxy_refused: proxy,
  too_large: { code: 'upstream_too_large', status: 502, wasSent: true },
  busy: { code: 'busy', status: 503, wasSent: false },
};

/**
 * Heading and explanation of a failure. `timeoutMs` is the deadline that a timeout ran into; `occasion` tells a call
 * that may have issued a token from one that only used it.
 */
export function explainFailure(
  reply: Failure,
  occasion: Occasion,
  t: Texts,
  timeoutMs: number,
): Readonly<{ heading: string; explanation: Explanation }> {
  if (reply.kind === 'network') {
    const { what, check } = t.faults[reply.fault];
    const meaning = failureCode(reply).wasSent || occasion === 'use' ? t.leftOpen[occasion] : t.notSent;
    return { heading: what(String(timeoutMs / 1000)), explanation: { meaning, actions: check, links: [] } };
  }
  const { check } = t[reply.kind];
  const notShown =
    reply.kind === 'unexpected' && reply.isJson ? t.unexpected.noMeaning : t[reply.kind].meaning;
  const explanation = {
    meaning: `${notShown}${t.sentenceGap}${t.leftOpen[occasion]}`,
    actions: check,
    links: [],
  };
  if (reply.kind === 'status') return { heading: t.outcome.status(reply.received.status), explanation };
  return { heading: reply.isJson ? t.outcome.unexpectedJson : t.outcome.notJson, explanation };
}

const maxContentTypeLength = 100;

/** The body as sent, if it is JSON, with status, content type, time and size; `mask` hides what must not be shown. */
function describeBody({ received, text }: Answer, t: Texts, mask: (text: string) => string): Body {
  const contentType = mask(received.contentType).slice(0, maxContentTypeLength);
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
  };
}

/** What is known of a call that failed: its stable word, and the facts of whatever came back. */
function describeFailure(reply: Failure, t: Texts, mask: (text: string) => string): Body {
  const { code } = failureCode(reply);
  if (reply.kind !== 'network') {
    const body = describeBody(reply, t, mask);
    return { ...body, facts: [code, ...body.facts] };
  }
  return { intro: t.body, facts: [code, t.facts.duration(reply.durationMs)], text: undefined };
}

/** The line of facts for any reply, and the body where there is one to show. */
export function bodyOf(reply: Reply<unknown>, t: Texts, mask: (text: string) => string): Body {
  const hasMeaning = reply.kind === 'success' || reply.kind === 'errcode';
  return hasMeaning ? describeBody(reply, t, mask) : describeFailure(reply, t, mask);
}
