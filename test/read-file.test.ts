import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { looksOf, readTextFile } from '../src/read-file.ts';

const maxBytes = 1024;

const isRoot = process.getuid?.() === 0;

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'read-file-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file that its owner alone can read. */
function fileIn(folder: string, text = 'text'): string {
  const path = join(folder, 'file');
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

/** How it is exposed, once this was done to it. */
async function exposedBy(t: TestContext, change: (path: string, folder: string) => void): Promise<string> {
  const folder = folderFor(t);
  const path = fileIn(folder);
  change(path, folder);
  const read = await readTextFile(path, { maxBytes });
  assert.ok(read.ok);
  return read.exposed ?? '';
}

test('a text as it stands there, without its byte order mark, and exactly as much as may be', async (t) => {
  const folder = folderFor(t);
  for (const [written, expected] of [
    ['', ''],
    ['\uFEFFé密\r\n', 'é密\r\n'],
    ['x'.repeat(maxBytes), 'x'.repeat(maxBytes)],
  ] as const) {
    const read = await readTextFile(fileIn(folder, written), { maxBytes });
    assert.equal(read.ok && read.text, expected);
  }
  const read = await readTextFile(fileIn(folder, 'x'.repeat(maxBytes + 1)), { maxBytes });
  assert.deepEqual(read, { ok: false, why: 'it is larger than 1 KiB' });
});

test('K5: a file of /proc, whose size is told as 0, is read as far as may be', async () => {
  const read = await readTextFile('/proc/self/status', { maxBytes: 65_536 });
  assert.ok(read.ok && /^Name:/.test(read.text));
  assert.deepEqual(await readTextFile('/proc/self/smaps', { maxBytes }), {
    ok: false,
    why: 'it is larger than 1 KiB',
  });
});

test('K5: a socket, a named pipe, a device and a folder are refused, also at the start, and not waited for', async (t) => {
  const folder = folderFor(t);
  const server = createServer().listen(join(folder, 'socket'));
  t.after(() => server.close());
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const startedAt = performance.now();
  for (const [path, why] of [
    [join(folder, 'socket'), 'it is a socket, not a file'],
    [join(folder, 'pipe'), 'it is a pipe, and only a file can be read again when it changes'],
    ['/dev/zero', 'it is a device, not a file'],
    ['/dev/tty', 'it is a device, not a file'],
    [folder, 'it is a folder'],
  ] as const) {
    assert.deepEqual(await readTextFile(path, { maxBytes, pipes: true }), { ok: false, why }, path);
  }
  assert.ok(performance.now() - startedAt < 5000);
});

test('the looks of a file change with its content, though size and time stay, with its rights and its owner', async (t) => {
  const folder = folderFor(t);
  const path = fileIn(folder, 'aaaa');
  const touch = (): Buffer => execFileSync('touch', ['-d', '2026-01-31T08:00:00Z', path]);
  touch();
  const seen = new Set([await looksOf(path)]);
  for (const change of [
    () => {
      writeFileSync(path, 'bbbb');
      touch();
    },
    () => chmodSync(path, 0o640),
    () => rmSync(path),
  ]) {
    // the file system's clock has ticked since
    execFileSync('sleep', ['0.02']);
    change();
    seen.add(await looksOf(path));
  }
  assert.equal(seen.size, 4, [...seen].join('\n'));
  assert.equal(await looksOf(path), '');
});

for (const [mode, expected] of [
  [0o600, /^$/],
  [0o400, /^$/],
  [0o640, /read by others/],
  [0o604, /read by others/],
  [0o620, /changed by others/],
  [0o666, /changed by others/],
] as const) {
  test(`a file of mode ${mode.toString(8)}`, async (t) => {
    assert.match(await exposedBy(t, (path) => chmodSync(path, mode)), expected);
  });
}

test('a folder that others can write to, unless each may only remove what is their own', async (t) => {
  assert.match(await exposedBy(t, (_path, folder) => chmodSync(folder, 0o777)), /folder that others/);
  assert.match(await exposedBy(t, (_path, folder) => chmodSync(folder, 0o770)), /folder that others/);
  assert.equal(await exposedBy(t, (_path, folder) => chmodSync(folder, 0o1777)), '');
  assert.equal(await exposedBy(t, (_path, folder) => chmodSync(folder, 0o755)), '');
});

test('behind a link, the folder of the file itself counts as well', async (t) => {
  const exposed = await exposedBy(t, (path, folder) => {
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    writeFileSync(join(open, 'secret'), 's', { mode: 0o600 });
    rmSync(path);
    symlinkSync(join(open, 'secret'), path);
  });
  assert.match(exposed, /folder that others/);
});

test('a file or folder of another user', { skip: !isRoot }, async (t) => {
  assert.match(await exposedBy(t, (path) => chownSync(path, 12_345, 0)), /^belongs to another user/);
  assert.match(await exposedBy(t, (_path, folder) => chownSync(folder, 12_345, 0)), /folder of another user/);
});

test('root’s file, handed to this user by a group or a list: how systemd and Kubernetes do it', {
  skip: !isRoot,
}, async (t) => {
  const path = fileIn(folderFor(t));
  const { geteuid } = process;
  t.after(() => Object.assign(process, { geteuid }));
  Object.assign(process, { geteuid: () => 12_345 });
  for (const [mode, isExposed] of [
    [0o440, false],
    [0o640, false],
    [0o444, true],
    [0o660, true],
  ] as const) {
    chmodSync(path, mode);
    const read = await readTextFile(path, { maxBytes });
    assert.equal(read.ok && read.exposed !== undefined, isExposed, mode.toString(8));
  }
});
