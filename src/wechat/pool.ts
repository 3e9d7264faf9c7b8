import { type Dispatcher, EnvHttpProxyAgent, Pool, request } from 'undici';
import { ProxyError } from './fault.ts';
import type { TransportOptions } from './transport.ts';

export { request };

type PoolOptions = TransportOptions & Readonly<{ maxCalls: number }>;

const maxBodyBytes = 64 * 1024;

/**
 * The connections to the proxy. What fails there is told apart from what fails behind it, and under a code at which
 * undici gives up: at a proxy that hangs up it would knock again, a thousand times a second, for ever.
 */
function openProxyPool(origin: URL, options: object): Dispatcher {
  const pool = new Pool(origin, options);
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (tunnel: Dispatcher.ConnectOptions) =>
      connect(tunnel).catch(() => {
        throw new ProxyError();
      }),
  });
}

/** Keep-alive connections to WeChat, directly or through the proxy; bodies are cut off at 64 KiB. */
export function openPool({ timeoutMs: timeout, maxCalls, ...options }: PoolOptions): Dispatcher {
  return new EnvHttpProxyAgent({
    // empty and not undefined: undefined would make undici read the environment by itself
    httpProxy: '',
    httpsProxy: options.httpsProxy ?? '',
    noProxy: options.noProxy,
    connections: maxCalls,
    maxResponseSize: maxBodyBytes,
    // no connection that is being made outlives the call that wanted it for long
    connect: {
      timeout,
      autoSelectFamily: true,
      ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
    },
    proxyTls: { timeout },
    requestTls: { timeout },
    clientFactory: (origin, opts) => openProxyPool(origin, { ...opts, headersTimeout: timeout }),
  });
}
