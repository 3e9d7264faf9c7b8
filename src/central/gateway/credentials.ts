import type { IncomingMessage } from 'node:http';
import { bearerOf } from '../../http/bearer.ts';
import { clientOf } from '../../http/client-address.ts';
import type { Account, Client } from '../accounts/accounts.ts';
import { loginPaths } from '../accounts/call-paths.ts';
import type { Callers } from '../accounts/callers.ts';
import type { Directory } from '../accounts/directory.ts';
import { type Query, valueIn } from './query.ts';
import { type OwnAnswer, type RefusalWord, refusal } from './refusals.ts';
import type { StandIns, Verified } from './stand-in.ts';

/** What a path of /sns/ carries in place of the held token. */
export type LoginKind = 'with_secret' | 'with_user_token';

const loginKinds: ReadonlyMap<string, LoginKind> = new Map([
  ...loginPaths.withSecret.map((path) => [path, 'with_secret'] as const),
  ...loginPaths.withUserToken.map((path) => [path, 'with_user_token'] as const),
]);

/** Undefined for every path that takes the held token. */
export const loginKindOf = (path: string): LoginKind | undefined => loginKinds.get(path);

/** What a request shows of who it is; an empty one is none. */
export type Shown = Readonly<{
  standIn: string | undefined;
  bearer: string | undefined;
  secret: string | undefined;
}>;

/** Who calls. `account` is undefined where a call carries a user's own token and names none. */
export type Caller = Readonly<{ client: Client; account: Account | undefined }>;

/** The credentials of a request; a user's own token is none of ours. */
export function shownBy(req: IncomingMessage, path: string, query: Query): Shown {
  const isUserToken = loginKindOf(path) === 'with_user_token';
  return {
    standIn: isUserToken ? undefined : valueIn(query, 'access_token'),
    bearer: req.headers.authorization === undefined ? undefined : bearerOf(req) || undefined,
    secret: valueIn(query, 'secret'),
  };
}

type Deps = Pick<Callers, 'guard' | 'visits' | 'addressOf'> &
  Readonly<{ directory: () => Directory; standIns: Pick<StandIns, 'verify'> }>;

export type Credentials = ReturnType<typeof createCredentials>;

/** WeChat's own tokens begin with a number and hold no dot. */
const isWechatsOwn = (token: string): boolean => /^\d+_[\w-]+$/.test(token);

