// /signature of the whole application, asked as a browser and as a program do.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Simulator, startSimulator } from '../../../src/demo/simulator/wechat-simulator.ts';
import { postForm, type Reply, startApp } from '../app.ts';

type Fields = Readonly<Record<string, string>>;

export type SignaturePage = Readonly<{
  origin: string;
  simulator: Simulator;
  logged: () => string;
  /** as a browser sends it without script */
  ask: (fields: Fields, lang?: 'en' | 'zh') => Promise<Reply>;
  /** as a program does: the parsed answer, which has to have this status */
  askJson: (fields: Fields, status?: number) => Promise<Record<string, unknown>>;
}>;

/** The page in front of WeChat's simulator; at this time, ms since the epoch, where one is given. */
export async function startSignature(t: TestContext, now?: number): Promise<SignaturePage> {
  const simulator = await startSimulator({ openAccounts: true });
  t.after(simulator.close);
  const env = { WECHAT_API_BASE: simulator.origin };
  const app = await startApp({ env, ...(now === undefined ? {} : { now: () => now }) });
  t.after(app.close);
  const { origin, logged } = app;
  return {
    origin,
    simulator,
    logged,
    ask: (fields, lang = 'en') =>
      postForm(origin, fields, { path: `/signature?lang=${lang}`, headers: { accept: 'text/html' } }),
    askJson: async (fields, status = 200) => {
      const headers = { accept: 'application/json' };
      const reply = await postForm(origin, fields, { path: '/signature', headers });
      assert.equal(reply.status, status, reply.text);
      assert.match(reply.headers['content-type'] ?? '', /^application\/json/);
      // an object by the contract
      return JSON.parse(reply.text) as Record<string, unknown>;
    },
  };
}

/** An access_token that works, from the simulator. */
export async function newToken({ origin }: SignaturePage): Promise<string> {
  const fields = { appid: 'wx0000000000000000', secret: 'a'.repeat(32) };
  const reply = await postForm(origin, fields, { headers: { accept: 'application/json' } });
  // WeChat's answer, which has one
  const { access_token: token } = JSON.parse(reply.text) as { access_token: string };
  assert.ok(token);
  return token;
}
