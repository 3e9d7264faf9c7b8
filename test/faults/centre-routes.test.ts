// G3: which doors are open, found out from the router itself.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createApp } from '../../src/app.ts';
import { openCentral } from '../../src/central/index.ts';
import { parseConfig } from '../../src/config.ts';
import { loadAssets } from '../../src/http/assets.ts';
import { listen } from '../../src/http/listen.ts';
import { createLog } from '../../src/log.ts';
import { createClient } from '../../src/wechat/client.ts';
import { type Reply, send } from '../support/app.ts';
import { type Company, createCompany } from '../support/central/central.ts';
import { noFile } from '../support/process/file-reads.ts';
import { type RouteOf, routesOf } from '../support/routes-of.ts';

/** Whatever is not in this list asks for a key. A new line here is a door that stands open to everybody. */
const openRoutes: ReadonlySet<string> = new Set([
  '/assets/:name',
  '/healthz',
  '/readyz',
  '/',
  '/HtAccessToken.aspx',
  '/call',
  '/check',
  '/signature',
  '/errcodes',
]);

/** The application as createListener has it behind the token read, and its router. */
async function startRouter(
  t: TestContext,
): Promise<Company & { origin: string; routes: readonly RouteOf[] }> {
  const company = await createCompany(t, {});
  const parsed = parseConfig({ HOST: '127.0.0.1', PORT: '0', ...company.env }, noFile);
  assert.ok(parsed.ok);
  const { config } = parsed;
  const log = createLog('error', { write: () => {} });
  const client = (): ReturnType<typeof createClient> => createClient({ ...config, now: Date.now });
  const page = client();
  const central = await openCentral({
    config: { ...config, accountsFile: company.accountsFile },
    client: client(),
    log,
    now: Date.now,
    monotonic: () => performance.now(),
  });
  assert.ok(!('problems' in central));
  const root = process.cwd();
  const app = createApp({
    config,
    client: page,
    log,
    assets: loadAssets(root),
    root,
    version: '0.0.0',
    now: Date.now,
    central,
  });
  const { server, url } = await listen(app, config.host, config.port);
  company.closeFirst(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await central.close();
    await page.close();
  });
  return { ...company, origin: url, routes: routesOf(app.router.stack) };
}

/** A request that this route would answer, if only it had a key. */
function withoutKey({ shop }: Company, path: string): { path: string; body: string } {
  const params = { grant_type: 'client_credential', appid: shop.appid, type: 'jsapi', account: 'shop' };
  const concrete = path.replace('{*path}', 'ticket/other').replace(/[:*]\w+/g, 'x');
  return { path: `${concrete}?${new URLSearchParams(params)}`, body: JSON.stringify(params) };
}

const apiRefusals: ReadonlySet<unknown> = new Set([40066, 41001, 41004, 43001, 43002]);

/** The operator's door, or a refusal in WeChat's shape. */
function isRefused({ status, text, headers }: Reply): boolean {
  if (status === 401) return headers['www-authenticate'] !== undefined;
  if (status !== 200 || !text.startsWith('{"errcode":')) return false;
  // an object, by its first characters
  return apiRefusals.has((JSON.parse(text) as { errcode: unknown }).errcode);
}

test('G3: every route that the router knows asks for a key, but for the page’s own and the health of the process', async (t) => {
  const central = await startRouter(t);
  const { origin, routes } = central;
  const paths = new Set(routes.map(({ path }) => path));
  assert.deepEqual(
    [...openRoutes].filter((path) => !paths.has(path)),
    [],
    'an open route that is no more',
  );
  const guarded = [...paths].filter((path) => !openRoutes.has(path));
  for (const expected of [
    '/cgi-bin/token',
    '/cgi-bin/stable_token',
    '/cgi-bin/ticket/getticket',
    '/central',
    '/metrics',
  ])
    assert.ok(guarded.includes(expected), expected);
  for (const path of guarded) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']) {
      const { path: address, body } = withoutKey(central, path);
      const headers = { 'content-type': 'application/json' };
      const reply = await send(origin, {
        method,
        path: address,
        headers,
        ...(method === 'GET' ? {} : { body }),
      });
      assert.ok(isRefused(reply), `${method} ${path}: ${reply.status} ${reply.text.slice(0, 200)}`);
    }
  }
  assert.equal(central.callsFor(central.shop).length, 0);
});

test('G3: a route without a door would be found, in a nested router and past any route too', async (t) => {
  const { default: express, Router } = await import('express');
  const nested = Router();
  nested.get('/inside', (_req, res) => void res.json({ secret: 'x' }));
  const app = express();
  app.use('/outside', nested);
  app.get('/alone', (_req, res) => void res.json({}));
  assert.deepEqual(routesOf(app.router.stack), [
    { path: '/outside/inside', methods: ['GET'] },
    { path: '/alone', methods: ['GET'] },
  ]);
  app.use('/unseen', (_req, res) => void res.json({}));
  assert.throws(() => routesOf(app.router.stack), /a handler under \/unseen/);
  const { server, url } = await listen(app, '127.0.0.1', 0);
  t.after(() => new Promise((resolve) => server.close(resolve)));
  assert.equal(isRefused(await send(url, { path: '/alone' })), false);
});
