// What a business server asks of the central server, and what an answer has to look like.
import assert from 'node:assert/strict';
import { type Reply, type RequestOptions, send } from '../app.ts';
import { assertClean } from '../canary.ts';
import { until } from '../until.ts';
import type { RunningCentral } from './central.ts';

/** An answer of the API: always a JSON object. */
export type Answer = Reply & Readonly<{ body: Readonly<Record<string, unknown>> }>;

/** Sends this and reads the JSON object that comes. */
export async function ask(origin: string, options: RequestOptions): Promise<Answer> {
  const reply = await send(origin, options);
  assert.match(reply.headers['content-type'] ?? '', /^application\/json/, reply.text);
  // an object by the contract; whoever asks for another member gets undefined
  return { ...reply, body: JSON.parse(reply.text) as Record<string, unknown> };
}

type Fields = Readonly<Record<string, string>>;

/** The path of a token read; a field that is empty text stays, one that is undefined does not. */
export const tokenPath = ({ appid }: Readonly<{ appid: string }>, key?: string, more: Fields = {}): string =>
  `/cgi-bin/token?${new URLSearchParams({
    grant_type: 'client_credential',
    appid,
    ...(key === undefined ? {} : { secret: key }),
    ...more,
  })}`;

/** As an SDK reads a token: the key as secret in the query. */
export function readToken(origin: string, account: Readonly<{ appid: string }>, key?: string, headers = {}) {
  return ask(origin, { path: tokenPath(account, key), headers });
}

type StableParams = Readonly<{ force_refresh?: boolean; invalid_token?: string }>;

/** As an SDK asks the other endpoint; a body that is text is sent as it is. */
export function postStable(
  origin: string,
  account: Readonly<{ appid: string }>,
  key: string,
  more: StableParams = {},
): Promise<Answer> {
  const params = { grant_type: 'client_credential', appid: account.appid, secret: key, ...more };
  return postJson(origin, JSON.stringify(params));
}

/** Any body, to stable_token. */
export function postJson(origin: string, body: string | Buffer, headers: Fields = {}): Promise<Answer> {
  const path = '/cgi-bin/stable_token';
  return ask(origin, {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

/** A ticket, with the token as the caller's proof. */
export function readTicket(origin: string, accessToken: string, type = 'jsapi'): Promise<Answer> {
  return ask(origin, {
    path: `/cgi-bin/ticket/getticket?${new URLSearchParams({ access_token: accessToken, type })}`,
  });
}

/** The token of an answer; fails where there is none, or one without a promise. */
export function tokenOf({ body, text }: Answer): string {
  const { access_token: token, expires_in: expiresIn } = body;
  assert.ok(typeof token === 'string' && token !== '', text);
  assert.ok(Number.isInteger(expiresIn) && Number(expiresIn) >= 1 && Number(expiresIn) <= 7200, text);
  assert.deepEqual(Object.keys(body), ['access_token', 'expires_in']);
  return token;
}

/** The body of a refusal without what differs from request to request. */
export const withoutRid = ({ text, headers }: Reply): string =>
  text.replace(` rid: ${headers['x-request-id']}`, ' rid: …');

/** A refusal of this server's own, in WeChat's shape. */
export function assertRefused(answer: Answer, errcode: number, what = ''): void {
  assert.deepEqual([answer.status, answer.body.errcode], [200, errcode], `${what}: ${answer.text}`);
  assert.deepEqual(Object.keys(answer.body), ['errcode', 'errmsg']);
  assert.ok(String(answer.body.errmsg).endsWith(` rid: ${answer.headers['x-request-id']}`), answer.text);
  assert.equal(answer.headers['cache-control'], 'no-store');
}

/** The seconds that a refused client is to wait: a header that can be read. */
export function retryAfterOf({ headers }: Reply): number {
  const seconds = Number(headers['retry-after']);
  assert.ok(Number.isInteger(seconds) && seconds >= 1, `Retry-After: ${headers['retry-after']}`);
  return seconds;
}

type Forced = Readonly<{ origin: string; orders: string; logged: () => string }>;

/**
 * A forced refresh by `orders` that is one: a fetch that is being stored would only be joined. When it has ended, no
 * fetch of this account is under way.
 */
export async function forceRefresh(
  { origin, orders, logged }: Forced,
  account: Readonly<{ appid: string }>,
): Promise<Answer> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await postStable(origin, account, orders, { force_refresh: true });
    const requestId = String(answer.headers['x-request-id']);
    const own = (): string[] =>
      logged()
        .split('\n')
        .filter((line) => line.includes(requestId));
    // the last of its lines: of a process of its own they may come after the answer
    await until('the line of the request', () => own().some((line) => line.includes('"event":"request"')));
    if (own().some((line) => line.includes('"reason":"refresh"'))) return answer;
  }
  throw new Error('never refreshed');
}

/** The parameters with which `orders` reads the token of `shop`. */
export const goodParams = ({ shop, orders }: RunningCentral): Readonly<Record<string, string>> => ({
  grant_type: 'client_credential',
  appid: shop.appid,
  secret: orders,
});

/** What was refused has called nobody and polluted nothing, no key stands in the log, and the next read is served. */
export async function assertUnharmed(central: RunningCentral): Promise<void> {
  const { origin, shop, orders, callsFor, logged } = central;
  // an empty object has no member of its own, so whatever is read here was inherited
  assert.equal(({} as Readonly<Record<string, unknown>>).polluted, undefined);
  tokenOf(await readToken(origin, shop, orders));
  assert.equal(callsFor(shop).length, 1);
  assert.doesNotMatch(logged(), /unexpected_error/);
  assertClean(orders, { log: logged() });
}
