import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import { isHoldingBack } from '../../http/expect-continue.ts';
import { parseErrmsg } from '../../wechat/errmsg.ts';
import type { AnswerHead } from '../../wechat/relay.ts';
import type { OwnAnswer } from './refusals.ts';

/** What a call came to, in the header X-Gateway, in the log and in the metrics. */
export type Outcome = 'relayed' | 'healed' | 'refused' | 'failed';

/**
 * On every answer: it comes from the origin where AppSecrets are pasted, and is to be rendered, kept or sniffed by nobody.
 */
const always: readonly string[] = [
  ...['Cache-Control', 'no-store'],
  ...['X-Content-Type-Options', 'nosniff'],
  ...['Content-Security-Policy', "default-src 'none'; sandbox"],
];

/** What a browser may show in place; of a list it would take the last (https://mimesniff.spec.whatwg.org/). */
const shown = /^(?:application\/json|image\/(?:jpeg|jpg|png|gif))\s*(?:;[^,]*)?$/i;

/** What Node takes as the value of a header; of anything else nothing goes out. */
const sendable = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

const beyondAscii = /[\u0080-\u00ff]/;

/** How a secret would stand in a header: those are read with a character for each byte. */
const asHeader = (secret: string): string => Buffer.from(secret).toString('latin1');
const asIs = (secret: string): string => secret;

function textOf(
  value: string | readonly string[] | undefined,
  secrets: readonly string[],
): string | undefined {
  const text = typeof value === 'string' ? value : value?.[0];
  if (text === undefined || !sendable.test(text)) return undefined;
  const spelt = beyondAscii.test(text) ? asHeader : asIs;
  return secrets.some((secret) => text.includes(spelt(secret))) ? undefined : text;
}

/** The headers of WeChat's answer that may pass, and those that every relayed answer carries. */
function headersOf(
  { headers }: AnswerHead,
  length: number | undefined,
  secrets: readonly string[],
): OutgoingHttpHeader[] {
  const passed: OutgoingHttpHeader[] = [...always];
  const contentType = textOf(headers['content-type'], secrets);
  if (contentType !== undefined) passed.push('Content-Type', contentType);
  if (length !== undefined) passed.push('Content-Length', String(length));
  const disposition = textOf(headers['content-disposition'], secrets);
  // whatever it says: with its file name, as an attachment
  if (disposition !== undefined)
    passed.push('Content-Disposition', disposition.replace(/^[^;]*/, 'attachment'));
  else if (contentType === undefined || !shown.test(contentType))
    passed.push('Content-Disposition', 'attachment');
  const retryAfter = textOf(headers['retry-after'], secrets);
  if (retryAfter !== undefined) passed.push('Retry-After', retryAfter);
  for (const name of Object.keys(headers)) {
    if (!name.startsWith('wechatmp-')) continue;
    const value = textOf(headers[name], secrets);
    if (value !== undefined) passed.push(name, value);
  }
  return passed;
}

/** What the caller is told besides: who answered, and what lets its browser read that. */
export type Marks = Readonly<{
  requestId: string;
  outcome: Outcome;
  cors: readonly (readonly [name: string, value: string])[];
}>;

const marksOf = ({ requestId, outcome, cors }: Marks): string[] => [
  ...['X-Gateway', outcome, 'X-Request-Id', requestId],
  ...cors.flat(),
];

/** Begins WeChat's answer with its own status; `length` where it is known. No header that holds one of `secrets` passes. */
export function beginRelayed(
  res: ServerResponse,
  head: AnswerHead,
  length: number | undefined,
  marks: Marks,
  secrets: readonly string[],
): void {
  const headers = headersOf(head, length, secrets);
  headers.push(...marksOf(marks));
  res.writeHead(head.status, headers);
}

/**
 * Ends an answer whose request may not have arrived whole: what is still to come of it is read and dropped first, since a
 * connection that is closed on unread bytes takes the answer with it. The caller has it all the same: its length is known.
 */
function endBehind(req: IncomingMessage, res: ServerResponse, body: string): void {
  if (req.complete || req.destroyed) {
    res.end(body);
    return;
  }
  if (res.req.method === 'HEAD') res.flushHeaders();
  else res.write(body);
  const end = (): void => void res.end();
  req.once('end', end);
  req.once('close', end);
  req.resume();
}

/** An answer of this server's own, in WeChat's shape. Returns its bytes. */
export function sendOwn(req: IncomingMessage, res: ServerResponse, answer: OwnAnswer, marks: Marks): number {
  const { status, errcode, errmsg, retryAfterS } = answer;
  const rid = parseErrmsg(errmsg).rid === undefined ? ` rid: ${marks.requestId}` : '';
  const body = JSON.stringify({ errcode, errmsg: errmsg + rid });
  // none will come of a body that was held back
  const isHeldBack = isHoldingBack(req);
  const length = Buffer.byteLength(body);
  res.writeHead(status, [
    ...always,
    ...['Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(length)],
    ...(retryAfterS === undefined ? [] : ['Retry-After', String(retryAfterS)]),
    ...(isHeldBack ? ['Connection', 'close'] : []),
    ...marksOf(marks),
  ]);
  if (isHeldBack) res.end(body);
  else endBehind(req, res, body);
  return length;
}

/** Headers of the request that WeChat gets, names and values in turn; all others stay here. */
export function requestHeaders(req: IncomingMessage, length: number | undefined): string[] {
  const passed = ['Accept-Encoding', 'identity'];
  const { rawHeaders } = req;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    if (/^(?:content-type|accept|user-agent|wechatmp-[\w-]+)$/i.test(name)) passed.push(name, value);
  }
  if (length !== undefined) passed.push('Content-Length', String(length));
  return passed;
}
