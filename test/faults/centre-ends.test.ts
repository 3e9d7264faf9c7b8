// A central server that ends in other ways than in good order, with a call to WeChat under way: what is said, what is left.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { assertClean } from '../support/canary.ts';
import { postStable } from '../support/central/central-api.ts';
import {
  createLives,
  endInPeace,
  type Life,
  type Lives,
  never,
  readAs,
  storedOf,
  workingToken,
} from '../support/central/central-lives.ts';

const inline = (source: string): readonly string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(source)}`,
];

type Held = Life & Readonly<{ old: string; cut: Promise<void> }>;

/** A server that holds both tokens, with a forced refresh of `shop` under way: WeChat has acted, and does not answer. */
async function startForcing(lives: Lives, options: Parameters<Lives['start']>[0]): Promise<Held> {
  const { simulator, shop, news, orders } = lives;
  const life = await lives.start(options);
  const { origin } = life;
  for (const each of [shop, news]) workingToken(lives, each, await readAs(origin, each, orders));
  const old = workingToken(lives, shop, await readAs(origin, shop, orders));
  simulator.failNext({ kind: 'delay', until: never });
  const cut = assert.rejects(postStable(origin, shop, orders, { force_refresh: true }), {
    code: 'ECONNRESET',
  });
  await Promise.race([cut, simulator.seen(3)]);
  return { ...life, old, cut };
}

/** As after D2: the intent is there, the next process refreshes once, and its token outlives the old one. */
async function assertTakenUp(lives: Lives, { old, cut }: Held): Promise<void> {
  const { simulator, shop, orders, callsFor } = lives;
  await cut;
  assert.equal(storedOf(lives, shop).intent?.isForced, true);
  const { server, origin } = await lives.start();
  workingToken(lives, shop, await readAs(origin, shop, orders));
  await endInPeace(server);
  assert.equal(callsFor(shop).length, 3);
  lives.setAhead(301_000);
  const token = storedOf(lives, shop).held?.value ?? '';
  assert.deepEqual(simulator.check(token), { appid: shop.appid, endpoint: 'token' });
  assert.equal(simulator.check(old), 'replaced');
}

/** Nothing of these texts holds a secret of an account, a key, or a token. */
function assertSilent(
  lives: Lives,
  tokens: readonly string[],
  texts: Readonly<Record<string, string>>,
): void {
  const { shop, news, orders, operator } = lives;
  for (const secret of [shop.secret, news.secret, orders, operator, ...tokens]) assertClean(secret, texts);
}

test('D14: a second SIGTERM ends it at once, and the next process takes up the fetch that was under way', async (t) => {
  const lives = await createLives(t);
  const env = { WECHAT_TIMEOUT_MS: '60000', SHUTDOWN_TIMEOUT_MS: '600000' };
  const life = await startForcing(lives, { env });
  const { child, printed, ended, stdout } = life.server;
  child.kill('SIGTERM');
  await printed('"event":"shutdown_started"');
  child.kill('SIGTERM');
  assert.deepEqual(await ended, { code: 1, signal: null });
  assert.doesNotMatch(stdout(), /shutdown_(done|forced)/);
  await assertTakenUp(lives, life);
});

test('D14: SIGINT during the start ends it, nobody has been called, and the next one has the folder', async (t) => {
  const lives = await createLives(t);
  // waits for ever on the way to listening for HTTP; the lock of the folder listens at a path, not at a port
  const waits = `
    import net from 'node:net';
    const { listen } = net.Server.prototype;
    net.Server.prototype.listen = function (...args) {
      if (typeof args[0] === 'object') return listen.apply(this, args);
      process.stdout.write('starting');
      return this;
    };
    // nothing else keeps a process that does not listen
    setInterval(() => {}, 1_000_000);`;
  const server = lives.spawn({ nodeArgs: inline(waits) });
  await server.printed('starting');
  server.child.kill('SIGINT');
  assert.deepEqual(await server.ended, { code: null, signal: 'SIGINT' });
  assert.equal(server.stderr(), '');
  assert.equal(lives.simulator.calls.length, 0);
  const next = await lives.start();
  workingToken(lives, lives.shop, await readAs(next.origin, lives.shop, lives.orders));
});

const uncaught: Readonly<Record<string, string>> = {
  'an uncaught exception': 'throw error',
  'an unhandled rejection': 'Promise.reject(error)',
};

for (const [what, action] of Object.entries(uncaught)) {
  test(`D15: ${what} while a fetch is under way: said without what it holds, and taken up like D2`, async (t) => {
    const lives = await createLives(t);
    const { shop, news, orders } = lives;
    // as a fault of a library would have it: all that passes through the process, in the message and beside it
    const source = `
      import { readdirSync, readFileSync } from 'node:fs';
      process.on('SIGUSR2', () => {
        const { ACCOUNTS_FILE, STATE_DIR, CLIENT_KEY } = process.env;
        const names = readdirSync(STATE_DIR).filter((name) => name.endsWith('.json'));
        const files = [ACCOUNTS_FILE, ...names.map((name) => STATE_DIR + '/' + name)];
        const all = [CLIENT_KEY, ...files.map((path) => readFileSync(path, 'utf8'))].join();
        const error = Object.assign(new TypeError(all, { cause: new Error(all) }), { body: all, config: { all } });
        ${action};
      });`;
    const life = await startForcing(lives, { nodeArgs: inline(source), env: { CLIENT_KEY: orders } });
    const { child, ended, stdout, stderr } = life.server;
    child.kill('SIGUSR2');
    assert.deepEqual(await ended, { code: 1, signal: null });
    assert.match(stdout(), /"level":"error".*"event":"unexpected_error","error":"TypeError"/);
    assert.equal(stderr(), '');
    const texts = { stdout: stdout() };
    assertSilent(lives, [life.old], texts);
    for (const { appid } of [shop, news]) assertClean(appid, texts);
    await assertTakenUp(lives, life);
  });
}

/** A folder for reports, removed after the test. */
function reportFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('J3: a diagnostic report of Node holds the environment without its keys, and nothing else that is secret', async (t) => {
  const lives = await createLives(t);
  const { shop, operator, orders } = lives;
  const folder = reportFolder(t);
  // the same report as at a fatal error, which cannot be had on demand
  const source = `
    process.on('SIGUSR2', () => {
      process.report.directory = ${JSON.stringify(folder)};
      process.report.writeReport('report.json');
      process.stdout.write('reported');
    });`;
  const life = await startForcing(lives, { nodeArgs: inline(source) });
  // ends with the test
  life.cut.catch(() => {});
  life.server.child.kill('SIGUSR2');
  await life.server.printed('reported');
  const text = readFileSync(join(folder, 'report.json'), 'utf8');
  assert.match(text, /javascriptHeap.*environmentVariables/s);
  assertSilent(lives, [life.old], { report: text });
  for (const canary of [shop.secret, orders, operator]) assertClean(canary, { report: text });
});
