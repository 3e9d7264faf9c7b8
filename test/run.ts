import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from './processes.ts';
import { bundleServer } from './support/process/bundle.ts';
import { type DebianProgram, findProgram, installProgram } from './support/process/debian-package.ts';
import { chromium, headlessShell, nginx, redis } from './support/process/programs.ts';

/** A run with fewer tests than this has lost some: raise it when tests are added. */
const leastTests = 3680;
/** What lies in these folders needs a program; without it, so many tests are left out. */
const needs: readonly Need[] = [
  { folder: 'browser', program: chromium, tests: 347 },
  { folder: 'redis', program: redis, tests: 88 },
  { folder: 'proxies', program: nginx, tests: 6 },
];

type Need = Readonly<{ folder: string; program: DebianProgram; tests: number }>;

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

/** Is it here, installed just now if need be? In CI there is no going on without it. */
function prepare({ folder, program }: Need): boolean {
  if (findProgram(program) !== undefined) return true;
  const problem = installProgram(program);
  if (problem === undefined) return true;
  const missing = `${program.packages[0]}, and it is not here: ${problem}`;
  if (isCi) fail(`The tests in ${folder} need ${missing}`);
  process.stderr.write(`\n${folder.toUpperCase()} TESTS ARE LEFT OUT: they need ${missing}\n\n`);
  return false;
}

if (patterns.length === 0) checkStyle();
const leftOut = needs.filter((need) => !prepare(need));
// only faster: where it cannot be had, nothing is missing
if (findProgram(chromium) !== undefined && findProgram(headlessShell) === undefined)
  installProgram(headlessShell);
const files = testFiles().filter(
  (file) => !leftOut.some(({ folder }) => file.startsWith(join(root, folder, '/'))),
);
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
  const least = leftOut.reduce((rest, { tests }) => rest - tests, leastTests);
  if (finished < least) fail(`Only ${finished} tests ran; there were ${least} before.`);
}

bundleServer();
await runTests(files, ({ type, data }) => {
  // as node:test documents these two
  if (type === 'test:pass' || type === 'test:fail') count(data as Ended);
  if (type === 'test:fail') process.exitCode = 1;
});
checkCompleteness();
