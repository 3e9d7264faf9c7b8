// WeChat's API on a real socket: its rules (wechat-rules.ts), a log of what it was asked, and faults on demand.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { SecureVersion } from 'node:tls';
import type { Endpoint } from '../../wechat/client.ts';
import type { Fault } from './simulator-fault.ts';
import { createFaults, type Played, play, send, wechatHeaders } from './simulator-faults.ts';
import { createWechatApis } from './wechat-apis.ts';
import { type Call, createLog, parseObject, readCall } from './wechat-call.ts';
import { createWechatLogins } from './wechat-login.ts';
import type { Reply } from './wechat-reply.ts';
import { createWechatRules, type Params, type RulesOptions, type WechatRules } from './wechat-rules.ts';
import type { Check } from './wechat-tokens.ts';

export type { Fault } from './simulator-fault.ts';
export type { Call } from './wechat-call.ts';

export type SimulatorOptions = RulesOptions &
  Readonly<{
    /** https when given */
    tls?: { key: string; cert: string; minVersion?: SecureVersion; maxVersion?: SecureVersion };
    host?: string;
    port?: number;
  }>;
export type Simulator = Readonly<{
  origin: string;
  calls: readonly Call[];
  /** Resolves when that many calls have been seen: what a test waits for before it releases a delayed answer. */
  seen(count: number): Promise<void>;
  tokensMinted(): number;
  /** How often WeChat has carried out a call of this path: a message sent, a draft added, a list read. */
  effects(path: string): number;
  /** A queue: each request to a path of WeChat's takes one. */
  failNext(fault: Fault, times?: number): void;
  failAlways(fault: Fault | undefined): void;
  faultFor(appid: string, fault: Fault): void;
  /** What happens to each call of this path from now on, before any other fault; undefined: nothing. */
  faultAt(path: string, decide: (call: Call) => Fault | undefined): void;
  /** Somebody fetches past whoever holds this account's token, which dies at once. */
  replaceElsewhere(account: Readonly<{ appid: string; endpoint: Endpoint }>): void;
  check(token: string): Check;
  openSockets(): number;
  close(): Promise<void>;
}>;

/** Listens on 127.0.0.1 at a port of its own until `close`. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const now = options.now ?? Date.now;
  const rules = createWechatRules(options);
  const apis = createWechatApis(rules, now);
  const faults = createFaults(options.openAccounts ?? false);
  const log = createLog();
  const logins = createWechatLogins(options.accounts ?? [], rules);
  const deciders = new Map<string, (call: Call) => Fault | undefined>();
  const server = createServerFor(options.tls);
  const sockets = trackSockets(server);

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const call = await readCall(req, now());
    log.add(call);
    const atPath = deciders.get(call.path)?.(call);
    const fault = atPath ?? (ofWechat.test(call.path) ? faults.take(appidOf(call)) : undefined);
    const answer = (): Played => {
      const given = fault?.kind === 'errcode' ? rules.failure(fault.errcode) : answerTo(call);
      if ('file' in given && given.file instanceof Buffer) {
        return { body: given.file, headers: { 'Content-Type': String(given.type) } };
      }
      const body = JSON.stringify(given);
      apis.note(call, body);
      return { body, headers: wechatHeaders };
    };
    if (fault === undefined || fault.kind === 'errcode') {
      const { body, headers } = answer();
      return send(res, body, 200, headers);
    }
    await play(fault, { res, answer, reset: () => sockets.reset(req) });
  }
  const answerTo = (call: Call) =>
    replace(rules, call) ??
    route(rules, call) ??
    logins.answer(call) ??
    apis.answer(call) ??
    rules.failure(40066);
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    // A caller that leaves in the middle is no concern of ours; a fault of the simulator itself must be seen.
    serve(req, res).catch((error) => {
      if (!res.headersSent && !res.destroyed) send(res, `simulator: ${error}`, 500, {});
    });
  });

  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, host, options.port ?? 0);
  return {
    origin: `${options.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    calls: log.calls,
    seen: log.seen,
    tokensMinted: rules.minted,
    effects: (path) => apis.effects(path) + logins.effects(path),
    failNext: faults.next,
    failAlways: faults.always,
    faultFor: faults.forAppid,
    faultAt: (path, decide) => void deciders.set(path, decide),
    replaceElsewhere: ({ appid, endpoint }) => rules.replace(appid, endpoint),
    check: rules.check,
    openSockets: sockets.count,
    close: sockets.close,
  };
}

/** First parts of the paths that faults are played at. */
const ofWechat = /^\/(?:cgi-bin|sns|wxa|wxaapi|datacube)\//;

/** What `replaceElsewhere` does, for whoever tries the demo: no path of WeChat's. */
function replace(rules: WechatRules, { method, path, query }: Call): Reply | undefined {
  const { appid, endpoint } = query;
  if (method !== 'POST' || path !== '/simulator/replace' || appid === undefined) return undefined;
  if (endpoint !== 'token' && endpoint !== 'stable_token') return undefined;
  rules.replace(appid, endpoint);
  return { errcode: 0, errmsg: 'ok' };
}

/** The calls about tokens, which have rules of their own. */
function route(rules: WechatRules, call: Call): Reply | undefined {
  const { method, path, query } = call;
  const params = method === 'POST' ? postedParams(call) : 43002;
  switch (path) {
    case '/cgi-bin/token':
      return method === 'GET' ? rules.token(query) : rules.failure(43001);
    case '/cgi-bin/stable_token':
      return typeof params === 'number' ? rules.failure(params) : rules.stableToken(params);
    case '/cgi-bin/get_api_domain_ip':
      return rules.apiDomainIp(query.access_token);
    case '/cgi-bin/openapi/quota/get':
      return typeof params === 'number'
        ? rules.failure(params)
        : rules.quota(query.access_token, params.cgi_path);
    case '/cgi-bin/ticket/getticket':
      return rules.ticket(query.access_token, query.type);
    default:
      return undefined;
  }
}

/** stable_token does not read a body that is not called JSON, and so misses the appid first. */
function postedParams({ path, headers, body }: Call): Params | number {
  if (body === '') return 44002;
  const named = /^application\/json\b/i.test(headers['content-type'] ?? '');
  if (path === '/cgi-bin/stable_token' && !named) return {};
  return parseObject(body) ?? 47001;
}

/** The account that a request names, whether its rules would let it pass or not. */
function appidOf({ query, body }: Call): unknown {
  return query.appid ?? parseObject(body)?.appid;
}

function createServerFor(tls: SimulatorOptions['tls']): Server {
  if (!tls) return createServer();
  // OpenSSL takes TLS 1.0 only at security level 0; without it a refusal would be for the wrong reason.
  const ciphers = tls.maxVersion ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {};
  return createTlsServer({ ...tls, ...ciphers });
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  // A server that listens on a port has an AddressInfo.
  return (server.address() as AddressInfo).port;
}

/** TCP sockets, under TLS as well: only they can send an RST, and closing them is what ends a test process. */
function trackSockets(server: Server) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  function reset({ socket: { remotePort } }: IncomingMessage): void {
    for (const socket of sockets) if (socket.remotePort === remotePort) socket.resetAndDestroy();
  }
  async function close(): Promise<void> {
    const closed = [server, ...sockets].map((open) => once(open, 'close'));
    server.close();
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  }
  return { count: () => sockets.size, reset, close };
}
