// K3: as the first process of a container, whose SIGKILL to itself does nothing, with a log reader that is stuck.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { send } from '../support/app.ts';
import { until } from '../support/until.ts';

/** As root, or where users may have namespaces of their own. */
const ways = [
  ['--pid', '--fork'],
  ['--user', '--map-root-user', '--pid', '--fork'],
];

const namespace = ways.find((args) => spawnSync('unshare', [...args, 'true']).status === 0);
const skip = namespace === undefined ? 'there are no process namespaces here' : false;

const patienceMs = 30_000;

/** Throws past everybody when it is told to. */
const throwing = `process.on('SIGUSR2', () => { throw new Error(); });`;

type FirstProcess = Readonly<{
  child: ChildProcess;
  pid: number;
  origin: string;
  ended: Promise<number | null>;
}>;

/** The server as number 1 of a namespace, with its number outside of it. Its output is read until it listens. */
async function startFirst(t: TestContext): Promise<FirstProcess> {
  const node = ['--import', `data:text/javascript,${encodeURIComponent(throwing)}`, 'dist/src/server.js'];
  const child = spawn('unshare', [...(namespace ?? []), '--kill-child', process.execPath, ...node], {
    env: { PATH: process.env.PATH, PORT: '0', SHUTDOWN_TIMEOUT_MS: '500' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await until('it listens', () => text.includes('"event":"listening"'));
  const pid = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8'));
  assert.ok(
    readFileSync(`/proc/${pid}/status`, 'utf8').match(/^NSpid:\s+.*\s1$/m),
    'it is the first process',
  );
  return { child, pid, origin: /"url":"([^"]+)"/.exec(text)?.[1] ?? '', ended };
}

/** Nobody reads its log any more, and more is written than the pipe takes. */
async function clog({ child, origin }: FirstProcess): Promise<void> {
  child.stdout?.pause();
  for (let block = 0; block < 60; block += 1)
    await Promise.all(Array.from({ length: 25 }, () => send(origin, { path: '/nothing-here' })));
}

for (const [what, signal, code] of [
  ['SIGTERM', 'SIGTERM', 0],
  ['an uncaught exception', 'SIGUSR2', 1],
] as const) {
  test(`K3: ${what} ends it, though nobody reads its log`, { skip }, async (t) => {
    const first = await startFirst(t);
    await clog(first);
    process.kill(first.pid, signal);
    await until('it serves nobody any more', () =>
      send(first.origin).then(
        () => false,
        () => true,
      ),
    );
    // 500 ms, and 3 s for the last lines; unshare ends as its child does
    const patience = new AbortController();
    const late = after(patienceMs, 'still there', { signal: patience.signal, ref: false });
    const ended = await Promise.race([first.ended, late]);
    patience.abort();
    assert.equal(ended, code);
  });

  test(`K3: ${what} ends it at once while the log is read`, { skip }, async (t) => {
    const first = await startFirst(t);
    process.kill(first.pid, signal);
    assert.equal(await first.ended, code);
  });
}

test('K3: a signal before it listens ends it', { skip }, async (t) => {
  const script = `
    import net from 'node:net';
    net.Server.prototype.listen = () => process.stdout.write('starting');
    setInterval(() => {}, 1_000_000);`;
  const node = ['--import', `data:text/javascript,${encodeURIComponent(script)}`, 'dist/src/server.js'];
  const child = spawn('unshare', [...(namespace ?? []), '--kill-child', process.execPath, ...node], {
    env: { PATH: process.env.PATH, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  const pid = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8'));
  process.kill(pid, 'SIGTERM');
  assert.equal(await ended, 128 + 15);
});
