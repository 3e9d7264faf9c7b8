import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PromptCounter } from '../http/rate-limit.ts';
import { bearerOf } from './bearer.ts';
import type { Directory } from './directory.ts';
import { keyOf } from './entry.ts';
import type { TokenService } from './token-service.ts';

const path = '/cgi-bin/token?';

const headers = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

type Deps = Readonly<{
  service: TokenService;
  directory: () => Directory;
  /** undefined: no bound */
  reads: PromptCounter | undefined;
  countRead: (client: string) => void;
}>;

/**
 * The path of a token read, in front of everything that it does not need: answers a request with a good key for a
 * token that is held, and leaves every other one, untouched, to the routes (false).
 */
export function createTokenRead({ service, directory, reads, countRead }: Deps) {
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    if (req.method !== 'GET' || !req.url?.startsWith(path)) return false;
    const params = new URLSearchParams(req.url.slice(path.length));
    const secret = params.get('secret');
    const appid = params.get('appid');
    const key = bearerOf(req) ?? secret;
    if (appid === null || !key || params.get('grant_type') !== 'client_credential') return false;
    // an unknown or a repeated parameter is for the routes, which can say what is wrong
    if (params.size !== (secret === null ? 2 : 3)) return false;

    const { identify, find } = directory();
    const client = identify(key);
    const account = client && find(client, appid, 'token');
    const served = account && service.current(keyOf(account));
    if (served === undefined || client === undefined) return false;
    if (reads?.count(client.name) !== undefined) return false;
    countRead(client.name);
    const body = `{"access_token":${JSON.stringify(served.value)},"expires_in":${served.expiresInS}}`;
    res.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(body) });
    res.end(body);
    return true;
  };
}
