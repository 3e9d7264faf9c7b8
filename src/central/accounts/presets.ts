import { readPreset } from '../../wechat/apis.ts';

/** What carries the AppSecret, which is put in here, and what carries a user's token, which passes untouched. */
export const loginPaths = {
  withSecret: ['/sns/jscode2session', '/sns/oauth2/access_token'],
  withUserToken: ['/sns/userinfo', '/sns/auth', '/sns/oauth2/refresh_token'],
} as const;

/** Named lists for `gateway` in accounts.json. */
export const presets: ReadonlyMap<string, readonly string[]> = new Map([
  [
    // all that a publishing tool needs, and nothing that reaches a reader
    'drafts',
    [
      '/cgi-bin/media/uploadimg',
      '/cgi-bin/material/add_material',
      ...['add', 'update', 'get', 'batchget', 'count'].map((name) => `/cgi-bin/draft/${name}`),
    ],
  ],
  ['read', [...readPreset]],
  ['login', [...loginPaths.withSecret, ...loginPaths.withUserToken]],
]);
