// One call to WeChat that ends without an answer, and what is known of it.
import assert from 'node:assert/strict';
import type { LookupFunction } from 'node:net';
import type { TestContext } from 'node:test';
import { failureCode } from '../../../src/wechat/failure.ts';
import { createTransport, type TransportOptions } from '../../../src/wechat/transport.ts';

/** For a call that is to run into it. */
export const deadlineMs = 400;

const call = { method: 'GET', path: '/cgi-bin/token', query: { secret: 'a' } } as const;

type Ended = Readonly<{ fault: string; wasSent: boolean }>;

/** Sends one call, to a host without a name server unless told. */
export async function sendOne(t: TestContext, options: Partial<TransportOptions>): Promise<Ended> {
  const transport = createTransport({
    wechatApiBase: 'https://wechat.test',
    timeoutMs: 20_000,
    httpsProxy: undefined,
    noProxy: '',
    now: Date.now,
    ...options,
  });
  t.after(transport.close);
  const result = await transport.send(call);
  assert.ok('fault' in result);
  const { wasSent } = failureCode({ kind: 'network', ...result });
  return { fault: result.fault, wasSent };
}

/** A look-up that ends with this code. */
export const lookupFailing =
  (code: string | undefined): LookupFunction =>
  (_hostname, _options, callback) =>
    process.nextTick(() => callback(Object.assign(new Error('unread'), { code }), ''));
