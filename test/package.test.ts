// What `npm pack` ships: what the server needs, and nothing else.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { builtServer, spawnServer } from './support/process/process.ts';

type Manifest = Readonly<{ version: string; dependencies: Readonly<Record<string, string>> }>;
type Locked = Readonly<{ version: string; license?: string; dev?: boolean; optional?: boolean }>;

// our own files
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};

const folder = mkdtempSync(join(tmpdir(), 'package-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Packed without the build before it: the tests run on one. */
const tarball = execFileSync(
  'npm',
  ['pack', '--ignore-scripts', '--silent', '--offline', '--pack-destination', folder],
  {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  },
).trim();
execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
const root = join(folder, 'package');
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));

test('no test, no source and no secret is in the package, and nothing that only builds', () => {
  const allowed =
    /^(dist\/(src|assets)\/|views\/[\w/-]+\.ejs$|(package\.json|build\.js|LICENSE|\.env\.example)$|(README|README\.zh-CN|CHANGELOG)\.md$)/;
  assert.deepEqual(
    files.filter((file) => !allowed.test(file)),
    [],
  );
  const compiled = files.filter((file) => file.startsWith('dist/src/'));
  assert.ok(compiled.length > 200);
  assert.deepEqual(
    compiled.filter((file) => !/\.(js|jpg)$/.test(file) || /\.test\.|build-assets/.test(file)),
    [],
  );
});

test('it is small', () => {
  const kilobytes = statSync(join(folder, tarball)).size / 1000;
  assert.ok(kilobytes < 600, `${kilobytes} KB`);
});

test('whatever a packed file imports is packed, or a dependency', () => {
  const builtins = new Set(builtinModules);
  let imports = 0;
  for (const file of files.filter((name) => name.startsWith('dist/src/') && name.endsWith('.js'))) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([\w@./:-]+)['"]/g)) {
      imports += 1;
      if (name.startsWith('.')) assert.ok(existsSync(join(root, dirname(file), name)), `${file}: ${name}`);
      else if (!name.startsWith('node:') && !builtins.has(name)) {
        const [dependency = ''] = /^(@[^/]+\/)?[^/]+/.exec(name) ?? [];
        assert.ok(Object.hasOwn(manifest.dependencies, dependency), `${file}: ${name}`);
      }
    }
  }
  assert.ok(imports > 300);
});

test('its command prints the version, from wherever it is called', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'dist/src/server.js'), '--version'],
    { cwd: tmpdir(), encoding: 'utf8', timeout: 60_000 },
  );
  assert.deepEqual([status, stdout, stderr], [0, `${manifest.version}\n`, '']);
});

test('it serves the page with its script and its style', async (t) => {
  const server = spawnServer({}, [], root, builtServer);
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });
  const origin = await server.origin;
  const page = await (await fetch(origin)).text();
  const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  assert.ok(assets.length >= 3, page);
  for (const path of assets) assert.equal((await fetch(origin + path)).status, 200, path);
});

const runtime = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);

test('what is installed with it is known, and few', () => {
  const direct = Object.keys(manifest.dependencies);
  assert.deepEqual(direct.sort(), [
    'ejs',
    'express',
    'express-rate-limit',
    'helmet',
    'ioredis',
    'prom-client',
    'rate-limit-redis',
    'sonic-boom',
    'undici',
    'zod',
  ]);
  // how many packages a reader trusts besides: raise it with a reason only
  assert.ok(runtime.length > direct.length && runtime.length <= 87, `${runtime.length} packages`);
});

test('the licences of what is installed with it let anybody use and pass it on', () => {
  const free = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', '0BSD']);
  const others = runtime.filter(([, { license }]) => !free.has(license ?? ''));
  assert.deepEqual(others, []);
});

test('what the Dockerfile copies is here, is let through by .dockerignore, and is all that is', () => {
  const copied = readFileSync('Dockerfile', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));
  const letThrough = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  assert.ok(copied.length >= 8);
  assert.deepEqual(copied.toSorted(), letThrough.toSorted());
  for (const name of copied) assert.ok(existsSync(name), name);
});

test('the changelog says what is new in this version, and of which day it is', () => {
  const headings = readFileSync('CHANGELOG.md', 'utf8').match(/^## .*$/gm) ?? [];
  const [newest = ''] = headings.filter((heading) => heading !== '## Unreleased');
  assert.match(newest, /^## [\d.]+ - \d{4}-\d\d-\d\d$/);
  assert.ok(newest.startsWith(`## ${manifest.version} `), newest);
  assert.equal(lock.packages['']?.version, manifest.version);
});
