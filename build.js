// `npm run build`: src/ and public/ become dist/. With --if-possible, as before `npm start`: where the compiler is not
// installed, or nothing may be written here, what is built already will do.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

process.chdir(import.meta.dirname);
const tsc = 'node_modules/typescript/bin/tsc';

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

// the package has neither sources nor compiler, whatever lies in the folders above it
const needed = ['src', 'public', 'tsconfig.json', tsc, 'node_modules/esbuild'];

function mayWrite() {
  try {
    accessSync(existsSync('dist') ? 'dist' : '.', constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Of a source that is gone, or it would be shipped for ever. */
function removeStale() {
  for (const name of readdirSync('dist/src', { recursive: true, encoding: 'utf8' })) {
    const source = join('src', name.replace(/\.js(\.map)?$/, '.ts'));
    if (!existsSync(source)) rmSync(join('dist/src', name), { recursive: true, force: true });
  }
}

async function build() {
  const { status } = spawnSync(process.execPath, [tsc], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  removeStale();
  // what the simulator shows for a Mini Program code: the compiler copies nothing
  const picture = 'demo/simulator/wxacode.jpg';
  copyFileSync(join('src', picture), join('dist/src', picture));
  const { buildAssets } = await import('./dist/src/http/build-assets.js');
  buildAssets('.');
}

const isBuilt = existsSync('dist/src/server.js') && existsSync('dist/assets/manifest.json');
const canBuild = needed.every(existsSync) && mayWrite();
if (!canBuild && !isBuilt) {
  fail(
    mayWrite()
      ? 'Nothing is built here, and the compiler is not installed: run `npm ci --include=dev && npm run build`, or bring dist/ from where it was built.'
      : 'Nothing is built here, and this user may not write here: run `npm run build` as the one who may.',
  );
}
if (!canBuild && !process.argv.includes('--if-possible')) {
  fail('Not built: the compiler is not installed (`npm ci --include=dev`), or this user may not write here.');
}
if (canBuild) await build();
