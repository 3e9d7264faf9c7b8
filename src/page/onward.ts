import type { NextForm } from '../web/called.ts';

/** The texts of one step further with a token. */
type Words = Readonly<{ label: string; hint?: string }>;

type Prepared = Readonly<{
  /** an id of the catalogue, and its path */
  api: string;
  path: string;
  body: Readonly<Record<string, string>>;
}>;

/** The form that calls an API, with this token in its field: the token goes along in a POST, and nobody is called for it. */
export const toCall = (accessToken: string, label: string): NextForm => ({
  action: 'call',
  fields: { access_token: accessToken, step: 'load' },
  label,
});

/** The same with one of the APIs about calls filled in: what it costs is agreed to there. */
export const toPrepared = (accessToken: string, { api, path, body }: Prepared, words: Words): NextForm => ({
  action: 'call',
  fields: { access_token: accessToken, api, method: 'POST', path, body: JSON.stringify(body), step: 'load' },
  ...words,
});

/** One that reads, and so is called by the press itself. */
export const callPrepared = (accessToken: string, prepared: Prepared, words: Words): NextForm => {
  const { action, fields } = toPrepared(accessToken, prepared, words);
  return { action, fields: { ...fields, step: '' }, ...words };
};

/** The check of this token. */
export const toCheck = (accessToken: string, label: string): NextForm => ({
  action: 'check',
  fields: { access_token: accessToken },
  label,
});

/** How often a path was called today, and how often it still may be. */
export const quotaOf = (path: string): Prepared => ({
  api: 'openapi/quota/get',
  path: '/cgi-bin/openapi/quota/get',
  body: { cgi_path: path },
});

/** The count of one path, back to nothing: 1 of 50 a month. */
export const clearQuotaOf = (path: string): Prepared => ({
  api: 'openapi/quota/clear',
  path: '/cgi-bin/openapi/quota/clear',
  body: { cgi_path: path },
});

/** Every count of the account, back to nothing: 1 of 10 a month. The AppID is for the person to put in. */
export const clearEveryQuota: Prepared = {
  api: 'clear_quota',
  path: '/cgi-bin/clear_quota',
  body: { appid: 'APPID' },
};

/** The call that an error's rid stands for. */
export const ridOf = (rid: string): Prepared => ({
  api: 'openapi/rid/get',
  path: '/cgi-bin/openapi/rid/get',
  body: { rid },
});
