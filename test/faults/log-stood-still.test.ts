// A process that stands still at its end: a paused container, a machine without a free processor.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

/** Its last line is written while it stands still, and it only has to see that. */
const script = `
  import { standardOutput } from './dist/src/output.js';
  const output = standardOutput();
  output.write('the last line\\n');
  output.exit(0);
  const until = performance.now() + 700;
  while (performance.now() < until);`;

test('a process that stood still for a moment at its end is not killed for it', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const [code, signal] = await once(child, 'close');
  assert.deepEqual({ text, code, signal }, { text: 'the last line\n', code: 0, signal: null });
});
