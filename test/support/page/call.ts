// The tool that calls APIs, with a token of its own simulator.
import type { TestContext } from 'node:test';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../src/demo/simulator/wechat-simulator.ts';
import { type AppOptions, postForm, type Reply, startApp } from '../app.ts';

const account = { appid: 'wx448f04719cd48f69', secret: '0123456789abcdef0123456789abcdef' };

/** A call that answers with a picture, and costs one of the day's codes: it wants its tick. */
export const code = {
  method: 'POST',
  path: '/wxa/getwxacodeunlimit',
  body: '{"scene":"a"}',
  confirm: 'POST /wxa/getwxacodeunlimit',
};

/** A call that only reads. */
export const menu = { method: 'GET', path: '/cgi-bin/menu/get' };

export const json = 'application/json';

/** The word of a refusal for programs. */
export const errorOf = (text: string): unknown => (JSON.parse(text) as Record<string, unknown>).error;

export type Fields = Readonly<Record<string, string>>;

export type CallSite = Readonly<{
  origin: string;
  simulator: Simulator;
  token: string;
  logged: () => string;
  /** posts to /call, with the token unless another one is given */
  call: (fields: Fields, accept?: string, lang?: string) => Promise<Reply>;
}>;

export async function startCall(
  t: TestContext,
  simulated: SimulatorOptions = {},
  env: AppOptions['env'] = {},
): Promise<CallSite> {
  const simulator = await startSimulator({ accounts: [account], ...simulated });
  const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin, ...env } });
  t.after(async () => {
    await simulator.close();
    await app.close();
  });
  const query = new URLSearchParams({ grant_type: 'client_credential', ...account });
  const response = await fetch(`${simulator.origin}/cgi-bin/token?${query}`);
  // our own simulator's
  const { access_token: token } = (await response.json()) as { access_token: string };
  const call = (fields: Fields, accept = 'text/html', lang = 'en'): Promise<Reply> =>
    postForm(
      app.origin,
      { access_token: token, ...fields },
      { path: `/call?lang=${lang}`, headers: { accept } },
    );
  return { origin: app.origin, simulator, token, logged: app.logged, call };
}
