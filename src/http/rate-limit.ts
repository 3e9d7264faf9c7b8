import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { type Options, rateLimit, type Store } from 'express-rate-limit';
import type { Log } from '../log.ts';
import { clientOf } from './client-address.ts';
import { HttpError } from './http-error.ts';
import { createLimitStore } from './limit-store.ts';

const windowMs = 60_000;

/** Where the counts of a limit lie: in this process, or with other instances. A limit has one for itself. */
export type LimitStores = (name: string) => Store;

export const memoryStores: LimitStores = () => createLimitStore();

/** POSTs of one client in a minute; an IPv6 client is its /56, since one household or host owns that many addresses. */
export function limitByClient(limit: number, stores: LimitStores = memoryStores): RequestHandler {
  return rateLimit({
    store: stores('client'),
    windowMs,
    limit,
    keyGenerator: clientKey,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // what it would complain of on stderr is checked at start, and said once by warnOfForwardedFor
    validate: false,
    // Retry-After is set by now; the error exit sets it again from here, and the page says it in words
    handler: (_req, res, next) => {
      next(new HttpError('too_many_requests', { 'retry-after': String(res.getHeader('retry-after')) }));
    },
  });
}

/** Counts by key in windows of a minute; resolves with the seconds to wait, or undefined while within the limit. */
export type Counter = Readonly<{ count: (key: string) => Promise<number | undefined> }>;

/** A counter whose keys have to wait above `limit` in one window. */
export function createCounter(limit: number, store: Store): Counter {
  // a store reads nothing but the window of these options
  void store.init?.({ windowMs } as Options);
  return {
    count: async (key) => {
      const { totalHits, resetTime } = await store.increment(key);
      if (totalHits <= limit) return undefined;
      const waitMs = resetTime === undefined ? windowMs : resetTime.getTime() - Date.now();
      return Math.max(1, Math.ceil(Math.min(waitMs, windowMs) / 1000));
    },
  };
}

/** As `Counter`, at once: nobody waits for a store to count. */
export type PromptCounter = Readonly<{ count: (key: string) => number | undefined }>;

/**
 * A counter whose keys have to wait above `limit` in one window of a minute, by what is known here. What other instances
 * have counted becomes known with the store's answer, so that all together may go a little above the limit.
 */
export function createPromptCounter(
  limit: number,
  store: Store,
  now: () => number = Date.now,
): PromptCounter {
  void store.init?.({ windowMs } as Options);
  const windows = new Map<string, { hits: number; endsAt: number }>();

  function windowOf(key: string): { hits: number; endsAt: number } {
    const known = windows.get(key);
    const leftMs = known === undefined ? 0 : known.endsAt - now();
    // more than a window is left where the clock was turned back
    if (known !== undefined && leftMs > 0 && leftMs <= windowMs) return known;
    const window = { hits: 0, endsAt: now() + windowMs };
    windows.set(key, window);
    return window;
  }

  return {
    count: (key) => {
      const window = windowOf(key);
      window.hits += 1;
      if (window.hits > limit) return Math.max(1, Math.ceil((window.endsAt - now()) / 1000));
      void Promise.resolve(store.increment(key)).then(({ totalHits, resetTime }) => {
        window.hits = Math.max(window.hits, totalHits);
        window.endsAt = resetTime?.getTime() ?? window.endsAt;
      });
      return undefined;
    },
  };
}

/**
 * Whose address counts as whose. Where a proxy wrote something in its place that is no address, it is the proxy's own: no
 * text that anybody can choose opens an allowance of its own.
 */
export const clientKey = ({ ip, socket }: Request): string =>
  clientOf(ip) ?? clientOf(socket.remoteAddress) ?? 'unknown';

/**
 * Counts the calls for one appid in a minute, whoever asks: a thousand addresses that try secrets share this bound.
 * Rejects with 429 above `limit`. Appids are counted by their digest: somebody may have typed a secret there.
 */
export function limitByAppid(
  limit: number,
  stores: LimitStores = memoryStores,
): (appid: string) => Promise<void> {
  const { count } = createCounter(limit, stores('appid'));
  return async (appid) => {
    const waitS = await count(createHash('sha256').update(appid).digest('base64'));
    if (waitS !== undefined) throw new HttpError('too_many_requests', { 'retry-after': String(waitS) });
  };
}

/** Says once that a proxy stands in front and TRUST_PROXY does not know: all its clients would share one limit. */
export function warnOfForwardedFor(log: Log): RequestHandler {
  let isSaid = false;
  return (req, _res, next) => {
    if (!isSaid && req.headers['x-forwarded-for'] !== undefined) {
      isSaid = true;
      log.warn('warning', {
        message:
          'X-Forwarded-For arrives and TRUST_PROXY is off: all clients behind that proxy share one rate limit. If the proxy is yours, set TRUST_PROXY',
      });
    }
    next();
  };
}
