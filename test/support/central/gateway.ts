// A central server with gateway clients: what they ask of it, and how its answers look.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Reply, type RequestOptions, send, startApp } from '../app.ts';
import { spawnServer } from '../process/process.ts';
import { until } from '../until.ts';
import {
  type Account,
  type AccountsJson,
  type CentralOptions,
  createCompany,
  digestOf,
  newClientKey,
  type RunningCentral,
} from './central.ts';
import { readToken } from './central-api.ts';

type GatewayClient = AccountsJson['clients'][number];

/** One client for each kind of right, by name; each key is new. */
const rights: Readonly<Record<string, Omit<GatewayClient, 'name' | 'keySha256'>>> = {
  all: { accounts: ['shop', 'news'], gateway: ['*'] },
  writer: { accounts: ['shop'], gateway: ['drafts', '/wxa/'], origins: ['https://md.example.com'] },
  sender: { accounts: ['news'], gateway: ['/cgi-bin/message/', '/cgi-bin/message/mass/send', 'read'] },
  login: { accounts: ['shop', 'news'], gateway: ['login'] },
};

export type ClientName = 'all' | 'writer' | 'sender' | 'login';

export type GatewayCentral = RunningCentral &
  Readonly<{
    keys: Readonly<Record<ClientName, string>>;
    /** accounts.json as it is at first, gateway clients included */
    gatewayJson: AccountsJson;
  }>;

function keysAndJson(accountsJson: AccountsJson) {
  const keys = Object.fromEntries(Object.keys(rights).map((name) => [name, newClientKey()])) as Record<
    ClientName,
    string
  >;
  const clients = Object.entries(rights).map(([name, right]) => ({
    ...right,
    name,
    keySha256: digestOf(keys[name as ClientName]),
  }));
  return { keys, json: { ...accountsJson, clients: [...accountsJson.clients, ...clients] } };
}

/** The company with its gateway clients, and nothing started yet. */
export async function createGatewayCompany(t: TestContext, options: CentralOptions = {}) {
  const company = await createCompany(t, options);
  const { keys, json } = keysAndJson(company.accountsJson);
  company.writeAccounts(json);
  return { ...company, keys, gatewayJson: json };
}

/** The central server with its gateway, in this process. */
export async function startGateway(t: TestContext, options: CentralOptions = {}): Promise<GatewayCentral> {
  const company = await createGatewayCompany(t, options);
  const { now } = options;
  const app = await startApp({ env: company.env, ...(now === undefined ? {} : { now }) });
  company.closeFirst(app.close);
  return { ...company, origin: app.origin, logged: app.logged };
}

/** The same in a process of its own. */
export async function spawnGateway(t: TestContext, options: CentralOptions = {}) {
  const company = await createGatewayCompany(t, options);
  const server = spawnServer(company.env, options.nodeArgs);
  company.closeFirst(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });
  const logged = (): string => server.stdout() + server.stderr();
  return { ...company, server, origin: await server.origin, logged };
}

/** The stand-in of this client for this account, as an SDK reads a token. */
export async function standInOf(
  { origin }: Pick<RunningCentral, 'origin'>,
  account: Pick<Account, 'appid'>,
  key: string,
): Promise<string> {
  const { body, text } = await readToken(origin, account, key);
  assert.deepEqual(Object.keys(body), ['access_token', 'expires_in'], text);
  assert.equal(body.expires_in, 7200);
  return String(body.access_token);
}

/** How an answer of the gateway looks: who gave it, and its code where it has one. */
export type Seen = Readonly<{ status: number; gateway: string | undefined; errcode: unknown; reply: Reply }>;

/** Sends a call and reads what came. */
export async function call(origin: string, options: RequestOptions): Promise<Seen> {
  const reply = await send(origin, options);
  const gateway = reply.headers['x-gateway'];
  const isJson = reply.text.startsWith('{') && reply.text.length < 65_536;
  let errcode: unknown;
  try {
    errcode = isJson ? (JSON.parse(reply.text) as Record<string, unknown>).errcode : undefined;
  } catch {
    errcode = undefined;
  }
  return { status: reply.status, gateway: gateway?.toString(), errcode, reply };
}

type CallOptions = RequestOptions & Readonly<{ json?: unknown }>;

/** A call with this token in the query, as an SDK makes it; a body that is `json` is a POST. */
export function callWith(
  origin: string,
  token: string,
  path: string,
  options: CallOptions = {},
): Promise<Seen> {
  const { json, ...rest } = options;
  const separator = path.includes('?') ? '&' : '?';
  return call(origin, {
    path: `${path}${separator}access_token=${token}`,
    ...(json === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) }),
    ...rest,
  });
}

/** A refusal of this server's own: nothing of it may have reached WeChat. */
export function assertGatewayRefused(
  { status, gateway, errcode, reply }: Seen,
  code: number,
  what = '',
): void {
  assert.deepEqual(
    [status, gateway, errcode],
    [code === 45001 ? 413 : 200, 'refused', code],
    `${what}: ${reply.text}`,
  );
  assert.ok(reply.text.includes(` rid: ${reply.headers['x-request-id']}`), reply.text);
  assert.equal(reply.headers['cache-control'], 'no-store');
}

/** What WeChat was asked but for tokens, which are fetched by this server itself whenever they are due. */
export const relayedCalls = ({ simulator }: Pick<RunningCentral, 'simulator'>) =>
  simulator.calls.filter(({ path }) => !/^\/cgi-bin\/(?:stable_)?token$/.test(path));

export const draft = { articles: [{ title: '标题', content: '<p>正文</p>', thumb_media_id: 'MEDIA_ID' }] };
export const addDraft = '/cgi-bin/draft/add';

/** Resolves when the token of each account is held, also of that which nobody may read, with how many were issued. */
export async function allHeld({ accountsJson, simulator }: GatewayCentral): Promise<number> {
  const { length } = accountsJson.accounts;
  await until('a token of each account', () => simulator.tokensMinted() >= length);
  return simulator.tokensMinted();
}
