// What happens while a file is opened and read: it is written to, it cannot be opened for once, it hangs.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { type TestContext, test } from 'node:test';
import { json, open, secrets } from '../../support/central/accounts-folder.ts';
import { until } from '../../support/until.ts';

const secretFile = (file: string): string =>
  JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx00000000000000a1', secretFile: file }] });

type Open = typeof promises.open;

/** From here to the end of the test every file is opened by this. */
function openFilesBy(
  t: TestContext,
  method: (open: Open, path: string, flags: number) => ReturnType<Open>,
): void {
  const { open: original } = promises;
  const put = (replacement: unknown): void => {
    Object.assign(promises, { open: replacement });
    syncBuiltinESMExports();
  };
  t.after(() => put(original));
  put((path: string, flags: number) => method(original, path, flags));
}

test('what is written while it is read is a change at the next look', async (t) => {
  const { file, write, taken } = open(t, json('first'));
  const writing = [json('second')];
  openFilesBy(t, async (original, path, flags) => {
    const handle = await original(path, flags);
    const close = handle.close.bind(handle);
    handle.close = () => {
      for (const next of writing.splice(0)) write(next);
      return close();
    };
    return handle;
  });
  const parsed = await file.read();
  assert.equal(parsed.ok && parsed.accounts.accounts[0]?.secret, 'first');
  await file.check();
  await file.check();
  assert.deepEqual(secrets(taken), ['second']);
});

test('K5: a file that is written to whenever it is read is refused in time, and taken over when that ends', async (t) => {
  const { file, path, write, taken } = open(t, json('first'));
  await file.read();
  let isWritten = true;
  openFilesBy(t, async (original, opened, flags) => {
    const handle = await original(opened, flags);
    const stat = handle.stat.bind(handle);
    // what is asked of it before and after it is read
    Object.assign(handle, {
      stat: (options: { bigint: true }) => {
        if (isWritten) appendFileSync(path, ' ');
        return stat(options);
      },
    });
    return handle;
  });
  write(json('second'));
  const startedAt = performance.now();
  await file.check();
  assert.deepEqual(file.refused()?.problems, ['the file cannot be read: it is being written to']);
  assert.ok(performance.now() - startedAt < 3000);
  isWritten = false;
  await file.check();
  assert.deepEqual(secrets(taken), ['second']);
});

for (const name of ['accounts.json', 'shop.secret']) {
  test(`${name} could not be read for once: it is tried again though it looks the same, and said once`, async (t) => {
    const { file, write, events, taken } = open(t, secretFile('shop.secret'));
    write('first', 'shop.secret');
    await file.read();
    let failures = 2;
    openFilesBy(t, (original, path, flags) => {
      if (!path.endsWith(name) || failures === 0) return original(path, flags);
      failures -= 1;
      throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
    });
    write('second', 'shop.secret');
    for (let looks = 0; looks < 4; looks += 1) await file.check();
    assert.deepEqual(secrets(taken), ['second']);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['accounts_refused', 'accounts_loaded'],
    );
  });
}

test('K5: a file that hangs: the reason within a second, it is opened once, and all is well when it answers', async (t) => {
  const { file, write, events, taken, clock } = open(t, json('first'));
  await file.read();
  let opened = 0;
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  openFilesBy(t, async (original, path, flags) => {
    opened += 1;
    await answered;
    return original(path, flags);
  });
  write(json('second'));
  clock.now += 5000;
  const startedAt = performance.now();
  await file.check();
  const tookMs = performance.now() - startedAt;
  assert.ok(tookMs > 500 && tookMs < 2000, `${tookMs} ms`);
  const problems = ['the file cannot be read: it did not answer within a second'];
  assert.deepEqual(file.refused(), { since: clock.now, problems });
  for (let looks = 0; looks < 5; looks += 1) await file.check();
  assert.ok(performance.now() - startedAt < 3000, 'what hangs is not waited for again');
  assert.equal(opened, 1);
  answer();
  await until('it is taken over', async () => {
    await file.check();
    return taken.length > 0;
  });
  assert.deepEqual(secrets(taken), ['second']);
  assert.equal(file.refused(), undefined);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['accounts_refused', 'accounts_loaded'],
  );
});
