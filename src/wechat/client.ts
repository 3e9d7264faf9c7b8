import { createHash } from 'node:crypto';
import { type ApiAnswer, classifyApiCall } from './api-reply.ts';
import {
  classifyCheck,
  classifyQuota,
  classifyTicket,
  classifyToken,
  type Quota,
  type Reply,
  type Ticket,
  type Token,
} from './reply.ts';
import { createSingleFlight } from './single-flight.ts';
import { type Call, createTransport, type TransportOptions } from './transport.ts';

export type Endpoint = 'token' | 'stable_token';

export type TicketType = 'jsapi' | 'wx_card';

export type TokenRequest = Readonly<{
  appid: string;
  secret: string;
  endpoint: Endpoint;
  /** stable_token only: retires the current token */
  forceRefresh: boolean;
}>;

/** One call of any of WeChat's APIs, as a person composes it. */
export type ApiRequest = Readonly<{
  accessToken: string;
  method: 'GET' | 'POST';
  /** with its leading slash, without a query */
  path: string;
  /** the query without the access_token, as it goes out */
  query: string;
  /** JSON as it goes out; undefined: no body */
  body: string | undefined;
}>;

export type WeChatClient = Readonly<{
  /** One call, never a second try: each call of `token` retires the previous token. Never rejects. */
  requestToken: (request: TokenRequest) => Promise<Reply<Token>>;
  /** One call; the same ticket comes back as long as it lives. Never rejects. */
  requestTicket: (accessToken: string, type: TicketType) => Promise<Reply<Ticket>>;
  /** One read-only call that a working token survives and a dead one fails. Never rejects. */
  checkToken: (accessToken: string) => Promise<Reply<Record<never, never>>>;
  /** What is left of today's calls of `cgiPath` (with its leading slash, without a host). Never rejects. */
  getQuota: (accessToken: string, cgiPath: string) => Promise<Reply<Quota>>;
  /**
   * One call, never a second try; the same call at the same time is one. Over connections of its own, 8 at a time, up to
   * 2 MiB of an answer. Never rejects.
   */
  callApi: (request: ApiRequest) => Promise<Reply<ApiAnswer>>;
  close: () => Promise<void>;
}>;

/** What the calls that people compose may take, so that they are in nobody's way. */
const apiBounds = { maxCalls: 8, cutBytes: 2 * 1024 * 1024 } as const;

/**
 * GET with everything in the query:
 * https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getaccesstoken.html
 * POST with everything in a JSON body (a form gets 41002):
 * https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html
 */
function tokenCall({ appid, secret, endpoint, forceRefresh }: TokenRequest): Call {
  const credentials = { grant_type: 'client_credential', appid, secret };
  if (endpoint === 'token') return { method: 'GET', path: '/cgi-bin/token', query: credentials };
  const json = { ...credentials, ...(forceRefresh ? { force_refresh: true } : {}) };
  return { method: 'POST', path: '/cgi-bin/stable_token', query: {}, json };
}

const digest = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64');

/** The only module that sees a secret on its way out. Identical requests that run at the same time share one call. */
export function createClient(options: TransportOptions): WeChatClient {
  const transport = createTransport(options);
  const apiTransport = createTransport({ ...options, ...apiBounds });
  const tokenFlights = createSingleFlight<Reply<Token>>();
  const apiFlights = createSingleFlight<Reply<ApiAnswer>>();

  return {
    requestToken: (request) => {
      const { appid, secret, endpoint, forceRefresh } = request;
      return tokenFlights(digest(appid, secret, endpoint, forceRefresh), async () =>
        classifyToken(await transport.send(tokenCall(request))),
      );
    },
    requestTicket: async (accessToken, type) =>
      classifyTicket(
        await transport.send({
          method: 'GET',
          path: '/cgi-bin/ticket/getticket',
          query: { access_token: accessToken, type },
        }),
      ),
    checkToken: async (accessToken) =>
      classifyCheck(
        await transport.send({
          method: 'GET',
          path: '/cgi-bin/get_api_domain_ip',
          query: { access_token: accessToken },
        }),
      ),
    getQuota: async (accessToken, cgiPath) =>
      classifyQuota(
        await transport.send({
          method: 'POST',
          path: '/cgi-bin/openapi/quota/get',
          query: { access_token: accessToken },
          json: { cgi_path: cgiPath },
        }),
      ),
    callApi: ({ accessToken, method, path, query: rest, body }) =>
      apiFlights(digest(accessToken, method, path, rest, body), async () =>
        classifyApiCall(
          await apiTransport.send({
            method,
            path,
            query: { access_token: accessToken },
            rest,
            ...(body === undefined ? {} : { body }),
          }),
        ),
      ),
    close: async () => {
      await Promise.all([transport.close(), apiTransport.close()]);
    },
  };
}