/** Looks at who calls, in the order in which the contract has the refusals. */
export function createCredentials({ directory, standIns, guard, visits, addressOf }: Deps) {
  /** A wrong one is counted and told, and slows its address down. */
  async function wrong(req: IncomingMessage, word: RefusalWord): Promise<OwnAnswer> {
    const address = addressOf(req);
    const key = clientOf(address) ?? clientOf(req.socket.remoteAddress) ?? 'unknown';
    const waitS = await guard.refused({ key, address }, 'gateway');
    return waitS === undefined ? refusal(word) : refusal('slow_down', waitS);
  }

  /** While much is guessed: resolves when a credential from there may be looked at; the refusal, if it may not. */
  async function turn(req: IncomingMessage, client: Client | undefined): Promise<OwnAnswer | undefined> {
    const address = addressOf(req);
    if (client !== undefined && visits.isFrom(client.name, address)) return undefined;
    const key = clientOf(address) ?? clientOf(req.socket.remoteAddress) ?? 'unknown';
    const waitS = await guard.turn({ key, address });
    return waitS === undefined ? undefined : refusal('slow_down', waitS);
  }

  /** The account that a key is for: the one that is named, or the only one. An appid of both endpoints is stable_token's. */
  function accountFor(
    client: Client,
    named: string | undefined,
    missing: RefusalWord,
    isOnlyOneMeant: boolean,
  ): Account | OwnAnswer {
    const { find, appidsOf } = directory();
    const own = appidsOf(client);
    const appid = named ?? (isOnlyOneMeant && own.length === 1 ? own[0] : undefined);
    if (appid === undefined) return refusal(missing);
    return find(client, appid, 'stable_token') ?? refusal('foreign_account');
  }

  function accountOfKey(
    client: Client,
    req: IncomingMessage,
    path: string,
    query: Query,
  ): Account | OwnAnswer | undefined {
    const kind = loginKindOf(path);
    const appid = valueIn(query, 'appid');
    // the user's token says whose it is, where there is one
    if (kind === 'with_user_token')
      return appid === undefined ? undefined : accountFor(client, appid, 'no_login_appid', false);
    if (kind === 'with_secret') return accountFor(client, appid, 'no_login_appid', false);
    const header = req.headers['wechat-appid'];
    return accountFor(
      client,
      typeof header === 'string' ? header.trim() || undefined : undefined,
      'no_account',
      true,
    );
  }

  async function clientOfKey(req: IncomingMessage, key: string): Promise<Client | OwnAnswer> {
    const client = directory().identify(key);
    const waiting = guard.isBusy() ? await turn(req, client) : undefined;
    if (waiting !== undefined) return waiting;
    if (client === undefined) return wrong(req, 'wrong_key');
    return client.gateway === undefined ? refusal('no_gateway') : client;
  }

  async function callerOfStandIn(req: IncomingMessage, token: string): Promise<Verified | OwnAnswer> {
    if (isWechatsOwn(token)) return refusal('wechats_token');
    const verified = standIns.verify(token);
    const client = typeof verified === 'string' ? undefined : verified.client;
    const waiting = guard.isBusy() ? await turn(req, client) : undefined;
    if (waiting !== undefined) return waiting;
    // whose time is over is no guesser
    if (verified === 'expired') return refusal('bad_stand_in');
    return verified === 'bad' ? wrong(req, 'bad_stand_in') : verified;
  }

  /** Who calls, or the refusal. `shown` holds at least one credential. */
  async function callerOf(
    req: IncomingMessage,
    path: string,
    query: Query,
    { standIn, bearer, secret }: Shown,
  ): Promise<Caller | OwnAnswer> {
    const byToken = standIn === undefined ? undefined : await callerOfStandIn(req, standIn);
    if (byToken !== undefined && 'errcode' in byToken) return byToken;
    const byKeys: Client[] = [];
    for (const key of bearer === secret ? [bearer] : [bearer, secret]) {
      const client = key === undefined ? undefined : await clientOfKey(req, key);
      if (client !== undefined && 'errcode' in client) return client;
      if (client !== undefined) byKeys.push(client);
    }
    const client = byToken?.client ?? byKeys[0];
    if (client === undefined) return refusal('no_credential');
    const account = accountNamed(client, byToken?.account, req, path, query);
    // who is named twice has to be the same
    const isOne = byKeys.every((each) => each === client);
    if (account !== undefined && 'errcode' in account) return isOne ? account : refusal('two_credentials');
    if (!isOne || (byToken && account && account.appid !== byToken.account.appid))
      return refusal('two_credentials');
    if (query.isUnclear) return refusal('unclear');
    return { client, account };
  }

  /** A stand-in names its account; what else names one is compared with that. */
  function accountNamed(
    client: Client,
    ofToken: Account | undefined,
    req: IncomingMessage,
    path: string,
    query: Query,
  ): Account | OwnAnswer | undefined {
    if (ofToken === undefined) return accountOfKey(client, req, path, query);
    const isLogin = loginKindOf(path) === 'with_secret';
    const header = req.headers['wechat-appid'];
    const named = isLogin ? valueIn(query, 'appid') : typeof header === 'string' ? header.trim() : undefined;
    if (isLogin) return accountFor(client, named, 'no_login_appid', false);
    return named ? accountFor(client, named, 'no_account', false) : ofToken;
  }

  return { callerOf };
}
