// WeChat's rules for tokens, as a state machine: no sockets, and time is handed in.
// What WeChat does not document (the order of the checks, where a day begins) is chosen, and said so.
import type { Account, RulesOptions } from './wechat-account.ts';
import { dailyLimitOf } from './wechat-limits.ts';
import { errmsg, type Reply } from './wechat-reply.ts';
import { createWechatTokens, LIFE_MS, type Minted, OVERLAP_MS, randomText } from './wechat-tokens.ts';

export type { Account, RulesOptions };
export type Params = Readonly<Record<string, unknown>>;
export type WechatRules = ReturnType<typeof createWechatRules>;

type State = {
  appid: string;
  settings: Account | undefined; // none: an open account, which takes any secret
  tickets: Map<string, { ticket: string; expiresAt: number }>;
  forcedAt: number;
  usage: { day: number; forced: number; calls: Map<string, number> };
};
/** What one call of an API may know of the account and do to it. */
export type ApiAccount = Readonly<{
  appid: string;
  clear: (path?: string) => void;
}>;

const FORCE_APART_MS = 30_000;
const FORCES_A_DAY = 20;
const DAY_MS = 86_400_000;
const BEIJING_MS = 28_800_000;

/** WeChat's token APIs for these accounts. `now`: ms since the epoch. */
export function createWechatRules(options: RulesOptions = {}) {
  const { now = Date.now, accounts = [], openAccounts = false, callerIp = '203.0.113.7' } = options;
  const states = new Map(accounts.map((account) => [account.appid, newState(account.appid, account)]));
  const tokens = createWechatTokens(now);

  function stateOf(appid: string): State | undefined {
    if (openAccounts && !states.has(appid)) states.set(appid, newState(appid, undefined));
    return states.get(appid);
  }

  /** The caller's account, or the errcode that refuses it. A bare GET gets 41002; the rest of the order is chosen. */
  function admit({ grant_type, appid, secret }: Params): State | number {
    if (!appid) return 41002;
    if (!secret) return 41004;
    if (grant_type !== 'client_credential') return 40002;
    const state = stateOf(String(appid));
    if (!state) return 40013;
    if (state.settings && state.settings.secret !== secret) return 40125;
    return listed(state) ? state : 40164;
  }

  /** The account that a token opens, or the errcode. The whitelist covers calls with a token as well. */
  function opened(token: string | undefined): State | number {
    if (!token) return 41001;
    const found = tokens.check(token);
    if (found === 'unknown') return 40014;
    if (found === 'expired') return 42001;
    const state = found === 'replaced' ? undefined : states.get(found.appid);
    if (!state) return 40001;
    return listed(state) ? state : 40164;
  }

  function listed({ settings }: State): boolean {
    return settings?.allowedIps?.includes(callerIp) ?? true;
  }

  /** Today's counters; a day is taken to begin at midnight in Beijing. */
  function today(state: State): State['usage'] {
    const day = Math.floor((now() + BEIJING_MS) / DAY_MS);
    if (state.usage.day !== day) state.usage = { day, forced: 0, calls: new Map() };
    return state.usage;
  }

  /** Counts the call against its day and answers it; an errcode anywhere on the way is the answer. */
  function serve<Given = Reply>(
    caller: State | number,
    path: string,
    give: (state: State) => Given | number,
  ): Given | Reply {
    if (typeof caller === 'number') return failure(caller);
    const { calls } = today(caller);
    const used = calls.get(path) ?? 0;
    if (used >= limitOf(caller, path)) return failure(45009);
    calls.set(path, used + 1);
    const reply = give(caller);
    return typeof reply === 'number' ? failure(reply) : reply;
  }

  function token(params: Params): Reply {
    return serve(admit(params), '/cgi-bin/token', ({ appid, settings }) =>
      success(tokens.mint(appid, 'token', settings?.lifeMs)),
    );
  }

  /** The same token until its last 300 s; there a new one, and the old one lives on beside it. */
  function stableToken(params: Params): Reply {
    return serve(admit(params), '/cgi-bin/stable_token', (state) => {
      const mayForce = now() - state.forcedAt >= FORCE_APART_MS;
      if (params.force_refresh === true && mayForce) return forced(state);
      const current = tokens.current(state.appid, 'stable_token');
      const lasts = current && current.expiresAt - now() >= OVERLAP_MS;
      return success(lasts ? current : tokens.mint(state.appid, 'stable_token', state.settings?.lifeMs));
    });
  }

  function forced(state: State): Reply | number {
    const usage = today(state);
    if (usage.forced >= FORCES_A_DAY) return 45009;
    usage.forced += 1;
    state.forcedAt = now();
    tokens.killPrevious(state.appid, 'stable_token');
    return success(tokens.mint(state.appid, 'stable_token', state.settings?.lifeMs));
  }

  function success({ access_token, expiresAt }: Minted): Reply {
    return { access_token, expires_in: secondsTo(expiresAt) };
  }

  function secondsTo(expiresAt: number): number {
    return Math.ceil((expiresAt - now()) / 1000);
  }

  function apiDomainIp(accessToken: string | undefined): Reply {
    const ip_list = ['101.89.47.18', '101.91.34.103', '101.226.129.166'];
    return serve(opened(accessToken), '/cgi-bin/get_api_domain_ip', () => ({ ip_list }));
  }

  function quota(accessToken: string | undefined, cgiPath: unknown): Reply {
    return serve(opened(accessToken), '/cgi-bin/openapi/quota/get', (state) => {
      if (typeof cgiPath !== 'string' || dailyLimitOf(cgiPath) === undefined) return 76021;
      const daily_limit = limitOf(state, cgiPath);
      const used = today(state).calls.get(cgiPath) ?? 0;
      const rate_limit = { refresh_second: 60, call_count: 10_000 };
      return {
        errcode: 0,
        rate_limit,
        errmsg: 'ok',
        quota: { remain: daily_limit - used, used, daily_limit },
      };
    });
  }

  /** One ticket for all who ask, until it expires: asking again does not end it. */
  function ticket(accessToken: string | undefined, type: string | undefined): Reply {
    return serve(opened(accessToken), '/cgi-bin/ticket/getticket', ({ tickets }) => {
      if (type !== 'jsapi' && type !== 'wx_card') return 40097;
      const held = tickets.get(type);
      const lasts = held && held.expiresAt > now();
      const live = lasts ? held : { ticket: randomText(86), expiresAt: now() + LIFE_MS };
      tickets.set(type, live);
      return { errcode: 0, errmsg: 'ok', ticket: live.ticket, expires_in: secondsTo(live.expiresAt) };
    });
  }

  /** Any other call with a token: who may make it, and how often in a day. */
  function api<Given>(
    accessToken: string | undefined,
    path: string,
    give: (account: ApiAccount) => Given | number,
  ): Given | Reply {
    return serve<Given>(opened(accessToken), path, (state) =>
      give({
        appid: state.appid,
        clear: (cleared) => {
          const { calls } = today(state);
          if (cleared === undefined) calls.clear();
          else calls.delete(cleared);
        },
      }),
    );
  }

  function failure(errcode: number): Reply {
    return { errcode, errmsg: errmsg(errcode, { at: now(), callerIp }) };
  }

  return {
    token,
    stableToken,
    apiDomainIp,
    quota,
    ticket,
    api,
    failure,
    check: tokens.check,
    current: tokens.current,
    replace: tokens.replace,
    minted: tokens.minted,
  };
}

function newState(appid: string, settings: Account | undefined): State {
  const usage = { day: 0, forced: 0, calls: new Map<string, number>() };
  return { appid, settings, tickets: new Map(), forcedAt: Number.NEGATIVE_INFINITY, usage };
}

function limitOf({ settings }: State, path: string): number {
  const quota = path === '/cgi-bin/token' ? settings?.dailyQuota : undefined;
  return quota ?? settings?.quotas?.[path] ?? dailyLimitOf(path) ?? 0;
}
