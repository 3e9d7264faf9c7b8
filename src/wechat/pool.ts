import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool, request } from 'undici';
import { NameError, ProxyError, type UnsentFault } from './fault.ts';
import { passOverInterim } from './interim.ts';

export { request };

export type TransportOptions = Readonly<{
  /** scheme, host and perhaps a path, without a slash at its end */
  wechatApiBase: string;
  /** the whole of one call: name, connection, TLS, answer */
  timeoutMs: number;
  httpsProxy: string | undefined;
  noProxy: string;
  /** calls under way at once (64 unless given); one more ends as `busy` without being sent */
  maxCalls?: number | undefined;
  /** so many bytes of a longer answer are taken and the rest is left; else more than 64 KiB are `too_large` */
  cutBytes?: number;
  /** wall clock, ms since the epoch */
  now: () => number;
  lookup?: LookupFunction;
}>;

type PoolOptions = TransportOptions & Readonly<{ maxCalls: number }>;

/** What one kind of calls asks of its connections besides. */
type Bounds = Readonly<{
  /** -1: none, for answers that are not kept */
  maxResponseSize?: number;
  /** a connection that has rested for longer is not used again */
  keepAliveTimeout?: number;
  keepAliveMaxTimeout?: number;
}>;

const maxBodyBytes = 64 * 1024;

/** How far connections have come that are being made: what a call waits for that was not sent by its deadline. */
type Waits = { names: number; tunnels: number };

/** Any failure of a look-up is told apart from what fails behind it by where it fails, not by its code. */
function notedLookup(lookup: LookupFunction, waits: Waits): LookupFunction {
  return (hostname, options, callback) => {
    waits.names += 1;
    lookup(hostname, options, (error, ...found) => {
      waits.names -= 1;
      callback(error === null ? null : new NameError(error), ...found);
    });
  };
}

/** Connections whose answers are read from behind the interim ones. */
function openReadable(origin: string | URL, { connect = {}, ...options }: Pool.Options): Pool {
  const make = typeof connect === 'function' ? connect : buildConnector(connect);
  return new Pool(origin, {
    ...options,
    connect: (wanted, callback) =>
      make(wanted, (...made) =>
        made[0] === null ? callback(null, passOverInterim(made[1])) : callback(...made),
      ),
  });
}

/**
 * The connections to the proxy. What fails there is told apart from what fails behind it, and under a code at which
 * undici gives up: at a proxy that hangs up it would knock again, a thousand times a second, for ever.
 */
function openProxyPool(origin: URL, options: Pool.Options, waits: Waits): Dispatcher {
  const pool = openReadable(origin, options);
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: async (tunnel: Dispatcher.ConnectOptions) => {
      waits.tunnels += 1;
      try {
        return await connect(tunnel);
      } catch {
        throw new ProxyError();
      } finally {
        waits.tunnels -= 1;
      }
    },
  });
}

/** Keep-alive connections to WeChat, directly or through the proxy; bodies are cut off at 64 KiB unless `bounds` say more. */
export function openPool({ timeoutMs: timeout, maxCalls, ...options }: PoolOptions, bounds: Bounds = {}) {
  const waits: Waits = { names: 0, tunnels: 0 };
  // no connection that is being made outlives the call that wanted it for long
  const connectOptions = {
    timeout,
    autoSelectFamily: true,
    lookup: notedLookup(options.lookup ?? systemLookup, waits),
  };
  const poolOptions = {
    connections: maxCalls,
    maxResponseSize: maxBodyBytes,
    ...bounds,
    connect: buildConnector(connectOptions),
  };
  const openBehindProxy = (httpsProxy: string): Dispatcher =>
    new EnvHttpProxyAgent({
      ...poolOptions,
      // empty and not undefined: undefined would make undici read the environment by itself
      httpProxy: '',
      httpsProxy,
      noProxy: options.noProxy,
      proxyTls: connectOptions,
      requestTls: { timeout },
      factory: openReadable,
      clientFactory: (origin, opts) => openProxyPool(origin, { ...opts, headersTimeout: timeout }, waits),
    });
  const dispatcher =
    options.httpsProxy === undefined
      ? openReadable(new URL(options.wechatApiBase).origin, poolOptions)
      : openBehindProxy(options.httpsProxy);

  /** Why a call was not sent, when its deadline ends. */
  const unsentAtDeadline = (): UnsentFault => {
    if (waits.names > 0) return 'name_failed';
    return waits.tunnels > 0 ? 'proxy_timeout' : 'connect_timeout';
  };

  return { dispatcher, unsentAtDeadline };
}

/** Calls `onSent` right before the first byte of a request is handed to its connection. */
export const notingSent = (dispatcher: Dispatcher, onSent: () => void): Dispatcher =>
  dispatcher.compose((dispatch) => (options, handler) => {
    const { onRequestStart } = handler;
    return dispatch(
      options,
      Object.assign(handler, {
        onRequestStart: (...args: Parameters<NonNullable<typeof onRequestStart>>) => {
          onSent();
          onRequestStart?.apply(handler, args);
        },
      }),
    );
  });
