import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createListener } from '../../src/app.ts';
import { type Central, openCentral } from '../../src/central/index.ts';
import { type Config, parseConfig, readSettingFiles } from '../../src/config.ts';
import { loadAssets } from '../../src/http/assets.ts';
import { type limits, listen } from '../../src/http/listen.ts';
import { createLog, type Log } from '../../src/log.ts';
import type { KeptTokens } from '../../src/page/get/kept-tokens.ts';
import { createClient, type WeChatClient } from '../../src/wechat/client.ts';
import type { Localized } from '../../src/wechat/errcodes.ts';

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
  return new Promise((resolve, reject) => {
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

export type AppOptions = Readonly<{
  /** settings by name, as in the environment; RATE_LIMIT is high unless given */
  env?: Readonly<Record<string, string>>;
  /** in place of one that calls WECHAT_API_BASE */
  client?: WeChatClient;
  maxCalls?: number;
  /** ms since the epoch */
  now?: () => number;
  /** how long a client may take to send its request */
  limits?: Partial<typeof limits>;
  /** one line above every page */
  notice?: Localized;
  /** what a central server would keep */
  kept?: KeptTokens;
}>;

/** As server.ts opens it; with its time handed in, both of its clocks are that one. */
async function startCentral(
  { accountsFile, ...config }: Config,
  log: Log,
  { now }: AppOptions,
): Promise<Central | undefined> {
  if (accountsFile === undefined) return undefined;
  const central = await openCentral({
    config: { ...config, accountsFile },
    client: createClient({ ...config, now: now ?? Date.now, maxCalls: 256 }),
    log,
    now: now ?? Date.now,
    monotonic: now ?? (() => performance.now()),
  });
  if ('problems' in central) throw new Error(central.problems.join('; '));
  return central;
}

/** The whole application on a free port of this machine, in this process; its log is kept, not printed. */
export async function startApp(options: AppOptions = {}): Promise<AppUnderTest> {
  const env = { HOST: '127.0.0.1', PORT: '0', RATE_LIMIT: '10000', LOG_LEVEL: 'debug', ...options.env };
  const result = parseConfig(env, await readSettingFiles(env));
  if (!result.ok) throw new Error(result.problems.join('; '));
  const { config } = result;
  const lines: string[] = [];
  const log = createLog(config.logLevel, { write: (line: string) => void lines.push(line) });
  const client =
    options.client ??
    createClient({
      ...config,
      now: options.now ?? Date.now,
      ...(options.maxCalls === undefined ? {} : { maxCalls: options.maxCalls }),
    });
  const root = process.cwd();
  // our own file
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const central = await startCentral(config, log, options);
  const app = createListener({
    config,
    client,
    log,
    assets: loadAssets(root),
    root,
    version,
    now: options.now ?? Date.now,
    ...(options.kept === undefined ? {} : { kept: options.kept }),
    ...(options.notice === undefined ? {} : { notice: options.notice }),
    ...(central === undefined ? {} : { central }),
  });
  const { server, url } = await listen(app, config.host, config.port, {
    ...options.limits,
    log,
    isHttps: config.publicUrl?.startsWith('https:') ?? false,
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
