// What can go wrong between us and WeChat, played on one response.
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type DemoBehaviour, demoBehaviour } from '../demo-accounts.ts';
import type { Fault } from './simulator-fault.ts';

/** Which fault the next request gets: the queue, else the standing one, else its appid's. */
export function createFaults(demo: boolean) {
  const queue: Fault[] = [];
  const byAppid = new Map<unknown, Fault>();
  let standing: Fault | undefined;
  const ofAppid = (appid: unknown) => byAppid.get(appid) ?? (demo ? demoBehaviour(String(appid)) : undefined);
  return {
    next(fault: Fault, times = 1): void {
      for (let i = 0; i < times; i += 1) queue.push(fault);
    },
    always(fault: Fault | undefined): void {
      standing = fault;
    },
    forAppid(appid: string, fault: Fault): void {
      byAppid.set(appid, fault);
    },
    take: (appid: unknown): DemoBehaviour | undefined => queue.shift() ?? standing ?? ofAppid(appid),
  };
}

/** WeChat's own answer. */
export type Played = Readonly<{ body: string | Buffer; headers: OutgoingHttpHeaders }>;

/** What a fault may use: the response, WeChat's own answer (asking for it acts, and mints) and the socket's RST. */
export type Stage = Readonly<{ res: ServerResponse; answer: () => Played; reset: () => void }>;

export const wechatHeaders = { 'Content-Type': 'application/json; encoding=utf-8' };

/** The whole answer at once. `headers` stand in place of WeChat's own. */
export function send(
  res: ServerResponse,
  body: string | Buffer,
  status = 200,
  headers: OutgoingHttpHeaders = wechatHeaders,
): void {
  res.statusCode = status;
  res.setHeader('Content-Length', Buffer.byteLength(body));
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, value);
  res.end(body);
}

const sendPlayed = (res: ServerResponse, { body, headers }: Played): void => send(res, body, 200, headers);

/** Plays the fault on this response. Resolves when nothing more of it will be written. */
export async function play(fault: Fault, { res, answer, reset }: Stage): Promise<void> {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'interim':
      res.writeContinue();
      res.writeProcessing();
      res.writeEarlyHints({ link: '</a>; rel=preload' });
      return sendPlayed(res, answer());
    case 'acted':
      answer();
      return send(res, fault.body, fault.status, fault.headers);
    case 'reply':
      return send(res, fault.body, fault.status, fault.headers);
    case 'redirect':
      return send(res, '', fault.status, { Location: fault.location });
    case 'delay': {
      const played = answer();
      await fault.until;
      return sendPlayed(res, played);
    }
    case 'drip':
      return drip(res, fault.intervalMs);
    case 'oversize':
      return stream(res, fault.bytes);
    case 'truncate':
      await sendHalf(res, answer());
      return void res.socket?.end();
    case 'reset':
      if (fault.when === 'after-mint') answer();
      if (fault.when === 'mid-body') await sendHalf(res, answer());
      return reset();
  }
}

/** Ends when the reader has had time to take the half: with an RST on its heels, libuv would report a plain end. */
async function sendHalf(res: ServerResponse, { body, headers }: Played): Promise<void> {
  const bytes = Buffer.from(body);
  res.writeHead(200, { ...headers, 'Content-Length': bytes.length });
  await new Promise((resolve) => res.write(bytes.subarray(0, bytes.length / 2), resolve));
  await setTimeout(20);
  await setImmediate(); // a reader in this very process has been polled by now
}

function drip(res: ServerResponse, intervalMs: number): void {
  res.writeHead(200, wechatHeaders);
  res.flushHeaders();
  const timer = setInterval(() => res.write(' '), intervalMs);
  res.once('close', () => clearInterval(timer));
}

/** Never more than a piece in memory: the reader sets the pace, and may leave early. */
async function stream(res: ServerResponse, bytes: number): Promise<void> {
  const piece = Buffer.alloc(65_536, 'a');
  function* pieces() {
    for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, left);
  }
  res.writeHead(200, wechatHeaders);
  await pipeline(Readable.from(pieces()), res).catch(() => res.destroy());
}
