import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { readConfig } from '../../src/check-start.ts';
import { createLog } from '../../src/log.ts';
import { start, type World } from '../../src/start.ts';
import { inTime } from './until.ts';

export type Reply = Readonly<{ status: number; headers: IncomingHttpHeaders; text: string }>;

export type RequestOptions = Readonly<{
  method?: string;
  /** as it goes over the wire: neither normalised nor escaped */
  path?: string;
  headers?: Readonly<Record<string, string | readonly string[]>>;
  body?: string | Buffer;
}>;

/** One request over a connection of its own, with exactly these headers (and Host). */
export function send(origin: string, options: RequestOptions = {}): Promise<Reply> {
  const { hostname, port } = new URL(origin);
  const { method = 'GET', path = '/', headers = {}, body } = options;
  const reply = new Promise<Reply>((resolve, reject) => {
    const req = httpRequest({ hostname: hostname.replace(/^\[|\]$/g, ''), port, method, path, agent: false });
    for (const [name, value] of Object.entries(headers)) req.setHeader(name, value);
    if (body !== undefined) req.setHeader('content-length', Buffer.byteLength(body));
    req.once('error', reject);
    req.once('response', (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.once('error', reject);
      res.once('end', () => {
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers,
          text: Buffer.concat(chunks).toString(),
        });
      });
    });
    req.end(body);
  });
  return inTime(reply, () => `an answer to ${method} ${path}`);
}

/** A form as a browser or curl sends it. */
export function postForm(
  origin: string,
  fields: Readonly<Record<string, string>> | string,
  { path = '/', headers = {} }: Pick<RequestOptions, 'path' | 'headers'> = {},
): Promise<Reply> {
  return send(origin, {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
  });
}

export type AppUnderTest = Readonly<{
  origin: string;
  /** everything that was logged so far, as text */
  logged: () => string;
  close: () => Promise<void>;
}>;

export type AppOptions = Partial<Omit<World, 'log' | 'root' | 'version'>> &
  Readonly<{
    /** settings by name, as in the environment; RATE_LIMIT is high unless given */
    env?: Readonly<Record<string, string>>;
  }>;

/** The whole application on a free port of this machine, in this process; its log is kept, not printed. */
export async function startApp({ env, ...world }: AppOptions = {}): Promise<AppUnderTest> {
  const config = await readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_LIMIT: '10000',
    LOG_LEVEL: 'debug',
    ...env,
  });
  const lines: string[] = [];
  const log = createLog(config.logLevel, { write: (line: string) => void lines.push(line) });
  // our own file
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const { server, url, client, central } = await start(config, {
    ...world,
    log,
    root: process.cwd(),
    version,
  });
  central?.start();
  return {
    origin: url,
    logged: () => lines.join(''),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await central?.close();
      await client.close();
    },
  };
}
