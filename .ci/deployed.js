// What is built, where nothing can be built: with production packages only, and as a package in an empty folder.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const work = mkdtempSync(join(tmpdir(), `${name}-`));
// a process that does not end, or never prints its address
setTimeout(() => assert.fail('it takes too long'), 5 * 60_000).unref();
process.once('exit', () => rmSync(work, { recursive: true, force: true }));

/** @param {string} cwd @param {string[]} command */
function run(cwd, [program = '', ...args]) {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

/**
 * The command prints an address, a person sees the page there, and SIGTERM ends it.
 * @param {string} cwd @param {string[]} command @param {(output: () => string) => Promise<void>} [look]
 */
async function assertServes(cwd, [program = '', ...args], look) {
  const server = spawn(program, args, { cwd, env: { ...process.env, PORT: '0' } });
  const ended = new Promise((resolve) => server.once('close', resolve));
  let output = '';
  server.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const url = await new Promise((resolve) => {
    server.stdout.on('data', (chunk) => {
      output += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('close', () => resolve(undefined));
  });
  assert.ok(url, `${program} ${args.join(' ')} ended: ${output}`);
  const page = await fetch(url);
  assert.equal(page.status, 200);
  assert.ok((await page.text()).includes('id="appid"'), 'the page is served');
  await look?.(() => output);
  server.kill('SIGTERM');
  await ended;
  await assert.rejects(fetch(url), 'the signal has reached the server');
}

const production = join(work, 'production');
mkdirSync(production);
for (const each of [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'build.js',
  'views',
  'dist/src',
  'dist/assets',
]) {
  cpSync(each, join(production, each), { recursive: true });
}
run(production, ['npm', 'ci', '--omit=dev']);
await assertServes(production, ['npm', 'start']);
process.stdout.write('With production packages only: the page is served.\n');

const installed = join(work, 'installed');
mkdirSync(installed);
writeFileSync(join(installed, 'package.json'), '{}');
const packed =
  run('.', ['npm', 'pack', '--silent', '--pack-destination', work]).trim().split('\n').at(-1) ?? '';
run(installed, ['npm', 'install', join(work, packed)]);
assert.equal(run(installed, ['npx', name, '--version']).trim(), version);
assert.match(run(installed, ['npx', name, 'client-key', 'orders', 'shop']), /wat_/);
await assertServes(installed, ['npx', name]);
await assertServes(installed, ['npx', name, 'demo'], async (output) => {
  const [, address] = /curl -s '(http:[^']+)'/.exec(output()) ?? [];
  assert.ok(address, output());
  assert.match(await (await fetch(address)).text(), /^\{"access_token":/);
});
process.stdout.write('As a package: the page is served, and the demo gives a token.\n');
