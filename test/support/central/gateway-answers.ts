import type { TestContext } from 'node:test';
import type { Fault } from '../../../src/demo/simulator/wechat-simulator.ts';
import { readToken } from './central-api.ts';
import { standInOf, startGateway } from './gateway.ts';

/** Where WeChat is made to answer this and that. */
export const answersPath = '/wxa/answers';

/** A gateway, and `get`: the answer to a call that WeChat answers so, as bytes. */
export async function startAnswering(t: TestContext) {
  const central = await startGateway(t, { env: { GATEWAY_TIMEOUT_MS: '20000' } });
  const token = await standInOf(central, central.shop, central.keys.all);
  const held = String((await readToken(central.origin, central.shop, central.orders)).body.access_token);
  async function get(fault?: Fault, at = answersPath) {
    central.simulator.faultAt(at, () => fault);
    const answer = await fetch(`${central.origin}${at}?access_token=${token}`, { redirect: 'manual' });
    return { answer, body: Buffer.from(await answer.arrayBuffer()) };
  }
  return { ...central, token, held, get };
}

/** WeChat answers with these bytes. */
export const replyWith = (
  body: string | Buffer,
  contentType?: string,
  more: Record<string, string> = {},
): Fault => ({
  kind: 'reply',
  body,
  headers: { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...more },
});
