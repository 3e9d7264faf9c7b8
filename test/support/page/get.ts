// Get, pressed on the whole application, with a secret that is searched for in everything that comes out.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import {
  type Fault,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../src/demo/simulator/wechat-simulator.ts';
import { type AppOptions, type AppUnderTest, postForm, type Reply, startApp } from '../app.ts';
import { assertClean, createCanary } from '../canary.ts';
import { type ServerProcess, spawnServer } from '../process/process.ts';
import { textById } from './html.ts';

type Fields = Readonly<Record<string, string>>;

export type Page = Readonly<{
  /** where the page is served */
  origin: string;
  /** everything that the process or the application has logged or printed */
  logged: () => string;
  appid: string;
  secret: string;
}>;

export type Get = Page & Readonly<{ simulator: Simulator; app: AppUnderTest }>;

export const newAppid = (): string => `wx${randomBytes(8).toString('hex')}`;

/** For tests of what happens at the deadline. */
export const shortDeadline = { env: { WECHAT_TIMEOUT_MS: '400' } };

/** WeChat's simulator with one account, and the page in front of it. */
export async function startGet(
  t: TestContext,
  { env, ...appOptions }: AppOptions = {},
  simulatorOptions: SimulatorOptions = {},
): Promise<Get> {
  const account = { appid: newAppid(), secret: createCanary() };
  const simulator = await startSimulator({ accounts: [account], ...simulatorOptions });
  t.after(simulator.close);
  const app = await startApp({
    env: { WECHAT_API_BASE: simulator.origin, ...env },
    ...appOptions,
  });
  t.after(app.close);
  return { ...account, origin: app.origin, logged: app.logged, simulator, app };
}

type Spawned = Readonly<{
  /** settings of the process, by where WeChat is played */
  env: (simulated: Simulator) => Readonly<Record<string, string>>;
  simulated?: SimulatorOptions;
}>;

/** The same with the page in a process of its own, which logs all that it can. */
export async function spawnGet(
  t: TestContext,
  { env, simulated }: Spawned,
): Promise<Readonly<{ page: Page; simulator: Simulator; server: ServerProcess }>> {
  const account = { appid: newAppid(), secret: createCanary() };
  const simulator = await startSimulator({ accounts: [account], ...simulated });
  const server = spawnServer({
    WECHAT_API_BASE: simulator.origin,
    LOG_LEVEL: 'debug',
    ...env(simulator),
  });
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
    await simulator.close();
  });
  const logged = (): string => server.stdout() + server.stderr();
  return { page: { ...account, origin: await server.origin, logged }, simulator, server };
}

/** Get as a browser sends it without script. */
export function press(
  { origin, appid, secret }: Page,
  fields: Fields = {},
  headers: Fields = {},
): Promise<Reply> {
  return postForm(origin, { appid, secret, ...fields }, { headers });
}

/** Get as curl sends it, asking for JSON. */
export function pressForJson(page: Page, fields: Fields = {}): Promise<Reply> {
  return press(page, fields, { accept: 'application/json' });
}

/** The secret stands neither in the log nor in what these replies hold, headers included. */
export function assertNoSecret({ secret, logged }: Page, ...replies: readonly Reply[]): void {
  assert.ok(logged().length > 0);
  const texts = replies.map(({ headers, text }, i): [string, string][] => [
    [`reply ${i}`, text],
    [`headers of reply ${i}`, JSON.stringify(headers)],
  ]);
  assertClean(secret, { log: logged(), ...Object.fromEntries(texts.flat()) });
}

/** Both replies tell of the same failure: HTML for people, a stable word for programs, and no secret in either. */
export function assertFailure(page: Page, html: Reply, json: Reply, word: string, status: number): void {
  assert.deepEqual([html.status, json.status], [status, status]);
  // an object by the contract; deepEqual on its keys would fail for anything else
  const body = JSON.parse(json.text) as Record<string, unknown>;
  assert.deepEqual(Object.keys(body), ['error', 'message', 'hint']);
  assert.equal(body.error, word);
  for (const text of [body.message, body.hint]) assert.ok(typeof text === 'string' && text.length > 10);
  assert.match(json.headers['content-type'] ?? '', /^application\/json/);
  assert.match(html.headers['content-type'] ?? '', /^text\/html/);
  assert.equal(textById(html.text, 'outcome'), body.message);
  assert.equal(textById(html.text, 'token'), undefined);
  assert.ok(html.text.includes('id="secret"'), 'the form can still be used');
  assertNoSecret(page, html, json);
}

/** A Get that WeChat answers well: the token on the page works. */
export async function assertGoodGet(page: Page, simulator: Simulator): Promise<void> {
  const reply = await press(page);
  assert.equal(reply.status, 200);
  const token = textById(reply.text, 'token') ?? '';
  assert.deepEqual(simulator.check(token), { appid: page.appid, endpoint: 'token' });
  assertNoSecret(page, reply);
}

/** Waits until `isSo`, turn by turn of the event loop; fails when it never is. */
export async function eventually(what: string, isSo: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!isSo()) {
    assert.ok(performance.now() - startedAt < 10_000, `never: ${what}`);
    await setImmediate();
  }
}

type Expected = Readonly<{ word: string; status: number; closes?: boolean }>;

/**
 * Plays a fault on one Get for people and one for programs, and holds both to the rules of a safe failure: one call
 * each, the connection closed where it is of no use any more, and the next good Get succeeds.
 */
export async function assertSafeFailure(
  get: Get,
  fault: Fault,
  { word, status, closes = false }: Expected,
): Promise<Readonly<{ html: Reply; json: Reply }>> {
  const { simulator } = get;
  const before = simulator.calls.length;
  simulator.failNext(fault, 2);
  const html = await press(get);
  const json = await pressForJson(get);
  assert.equal(simulator.calls.length, before + 2, 'one call for each Get');
  assertFailure(get, html, json, word, status);
  if (closes) await eventually('the connection is closed', () => simulator.openSockets() === 0);
  else assert.ok(simulator.openSockets() <= 2);
  await assertGoodGet(get, simulator);
  return { html, json };
}
