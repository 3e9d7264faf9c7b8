import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { bearerOf } from '../../http/bearer.ts';
import type { PromptCounter } from '../../http/rate-limit.ts';
import { type Account, type Client, standInLifeS } from '../accounts/accounts.ts';
import type { Callers } from '../accounts/callers.ts';
import type { Directory } from '../accounts/directory.ts';
import { keyOf } from '../tokens/entry.ts';
import type { Served, TokenService } from '../tokens/service.ts';

const path = '/cgi-bin/token?';

/** As SDKs write it: nothing in it has to be decoded, and it is read in a fraction of the time. */
const usual = /^\/cgi-bin\/token\?grant_type=client_credential&appid=([\w-]+)(?:&secret=([\w-]+))?$/;

/** Appid and secret of a token request; undefined where the routes have to say what is wrong with it. */
function paramsOf(url: string): Readonly<{ appid: string; secret: string | undefined }> | undefined {
  const [, found, given] = usual.exec(url) ?? [];
  if (found !== undefined) return { appid: found, secret: given };
  if (!url.startsWith(path)) return undefined;
  const params = new URLSearchParams(url.slice(path.length));
  const [appid, secret] = [params.get('appid'), params.get('secret') ?? undefined];
  if (appid === null || params.get('grant_type') !== 'client_credential') return undefined;
  // an unknown or a repeated parameter
  return params.size === (secret === undefined ? 2 : 3) ? { appid, secret } : undefined;
}

const headers = [
  ...['Content-Type', 'application/json; charset=utf-8'],
  ...['Cache-Control', 'no-store'],
  ...['X-Content-Type-Options', 'nosniff'],
];

/** What was found of a request to this address, under the accounts file of that time. */
type Asked = Readonly<{
  url: string;
  directory: Directory;
  key: string;
  client: Client;
  account: Account;
  tokenKey: string;
}>;

/** An answer as it goes out; its headers as a flat list, which Node takes as it is. */
type Written = Readonly<{ served: Served; body: string; headers: string[] }>;

function write(served: Served): Written {
  const body = `{"access_token":${JSON.stringify(served.value)},"expires_in":${served.expiresInS}}`;
  return { served, body, headers: [...headers, 'Content-Length', String(Buffer.byteLength(body))] };
}

type Deps = Callers &
  Readonly<{
    service: TokenService;
    directory: () => Directory;
    /** undefined: no bound */
    reads: PromptCounter | undefined;
    countRead: (client: string) => void;
    standInFor: (req: IncomingMessage, client: Client, account: Account, clientKey: string) => string;
  }>;

/**
 * The path of a token read, in front of everything that it does not need: answers a request with a good key for a
 * token that is held, and leaves every other one, untouched, to the routes (false).
 */
export function createTokenRead({
  service,
  directory,
  reads,
  countRead,
  standInFor,
  guard,
  visits,
  addressOf,
}: Deps) {
  const standIn = (...asked: Parameters<Deps['standInFor']>): Served => ({
    value: standInFor(...asked),
    expiresInS: standInLifeS,
  });

  /** the last answer for each account: within a second all are the same */
  const written = new WeakMap<Account, Written>();

  function answerFor(account: Account, served: Served): Written {
    const last = written.get(account);
    if (last?.served.value === served.value && last.served.expiresInS === served.expiresInS) return last;
    const next = write(served);
    written.set(account, next);
    return next;
  }

  /** what each open connection asked for last: whoever polls asks for the same again, and nothing is read anew */
  const asked = new WeakMap<Socket, Asked>();

  /** Who asks for which account with which good key; undefined where the routes have to answer. */
  function askedBy(req: IncomingMessage): Asked | undefined {
    const { method, url, headers: sent, socket } = req;
    if (method !== 'GET' || url === undefined) return undefined;
    const last = asked.get(socket);
    const inForce = directory();
    if (last?.url === url && last.directory === inForce && sent.authorization === undefined) return last;
    const params = paramsOf(url);
    if (params === undefined) return undefined;
    const { secret } = params;
    const key = bearerOf(req) ?? secret;
    if (!key || (secret !== undefined && secret !== key)) return undefined;
    const client = inForce.identify(key);
    const account = client && inForce.find(client, params.appid, 'token');
    if (client === undefined || account === undefined) return undefined;
    const found = { url, directory: inForce, key, client, account, tokenKey: keyOf(account) };
    if (key === secret) asked.set(socket, found);
    return found;
  }

  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const found = askedBy(req);
    if (found === undefined) return false;
    const { client, account, key } = found;
    const isGateway = client.gateway !== undefined;
    // whether a browser may have it is for the routes to say
    if (isGateway && req.headers.origin !== undefined) return false;
    const served = isGateway ? standIn(req, client, account, key) : service.current(found.tokenKey);
    if (served === undefined) return false;
    // too much is guessed, and this client never came from there: the routes let it wait for its turn
    if (guard.isBusy() && !visits.isFrom(client.name, addressOf(req))) return false;
    if (reads?.count(client.name) !== undefined) return false;
    visits.note(client.name, req);
    countRead(client.name);
    const answer = isGateway ? write(served) : answerFor(account, served);
    res.writeHead(200, answer.headers);
    res.end(answer.body);
    return true;
  };
}
