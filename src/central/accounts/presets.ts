/**
 * Paths that change nothing and tell nothing of a person: class R of the catalogue without personal data, scarce quota or
 * a condition. https://developers.weixin.qq.com/doc/service/api/ and
 * https://developers.weixin.qq.com/miniprogram/dev/server/API/
 */
const readPaths: readonly string[] = [
  '/cgi-bin/get_api_domain_ip',
  '/cgi-bin/getcallbackip',
  '/cgi-bin/callback/check',
  '/cgi-bin/openapi/quota/get',
  '/cgi-bin/menu/get',
  '/cgi-bin/get_current_selfmenu_info',
  '/cgi-bin/menu/trymatch',
  '/cgi-bin/shorten/fetch',
  '/cgi-bin/template/get_all_private_template',
  '/cgi-bin/template/get_industry',
  '/wxaapi/newtmpl/gettemplate',
  '/wxaapi/newtmpl/getcategory',
  '/cgi-bin/media/get',
  '/cgi-bin/material/get_material',
  '/cgi-bin/material/batchget_material',
  '/cgi-bin/material/get_materialcount',
  '/cgi-bin/draft/batchget',
  '/cgi-bin/draft/get',
  '/cgi-bin/draft/count',
  '/cgi-bin/freepublish/get',
  '/cgi-bin/freepublish/batchget',
  '/cgi-bin/freepublish/getarticle',
  '/datacube/getusersummary',
  '/wxa/msg_sec_check',
];

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
  ['read', readPaths],
  ['login', [...loginPaths.withSecret, ...loginPaths.withUserToken]],
]);
