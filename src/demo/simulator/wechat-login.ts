// The calls that log users in: they carry the AppSecret, or a user's own token, and never the account's.
import type { Account } from './wechat-account.ts';
import type { Call } from './wechat-call.ts';
import type { WechatRules } from './wechat-rules.ts';

type Answer = Readonly<Record<string, unknown>>;

/** A user's token as WeChat gives it out for a code: it begins with this, and is of another kind than an account's. */
const userTokenOf = (appid: string): string => `OezXcEiiBSKSxW0eoylIeJ_${appid}`;

const isUserToken = (token: string | undefined): boolean =>
  token?.startsWith('OezXcEiiBSKSxW0eoylIeJ_') ?? false;

/** `answer` plays a login of these accounts, `effects` counts what was done. */
export function createWechatLogins(accounts: readonly Account[], rules: Pick<WechatRules, 'failure'>) {
  const effects = new Map<string, number>();

  function withSecret({ path, query }: Call): Answer {
    const { appid = '', secret, js_code: jsCode, code = jsCode, access_token: token } = query;
    const account = accounts.find((each) => each.appid === appid);
    if (account === undefined || token !== undefined) return rules.failure(40013);
    if (account.secret !== secret) return rules.failure(40125);
    if (!code) return rules.failure(40029);
    if (path === '/sns/jscode2session') return { openid: 'OPENID', session_key: 'SESSION_KEY' };
    const access_token = userTokenOf(appid);
    return {
      access_token,
      expires_in: 7200,
      refresh_token: 'REFRESH_TOKEN',
      openid: 'OPENID',
      scope: 'snsapi_base',
    };
  }

  function withUserToken({ path, query }: Call): Answer {
    if (path === '/sns/oauth2/refresh_token')
      return { access_token: userTokenOf(query.appid ?? ''), expires_in: 7200 };
    if (!isUserToken(query.access_token)) return rules.failure(40001);
    return path === '/sns/auth' ? { errcode: 0, errmsg: 'ok' } : { openid: 'OPENID', nickname: '昵称' };
  }

  return {
    answer: (call: Call): Answer | undefined => {
      if (!call.path.startsWith('/sns/')) return undefined;
      const isFirst = call.path === '/sns/jscode2session' || call.path === '/sns/oauth2/access_token';
      const answer = isFirst ? withSecret(call) : withUserToken(call);
      if (!answer.errcode) effects.set(call.path, (effects.get(call.path) ?? 0) + 1);
      return answer;
    },
    effects: (path: string): number => effects.get(path) ?? 0,
  };
}
