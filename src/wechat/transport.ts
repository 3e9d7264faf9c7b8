import { type Fault, faultOf } from './fault.ts';
import type { TransportOptions } from './pool.ts';

export type { TransportOptions };

/** WeChat's answer before anybody reads a meaning into it. */
export type Received = Readonly<{
  status: number;
  /** as sent; empty when there was none */
  contentType: string;
  body: Buffer;
  /** the body is the beginning of a longer one */
  isCut?: true;
  /** what a Retry-After in seconds asks for (RFC 9110, 10.2.3); gateways send it, WeChat itself does not */
  retryAfterMs?: number;
  durationMs: number;
  /** ms since the epoch, when the last byte was here */
  receivedAt: number;
}>;

export type NoAnswer = Readonly<{ fault: Fault; durationMs: number }>;

export type Call = Readonly<{
  method: 'GET' | 'POST';
  path: string;
  query: Readonly<Record<string, string>>;
  /** more of the query, as it goes out */
  rest?: string;
  json?: Readonly<Record<string, unknown>>;
  /** JSON as it goes out, byte for byte */
  body?: string;
}>;

export type Transport = Readonly<{
  send: (call: Call) => Promise<Received | NoAnswer>;
  close: () => Promise<void>;
}>;

/** More at once than a page for people needs; beyond it a slow WeChat would tie up this process. */
const mostCalls = 64;

/** The address below the API base, as it is sent. */
function targetOf({ path, query, rest }: Call): string {
  const all = [new URLSearchParams(query).toString(), rest ?? ''].filter((part) => part !== '');
  return all.length === 0 ? path : `${path}?${all.join('&')}`;
}

const bodyOf = ({ json, body }: Call): string | undefined =>
  json === undefined ? body : JSON.stringify(json);

/** All of a body, or its beginning where there is more than is wanted of it. */
async function take(
  body: AsyncIterable<Buffer>,
  cutBytes = Number.POSITIVE_INFINITY,
): Promise<Pick<Received, 'body' | 'isCut'>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    // leaving the loop closes the connection: the rest is not read
    if (length > cutBytes) return { body: Buffer.concat(chunks).subarray(0, cutBytes), isCut: true };
  }
  return { body: Buffer.concat(chunks) };
}

/** undici heeds its signal only once there is a connection; this heeds it always. */
const rejectedAt = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', reject, { once: true });
  });

/**
 * Sends one call and waits for the whole answer under one deadline. Never follows a redirect, never retries, never
 * takes more than 64 KiB (or `cutBytes`), never rejects: what goes wrong comes back as a `Fault`, without the error that told of it. The
 * fault says whether the call can have left this machine: it has from the moment when its first byte is handed to a
 * connection that stands, be it a new one or one that was kept.
 */
export function createTransport(options: TransportOptions): Transport {
  const { maxCalls = mostCalls } = options;
  let opened: ReturnType<typeof open> | undefined;
  let underWay = 0;

  /** The HTTP client takes a third of the start of this process, and nobody needs it before the first call. */
  async function open() {
    const { notingSent, openPool, request } = await import('./pool.ts');
    const bounds = options.cutBytes === undefined ? {} : { maxResponseSize: -1 };
    return { ...openPool({ ...options, maxCalls }, bounds), notingSent, request };
  }

  async function exchange(
    { dispatcher, notingSent, request }: Awaited<ReturnType<typeof open>>,
    call: Call,
    signal: AbortSignal,
    onSent: () => void,
  ): Promise<Omit<Received, 'durationMs' | 'receivedAt'>> {
    const sent = bodyOf(call);
    const { statusCode, headers, body } = await request(`${options.wechatApiBase}${targetOf(call)}`, {
      method: call.method,
      dispatcher: notingSent(dispatcher, onSent),
      signal,
      headers: {
        // a call whose body is given as it is may be any of WeChat's, and some answer with files
        accept: options.cutBytes === undefined ? 'application/json' : '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'wechat-access-token',
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: sent ?? null,
    });
    const contentType = headers['content-type'];
    const retryAfter = /^\d{1,6}$/.exec(String(headers['retry-after']))?.[0];
    return {
      status: statusCode,
      contentType: Array.isArray(contentType) ? contentType.join(', ') : (contentType ?? ''),
      ...(await take(body, options.cutBytes)),
      ...(retryAfter === undefined ? {} : { retryAfterMs: Number(retryAfter) * 1000 }),
    };
  }

  async function send(call: Call): Promise<Received | NoAnswer> {
    if (underWay >= maxCalls) return { fault: 'busy', durationMs: 0 };
    underWay += 1;
    opened ??= open();
    const pool = await opened;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), options.timeoutMs);
    const startedAt = performance.now();
    const durationMs = (): number => Math.round(performance.now() - startedAt);
    let wasSent = false;
    const noteSent = (): void => {
      wasSent = true;
    };
    try {
      const answer = await Promise.race([
        exchange(pool, call, deadline.signal, noteSent),
        rejectedAt(deadline.signal),
      ]);
      return { ...answer, durationMs: durationMs(), receivedAt: options.now() };
    } catch (error) {
      const atDeadline = (): Fault => (wasSent ? 'timeout' : pool.unsentAtDeadline());
      const fault = deadline.signal.aborted ? atDeadline() : faultOf(error, wasSent);
      return { fault, durationMs: durationMs() };
    } finally {
      clearTimeout(timer);
      underWay -= 1;
    }
  }

  return { send, close: async () => (await opened)?.dispatcher.destroy() };
}
