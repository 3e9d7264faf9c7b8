import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { findChromium, installChromium } from './support/chromium.ts';
import { findRedis, installRedis } from './support/redis-install.ts';

/** A run with fewer tests than this has lost some: raise it when tests are added. */
const leastTests = 1870;
/** So many of them are left out where the program that they need is not here. */
const leastBrowserTests = 180;
const leastRedisTests = 58;

const root = 'dist/test';
const patterns = process.argv.slice(2);
const isCi = process.env.CI === 'true';

function fail(message: string): never {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

const source = (compiled: string): string => compiled.replace(root, 'test').replace(/\.js$/, '.ts');

/** Compiled test files whose source still exists; the names in `npm test -- …` narrow them down. */
function testFiles(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((file) => file.endsWith('.test.js') && existsSync(source(file)))
    .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
    .sort();
}

function checkStyle(): void {
  const { status } = spawnSync('biome', ['ci', '--colors=off'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('Format or lint: run `npm run format`.');
}

type Program = Readonly<{
  name: string;
  /** which tests need it */
  tests: string;
  find: () => string | undefined;
  install: () => string | undefined;
}>;

/** Is it here, installed just now if need be? In CI there is no going on without it. */
function prepare({ name, tests, find, install }: Program): boolean {
  if (find() !== undefined) return true;
  const problem = install();
  if (problem === undefined) return true;
  if (isCi) fail(`The ${tests} tests need ${name}, and it is not here: ${problem}`);
  const title = `${tests.toUpperCase()} TESTS ARE LEFT OUT`;
  process.stderr.write(`\n${title}: they need ${name}, and it is not here: ${problem}\n\n`);
  return false;
}

const prepareBrowser = (): boolean =>
  prepare({ name: 'Chromium', tests: 'browser', find: findChromium, install: installChromium });
const prepareRedis = (): boolean =>
  prepare({ name: 'redis-server', tests: 'Redis', find: findRedis, install: installRedis });

if (patterns.length === 0) checkStyle();
const hasBrowser = prepareBrowser();
const hasRedis = prepareRedis();
const files = testFiles()
  .filter((file) => hasBrowser || !file.startsWith(join(root, 'browser')))
  .filter((file) => hasRedis || !file.startsWith(join(root, 'redis')));
if (files.length === 0) fail('No test file matches.');

let finished = 0;
const skipped: string[] = [];
const filesWithTests = new Set<string>();

type Ended = Readonly<{
  name: string;
  file?: string | undefined;
  skip?: string | boolean | undefined;
  details: { type?: string | undefined };
}>;

function count({ name, file, skip, details }: Ended): void {
  if (details.type === 'suite' || file === undefined) return;
  finished += 1;
  filesWithTests.add(file);
  if (skip !== undefined && skip !== false) skipped.push(name);
}

/** What a green run must not hide: files without tests, tests that are gone, and in CI tests that were left out. */
function checkCompleteness(): void {
  if (isCi && skipped.length > 0) fail(`Nothing may be skipped here, and these were: ${skipped.join('; ')}`);
  if (patterns.length > 0) return;
  const silent = files.filter((file) => ![...filesWithTests].some((seen) => seen.endsWith(file)));
  if (silent.length > 0) fail(`These files ran no test: ${silent.join(', ')}`);
  const least = leastTests - (hasBrowser ? 0 : leastBrowserTests) - (hasRedis ? 0 : leastRedisTests);
  if (finished < least) fail(`Only ${finished} tests ran; there were ${least} before.`);
}

run({ files, concurrency: 2, timeout: Number(process.env.TEST_TIMEOUT_MS ?? 180_000) })
  .on('test:pass', count)
  .on('test:fail', (event) => {
    count(event);
    process.exitCode = 1;
  })
  .compose(new spec())
  .on('end', checkCompleteness)
  .pipe(process.stdout);
