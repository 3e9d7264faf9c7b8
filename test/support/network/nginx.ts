// A real nginx on this machine, with a server block of the manuals.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { findProgram } from '../process/debian-package.ts';
import { nginx } from '../process/programs.ts';
import { until } from '../until.ts';

export type Nginx = Readonly<{
  /** everything that it printed or wrote into a file of its folder */
  written: () => string;
}>;

/** Makes a folder for it and its files, removed after the test. */
export function nginxFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs until the test ends; `block` listens when this resolves. */
export async function startNginx(t: TestContext, folder: string, block: string): Promise<Nginx> {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `${user} worker_processes 1; daemon off; pid ${folder}/pid; events {} http { ${temporary.join(' ')}\n${block}}`,
  );
  const program = findProgram(nginx) ?? assert.fail('there is no nginx');
  const child = spawn(program, ['-p', folder, '-e', 'stderr', '-c', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)));
  const ended = once(child, 'close');
  t.after(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  // written once it listens
  await until('nginx is up', () => {
    assert.equal(child.exitCode, null, printed);
    return existsSync(`${folder}/pid`);
  });
  const logs = () => readdirSync(folder).filter((name) => name.endsWith('.log'));
  return {
    written: () =>
      printed +
      logs()
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join(''),
  };
}
