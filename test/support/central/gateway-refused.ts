// What the gateway refuses, so that nothing reaches WeChat.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { RequestOptions } from '../app.ts';
import {
  addDraft,
  assertGatewayRefused,
  call,
  callWith,
  draft,
  type GatewayCentral,
  relayedCalls,
  standInOf,
  startGateway,
} from './gateway.ts';

/** Refused with this code, and WeChat has heard nothing. */
export async function assertAllRefused(
  central: GatewayCentral,
  errcode: number,
  requests: Readonly<Record<string, RequestOptions>>,
): Promise<void> {
  const before = relayedCalls(central).length;
  for (const [what, options] of Object.entries(requests)) {
    const seen = await call(central.origin, options);
    if (options.method === 'HEAD') assert.equal(seen.gateway, 'refused', what);
    else assertGatewayRefused(seen, errcode, what);
  }
  assert.equal(relayedCalls(central).length, before);
}

/** A gateway with the token of `shop` held, and a stand-in of this client. */
export async function startWithToken(t: TestContext, client: 'all' | 'writer' = 'all') {
  const central = await startGateway(t);
  const token = await standInOf(central, central.shop, central.keys[client]);
  const seen = await callWith(central.origin, token, addDraft, { json: draft });
  assert.equal(seen.gateway, 'relayed', seen.reply.text);
  return { ...central, token };
}

/** As a program without an SDK shows its key. */
export const bearer = (key: string, more: Readonly<Record<string, string>> = {}) => ({
  headers: { authorization: `Bearer ${key}`, ...more },
});
