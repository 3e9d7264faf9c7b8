// A shell in a folder of its own, for commands that a person would paste into one.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

/** What it prints, in a folder with these files, given this input; a command that fails rejects. */
export function runIn(
  t: TestContext,
  command: string,
  files: Readonly<Record<string, string>>,
  input = '',
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'shell-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  }
  return new Promise((resolve, reject) => {
    const child = execFile('/bin/sh', ['-e', '-c', command], { cwd: folder }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
    child.stdin?.end(input);
  });
}
