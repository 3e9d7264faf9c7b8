// Page and simulator, and what is pasted and must not come out in the wrong place.
import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import { startSimulator } from '../../../src/demo/simulator/wechat-simulator.ts';
import { randomText } from '../../../src/demo/simulator/wechat-tokens.ts';
import { startApp } from '../app.ts';
import { pairForms, tokenForms } from './pasted-forms.ts';

export const appid = `wx${randomBytes(8).toString('hex')}`;
export const secret = randomBytes(16).toString('hex');
export const token = `93_${randomText(133)}`;
export const aesKey = `k${randomText(41)}Z`.replace(/[-_]/g, 'q');
export const ticket = `sM4AOVdWfPE4DxkXGEs8${randomText(66)}`;

/** The whole application before a simulator that takes any account. */
export async function startPasted(t: TestContext) {
  const simulator = await startSimulator({ openAccounts: true });
  const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin, RATE_LIMIT: '100000' } });
  t.after(async () => {
    await app.close();
    await simulator.close();
  });
  /** What stood in any place of a call but the one for a secret; at Check there is none. */
  const sent = (): string =>
    simulator.calls
      .map(({ method, path, query, headers, body }) => {
        const { secret: _, ...rest } = query;
        const json = body.replace(/"secret":"(?:[^"\\]|\\.)*"/, '');
        return JSON.stringify([method, path, rest, headers, json]);
      })
      .join('\n');
  return { simulator, app, sent };
}

export const pairs = Object.values(pairForms(appid, secret));
export const tokens = Object.values(tokenForms(token));
export const secrets = [
  secret,
  `AppSecret：${secret}`,
  `secret=${secret}`,
  `Bearer ${secret}`,
  `"${secret}",`,
];
