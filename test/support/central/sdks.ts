// SDKs that nobody here wrote, each set to this server by the one setting that it has for its address.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import CoWechatApi from 'co-wechat-api';
import { MiniApp, OfficialAccount } from 'node-easywechat';
import WechatApi from 'wechat-api';
import { startHttpsFront } from '../network/https-front.ts';

/** What the tests ask of each: WeChat's answers, as the SDK gives them. */
export type Sdk = Readonly<{
  /** the token that it holds, read if it holds none */
  token: () => Promise<string>;
  menu: () => Promise<object>;
  message: (openid: string, text: string) => Promise<object>;
  upload: (file: string) => Promise<object>;
  ticket: () => Promise<string>;
  /** undefined: it logs nobody in */
  login: ((code: string) => Promise<object>) | undefined;
}>;

type SdkOptions = Readonly<{ origin: string; appid: string; clientKey: string }>;

/** Makes one of each, by its name. */
export const sdks: Readonly<Record<string, (t: TestContext, options: SdkOptions) => Promise<Sdk> | Sdk>> = {
  'co-wechat-api': (_t, { origin, appid, clientKey }) => {
    const api = new CoWechatApi(appid, clientKey);
    api.prefix = `${origin}/cgi-bin/`;
    api.snsPrefix = `${origin}/sns/`;
    return {
      token: async () => (await api.ensureAccessToken()).accessToken,
      menu: () => api.getMenu(),
      message: (openid, text) => api.sendText(openid, text),
      upload: (file) => api.uploadMedia(file, 'image'),
      ticket: async () => (await api.getTicket('jsapi')).ticket,
      login: (code) => api.code2Session(code),
    };
  },

  'wechat-api': async (t, { origin, appid, clientKey }) => {
    const { host, ca } = await startHttpsFront(t, origin);
    const api = new WechatApi(appid, clientKey);
    api.setEndpoint(host);
    api.setOpts({ ca });
    const getTicket = promisify(api.getTicket.bind(api));
    const getLatestToken = promisify(api.getLatestToken.bind(api));
    const uploadMedia = promisify(api.uploadMedia.bind(api));
    return {
      token: async () => (await getLatestToken()).accessToken,
      menu: promisify(api.getMenu.bind(api)),
      message: promisify(api.sendText.bind(api)),
      upload: (file) => uploadMedia(file, 'image'),
      ticket: async () => (await getTicket('jsapi')).ticket,
      login: undefined,
    };
  },

  'node-easywechat': (t, options) => easyWechat(t, options, false),
  'node-easywechat with use_stable_access_token': (t, options) => easyWechat(t, options, true),
};

function easyWechat(t: TestContext, { origin, appid, clientKey }: SdkOptions, isStable: boolean): Sdk {
  const path = mkdtempSync(join(tmpdir(), 'easywechat-'));
  t.after(() => rmSync(path, { recursive: true }));
  const config = {
    app_id: appid,
    secret: clientKey,
    use_stable_access_token: isStable,
    http: { baseURL: origin },
    file_cache: { path },
  };
  const app = new OfficialAccount(config);
  const miniApp = new MiniApp(config);
  return {
    token: () => app.getAccessToken().getToken(),
    menu: async () => (await app.getClient().get('/cgi-bin/menu/get')).toObject(),
    message: async (openid, content) => {
      const message = { touser: openid, msgtype: 'text', text: { content } };
      return (await app.getClient().postJson('/cgi-bin/message/custom/send', message)).toObject();
    },
    upload: async (file) => {
      const client = app.getClient().withFile(file, 'media');
      return (await client.post('/cgi-bin/media/upload', { params: { type: 'image' } })).toObject();
    },
    ticket: () => app.getTicket().getTicket(),
    login: (code) => miniApp.getUtils().codeToSession(code),
  };
}
