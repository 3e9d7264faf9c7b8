// Standard output for the log: lines are written together, in their order, and none is lost at the end.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';

/** Writes one line by itself, then so many at once, one of them longer than what is held back, and ends. */
const script = `
  import { standardOutput } from './dist/src/output.js';
  const output = standardOutput();
  output.write('first\\n');
  setTimeout(() => {
    for (let i = 0; i < 2000; i += 1) output.write(i + '\\n');
    output.write('x'.repeat(100_000) + '\\n');
    output.write('密\\n');
    output.exit(0);
  }, 60);`;

const written = ['first', ...Array(2000).keys(), 'x'.repeat(100_000), '密', ''].join('\n');

const run = (stdout: 'pipe' | number) =>
  spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', stdout, 'inherit'],
  });

test('a pipe gets every line, in few pieces, and the first before the last is written', async () => {
  const child = run('pipe');
  const pieces: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => void pieces.push(piece));
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  assert.equal(pieces.join(''), written);
  assert.equal(pieces[0], 'first\n');
});

test('a file gets every line', async (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = openSync(join(folder, 'log'), 'w');
  const child = run(file);
  closeSync(file);
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  assert.equal(readFileSync(join(folder, 'log'), 'utf8'), written);
});
