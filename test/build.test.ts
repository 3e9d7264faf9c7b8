// build.js: npm start builds where the compiler is, and starts what is built where it is not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';

/** A folder with package.json, build.js and these files of the repository. */
function folderWith(t: TestContext, ...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'build-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of ['package.json', 'build.js', ...names]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(name, join(folder, name), { recursive: true });
  }
  return folder;
}

/** Gives root's rights up before it begins: Node itself may lie where only root can read it. */
const asNobody = ['--import', 'data:text/javascript,process.setgroups([]);process.setuid(65534)'];

function build(folder: string, args: readonly string[] = [], nodeArgs: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...nodeArgs, join(folder, 'build.js'), ...args],
    // from elsewhere: it works on its own folder
    { cwd: tmpdir(), encoding: 'utf8', timeout: 60_000 },
  );
  return { status, stdout, stderr };
}

const built = ['dist/src/server.js', 'dist/assets/manifest.json'];
const quiet = { status: 0, stdout: '', stderr: '' };

test('where the compiler is, everything is built, and what has no source any more is gone', (t) => {
  const folder = folderWith(t, 'src', 'public', 'tsconfig.json');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'dist/src/gone'), { recursive: true });
  for (const name of ['old.js', 'old.js.map', 'gone/old.js'])
    writeFileSync(join(folder, 'dist/src', name), '');
  assert.deepEqual(build(folder, ['--if-possible']), quiet);
  for (const name of built) assert.ok(existsSync(join(folder, name)), name);
  for (const name of ['old.js', 'old.js.map', 'gone'])
    assert.ok(!existsSync(join(folder, 'dist/src', name)), name);
});

test('a source that does not compile ends it', (t) => {
  const folder = folderWith(t, 'public', 'tsconfig.json', ...built);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src/server.ts'), 'const port: number = "80";');
  const { status, stdout } = build(folder, ['--if-possible']);
  assert.notEqual(status, 0);
  assert.match(stdout, /src\/server\.ts/);
});

test('without the compiler, what is built will do for a start, and npm run build says what is missing', (t) => {
  const folder = folderWith(t, 'src', ...built);
  assert.deepEqual(build(folder, ['--if-possible']), quiet);
  const { status, stderr } = build(folder);
  assert.equal(status, 1);
  assert.match(stderr, /^Not built: the compiler is not installed \(`npm ci --include=dev`\)[^\n]*\n$/);
});

test('with neither, one line says what to do', (t) => {
  const folder = folderWith(t, 'src', 'dist/src/server.js');
  const { status, stdout, stderr } = build(folder, ['--if-possible']);
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(
    stderr,
    /^Nothing is built here, and the compiler [^\n]*`npm ci --include=dev && [^\n]*dist\/[^\n]*\n$/,
  );
});

test('who may not write here starts what is built, and is told if there is nothing', {
  skip: process.getuid?.() !== 0,
}, (t) => {
  const folder = folderWith(t, 'src', 'public', 'tsconfig.json', ...built);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  chmodSync(folder, 0o755);
  assert.deepEqual(build(folder, ['--if-possible'], asNobody), quiet);
  rmSync(join(folder, 'dist'), { recursive: true });
  const { status, stderr } = build(folder, ['--if-possible'], asNobody);
  assert.equal(status, 1);
  assert.match(stderr, /^Nothing is built here, and this user may not write here: [^\n]*\n$/);
});
