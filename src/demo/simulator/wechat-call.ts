// What the simulator was asked, as it came.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Params } from './wechat-rules.ts';

/** A request as WeChat saw it. */
export type Call = Readonly<{
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  headers: IncomingHttpHeaders;
  body: string;
  /** the body as it came, which an upload is told by */
  bytes: Buffer;
  /** path and query as they came */
  target: string;
  at: number;
}>;

/** Reads a whole request. */
export async function readCall(req: IncomingMessage, at: number): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  const [path = '', ...rest] = (req.url ?? '').split('?');
  const query = Object.fromEntries(new URLSearchParams(rest.join('?')));
  const bytes = Buffer.concat(chunks);
  const { method = '', url: target = '', headers } = req;
  return { method, path, query, headers, body: bytes.toString(), bytes, target, at };
}

/** A JSON object, or undefined for anything else. */
export function parseObject(text: string): Params | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // An object of unknown members is what the check leaves.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Params)
      : undefined;
  } catch {
    return undefined;
  }
}

/** All calls so far, and a way to wait for the next ones. */
export function createLog() {
  const calls: Call[] = [];
  const waiting = new Set<{ count: number; resolve: () => void }>();
  function add(call: Call): void {
    calls.push(call);
    for (const { count, resolve } of waiting) if (calls.length >= count) resolve();
  }
  async function seen(count: number): Promise<void> {
    if (calls.length >= count) return;
    await new Promise<void>((resolve) => waiting.add({ count, resolve }));
  }
  return { calls, add, seen };
}
