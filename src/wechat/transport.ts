import { type Fault, faultOf } from './fault.ts';
import type { TransportOptions } from './pool.ts';

export type { TransportOptions };

/** WeChat's answer before anybody reads a meaning into it. */
export type Received = Readonly<{
  status: number;
  /** as sent; empty when there was none */
  contentType: string;
  body: Buffer;
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
  json?: Readonly<Record<string, unknown>>;
}>;

export type Transport = Readonly<{
  send: (call: Call) => Promise<Received | NoAnswer>;
  close: () => Promise<void>;
}>;

/** More at once than a page for people needs; beyond it a slow WeChat would tie up this process. */
const mostCalls = 64;

/** undici heeds its signal only once there is a connection; this heeds it always. */
const rejectedAt = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', reject, { once: true });
  });

/**
 * Sends one call and waits for the whole answer under one deadline. Never follows a redirect, never retries, never
 * takes more than 64 KiB, never rejects: what goes wrong comes back as a `Fault`, without the error that told of it. The
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
    return { ...openPool({ ...options, maxCalls }), notingSent, request };
  }

  async function exchange(
    { dispatcher, notingSent, request }: Awaited<ReturnType<typeof open>>,
    call: Call,
    signal: AbortSignal,
    onSent: () => void,
  ): Promise<Omit<Received, 'durationMs' | 'receivedAt'>> {
    const query = new URLSearchParams(call.query).toString();
    const { statusCode, headers, body } = await request(
      `${options.wechatApiBase}${call.path}${query && `?${query}`}`,
      {
        method: call.method,
        dispatcher: notingSent(dispatcher, onSent),
        signal,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          'user-agent': 'wechat-access-token',
          ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: call.json === undefined ? null : JSON.stringify(call.json),
      },
    );
    const contentType = headers['content-type'];
    const retryAfter = /^\d{1,6}$/.exec(String(headers['retry-after']))?.[0];
    return {
      status: statusCode,
      contentType: Array.isArray(contentType) ? contentType.join(', ') : (contentType ?? ''),
      body: Buffer.from(await body.arrayBuffer()),
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
