import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { send } from './support/app.ts';
import { assertClean, createCanary } from './support/canary.ts';
import { builtServer, type ServerProcess, spawnServer } from './support/process/process.ts';

type Environment = Readonly<Record<string, string>>;

function start(t: TestContext, env: Environment = {}, preload = '', cwd?: string): ServerProcess {
  const nodeArgs = preload === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const server = spawnServer(env, nodeArgs, cwd, builtServer);
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });
  return server;
}

/** The one line that a refused start leaves on stderr. */
async function refusal(server: ServerProcess): Promise<string> {
  const started = server.origin.then(() => assert.fail('it started'));
  const { code } = await Promise.race([server.ended, started]);
  assert.equal(code, 1);
  const lines = server.stderr().trimEnd().split('\n');
  assert.equal(lines.length, 1, server.stderr());
  return lines[0] ?? '';
}

test('the server prints the address at which it answers', async (t) => {
  const server = start(t);
  const origin = await server.origin;
  assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal((await send(origin, { path: '/healthz' })).status, 200);
  assert.equal(server.stderr(), '');
});

test('bad settings end the start with all problems on stderr and no value', async (t) => {
  const canary = createCanary();
  const server = start(t, { PORT: canary, RATE_LIMIT: '0', WECHAT_API_BASE: `http://${canary}` });
  const { code } = await server.ended;
  assert.equal(code, 1);
  for (const name of ['PORT', 'RATE_LIMIT', 'WECHAT_API_BASE']) {
    assert.match(server.stderr(), new RegExp(`^ {2}${name}: expected `, 'm'));
  }
  assertClean(canary, { stdout: server.stdout(), stderr: server.stderr() });
});

test('I5: the server does not start with TRUST_PROXY=true', async (t) => {
  const server = start(t, { TRUST_PROXY: 'true' });
  assert.equal((await server.ended).code, 1);
  assert.match(server.stderr(), /TRUST_PROXY: .*true is refused/);
});

test('a port in use is said in one line', async (t) => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  t.after(() => other.close());
  const address = other.address();
  assert.ok(typeof address === 'object' && address !== null);
  const line = await refusal(start(t, { PORT: String(address.port) }));
  assert.match(line, new RegExp(`^Not started: 127\\.0\\.0\\.1 port ${address.port} is in use .*PORT`));
});

test('what was warned of stands in the log though the start is refused', async (t) => {
  const server = start(t, { HOST: '203.0.113.1', RATE_LIMTI: '5' });
  assert.equal((await server.ended).code, 1);
  assert.match(server.stdout(), /"event":"warning","message":"RATE_LIMTI is no setting/);
});

/** Gives root's rights up at the moment of listening, when all files have been read. */
const giveUpRoot = `
  import net from 'node:net';
  const { listen } = net.Server.prototype;
  net.Server.prototype.listen = function (...args) {
    process.setgroups([]);
    process.setgid(65534);
    process.setuid(65534);
    return listen.apply(this, args);
  };`;

/** For a system that lets everybody use port 1, as containers do: listening fails as it would elsewhere. */
const denied = `
  import { Server } from 'node:net';
  Server.prototype.listen = function () {
    setImmediate(() => this.emit('error', Object.assign(new Error(), { code: 'EACCES' })));
  };`;

test('a port that only root may use is said in one line', async (t) => {
  const firstFree = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
  const isFree = !existsSync(firstFree) || Number(readFileSync(firstFree, 'utf8')) <= 1;
  const asUser = process.getuid?.() === 0 ? giveUpRoot : '';
  const line = await refusal(start(t, { PORT: '1' }, isFree ? denied : asUser));
  assert.match(line, /^Not started: 127\.0\.0\.1 port 1 may not be used by this user: .*PORT/);
});

test('an address of another machine is said in one line', async (t) => {
  // 203.0.113.0/24 is for documentation: no machine has such an address
  const line = await refusal(start(t, { HOST: '203.0.113.1' }));
  assert.match(line, /^Not started: 203\.0\.113\.1 port 0 is not an address of this machine: .*HOST/);
});

test('a missing build is said in one line that names the command', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'unbuilt-'));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'dist'));
  cpSync('dist/src', join(root, 'dist/src'), { recursive: true });
  cpSync('package.json', join(root, 'package.json'));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  assert.match(await refusal(start(t, {}, '', root)), /^Not started: .*npm run build/);
});

/** Local addresses in hexadecimal, as the kernel lists them, at which something listens on this port. */
function listeningAddresses(port: string): string[] {
  const hexPort = Number(port).toString(16).toUpperCase().padStart(4, '0');
  return ['/proc/net/tcp', '/proc/net/tcp6'].filter(existsSync).flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${hexPort}`))
      .map(([, local = '']) => local.slice(0, -5)),
  );
}

test('H8: without a setting, only 127.0.0.1 is listened on', async (t) => {
  if (!existsSync('/proc/net/tcp')) {
    t.skip('this system has no /proc/net/tcp to read it from');
    return;
  }
  const server = start(t);
  const { port } = new URL(await server.origin);
  assert.deepEqual(listeningAddresses(port), ['0100007F']);
  assert.doesNotMatch(server.stdout(), /"warning"/);
});

test('nobody reading the log any more does not end the server', async (t) => {
  const server = start(t);
  const origin = await server.origin;
  server.child.stdout?.destroy();
  for (let i = 0; i < 3; i += 1) assert.equal((await fetch(`${origin}/nowhere`)).status, 404);
  assert.equal(server.child.exitCode, null);
});

test('with a quiet log, the address is printed all the same', async (t) => {
  const server = spawnServer({ LOG_LEVEL: 'error' }, [], '.', builtServer);
  t.after(() => server.child.kill('SIGKILL'));
  await server.printed('http://127.0.0.1:');
  assert.match(
    server.stdout(),
    /^WeChat Access Token: http:\/\/127\.0\.0\.1:\d+ \(page on; central server off [^\n]*\)\n$/,
  );
});

test('H8: HOST=0.0.0.0 is listened on, with a warning', async (t) => {
  const server = start(t, { HOST: '0.0.0.0' });
  const { port } = new URL(await server.origin);
  if (existsSync('/proc/net/tcp')) assert.deepEqual(listeningAddresses(port), ['00000000']);
  assert.match(server.stdout(), /"level":"warn".*"event":"warning","message":"HOST=0\.0\.0\.0 /);
});
