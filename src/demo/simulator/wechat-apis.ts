// The APIs of the catalogue: what WeChat looks at before it acts, what it acts on, counted, and what it answers.
import { type Api, apiOf } from '../../wechat/apis.ts';
import { type Answer, answerOf } from './wechat-answers.ts';
import { type Call, parseObject } from './wechat-call.ts';
import { dailyLimitOf } from './wechat-limits.ts';
import type { Reply } from './wechat-reply.ts';
import type { ApiAccount, Params, WechatRules } from './wechat-rules.ts';

/** How often a month counts may be set back: https://developers.weixin.qq.com/doc/service/api/apimanage/api_clearquota */
const clearsAMonth = { 'openapi/quota/clear': 50, clear_quota: 10 } as const;

const isForm = ({ headers }: Call): boolean =>
  /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '');

/** The fields of a call, or the errcode that refuses them. */
function fieldsOf(api: Api, call: Call): Params | number {
  if (api.classes.includes('U')) return hasMedia(call) ? call.query : 41005;
  if (call.method === 'GET') return call.query;
  if (api.body === undefined)
    return isForm(call) ? Object.fromEntries(new URLSearchParams(call.body)) : call.query;
  if (call.body === '') return 44002;
  return parseObject(call.body) ?? 47001;
}

/** A part named `media` with something in it, in a body whose length was told. */
function hasMedia({ headers, bytes }: Call): boolean {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined || headers['content-length'] === undefined) return false;
  const parts = bytes.toString('latin1').split(`--${boundary}`).slice(1, -1);
  return parts.some((part) => /name="media"/.test(part) && (part.split('\r\n\r\n')[1] ?? '').length > 2);
}

/** What a field itself is refused for, as the documentation of these APIs has it. */
function refusalOf({ id, parameters }: Api, fields: Params): number | undefined {
  const missing = parameters.find((name) => !name.endsWith('?') && name !== 'media' && !(name in fields));
  if (missing !== undefined) return 47001;
  if (id === 'getwxacodeunlimit' && String(fields.scene).length > 32) return 40169;
  if (id === 'freepublish/get' && fields.publish_id === '') return 53600;
  return undefined;
}

/** How many drafts each account has before it adds or deletes one. */
const draftsAtFirst = 20;

type Kept = Readonly<{ appid: string | undefined; at: number; call: Call; reply: string }>;

/** WeChat's APIs but for those that give tokens: `answer` acts on a call, `effects` counts what was done. */
export function createWechatApis(rules: WechatRules, now: () => number) {
  const effects = new Map<string, number>();
  const clears = new Map<string, number>();
  const kept = new Map<string, Kept>();
  const draftCounts = new Map<string, number>();

  /** What this call is answered, or undefined where WeChat has no such API. */
  function answer(call: Call): Answer | Reply | undefined {
    const { method, path, query } = call;
    const known = { method, path, query: new URLSearchParams(query), body: parseObject(call.body) };
    const api = apiOf(known);
    if (api === undefined) {
      const other = method === 'GET' ? 'POST' : 'GET';
      if (apiOf({ ...known, method: other }) === undefined) return undefined;
      return rules.failure(method === 'GET' ? 43002 : 43001);
    }
    return rules.api<Answer>(query.access_token, path, (account) => {
      const fields = fieldsOf(api, call);
      if (typeof fields === 'number') return fields;
      const refusal = refusalOf(api, fields) ?? act(api, fields, account);
      if (typeof refusal === 'number') return refusal;
      effects.set(path, (effects.get(path) ?? 0) + 1);
      return refusal ?? answerOf(api.id, fields);
    });
  }

  /** The count of drafts, and the APIs about the calls themselves. */
  function act({ id }: Api, fields: Params, account: ApiAccount): Answer | number | undefined {
    const count = draftCounts.get(account.appid) ?? draftsAtFirst;
    if (id === 'draft/add') draftCounts.set(account.appid, count + 1);
    if (id === 'draft/delete') draftCounts.set(account.appid, Math.max(0, count - 1));
    if (id === 'draft/count') return { total_count: count };
    if (id === 'openapi/rid/get') return lookUp(String(fields.rid), account);
    if (id !== 'openapi/quota/clear' && id !== 'clear_quota') return undefined;
    const path = id === 'clear_quota' ? undefined : String(fields.cgi_path);
    if (path !== undefined && dailyLimitOf(path) === undefined) return 76021;
    if (path === undefined && fields.appid !== account.appid) return 40013;
    const key = `${id} ${account.appid}`;
    const used = clears.get(key) ?? 0;
    if (used >= clearsAMonth[id]) return 48006;
    clears.set(key, used + 1);
    account.clear(path);
    return undefined;
  }

  function lookUp(rid: string, { appid }: ApiAccount): Answer | number {
    if (!/^[\da-f]{8}(?:-[\da-f]{8}){2}$/.test(rid)) return 76002;
    const found = kept.get(rid);
    if (found === undefined) return now() / 1000 - Number.parseInt(rid, 16) > 7 * 86_400 ? 76004 : 76001;
    if (found.appid !== undefined && found.appid !== appid) return 76003;
    const { call, at, reply } = found;
    const request = {
      invoke_time: Math.floor(at / 1000),
      cost_in_ms: 30,
      // as the documentation prints it: the token stands in it
      request_url: new URLSearchParams(call.query).toString(),
      request_body: call.body,
      response_body: reply,
      client_ip: '203.0.113.7',
    };
    return { errcode: 0, errmsg: 'ok', request };
  }

  /** Remembers a call under the rid of its answer. */
  function note(call: Call, reply: string): void {
    const rid = /\brid: ([\da-f]{8}(?:-[\da-f]{8}){2})/.exec(reply)?.[1];
    const caller = rules.check(call.query.access_token ?? '');
    const appid = typeof caller === 'string' ? undefined : caller.appid;
    if (rid !== undefined) kept.set(rid, { appid, at: now(), call, reply });
  }

  return { answer, note, effects: (path: string): number => effects.get(path) ?? 0 };
}
