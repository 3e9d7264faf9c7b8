import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { postForm, send } from '../support/app.ts';
import { textById } from '../support/page/html.ts';
import { runIn } from '../support/process/shell.ts';

/** `npm run demo` as it runs, with a folder of its own for what it writes; resolves when it has printed all. */
async function startDemo(t: TestContext, env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  const child = spawn(process.execPath, ['dist/src/server.js', 'demo'], {
    env: { PATH: process.env.PATH, PORT: '0', TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  let printed = '';
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const isReady = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (/count again:\n\n.+\n\n$/.test(printed)) resolve();
    });
  });
  await Promise.race([isReady, ended]);
  assert.equal(complaints, '');
  assert.equal(child.exitCode, null, `it ended: ${printed}`);
  const find = (pattern: RegExp): string =>
    pattern.exec(printed)?.[1] ?? assert.fail(`${pattern}: ${printed}`);
  return { child, ended, folder, find, printed: () => printed };
}

/** The request that a printed curl line makes. */
async function follow(address: string, authorization?: string) {
  const { origin, pathname, search } = new URL(address);
  return send(origin, {
    path: pathname + search,
    headers: authorization === undefined ? {} : { authorization },
  });
}

test('the printed curl line reads a token, and the next one a ticket with it', async (t) => {
  const { find } = await startDemo(t);
  const tokenLine = find(/\n {2}(curl -s '[^\n]+)\n/);
  const token = await follow(/'([^']+)'/.exec(tokenLine)?.[1] ?? '');
  assert.equal(token.status, 200);
  // what was served is checked right below
  const { access_token, expires_in } = JSON.parse(token.text) as Record<string, unknown>;
  assert.match(String(access_token), /^93_[\w-]+$/);
  assert.ok(Number(expires_in) > 0 && Number(expires_in) <= 7200);
  // what the shell puts in: the fourth part between quotes
  assert.equal(token.text.split('"')[3], access_token);

  const ticketLine = find(/\n {2}(curl -s "[^\n]+)\n/);
  assert.ok(ticketLine.endsWith(`$(${tokenLine} | cut -d '"' -f 4)"`), ticketLine);
  const ticket = await follow((/"([^$]+)\$/.exec(ticketLine)?.[1] ?? '') + String(access_token));
  assert.match(ticket.text, /^\{"errcode":0,"errmsg":"ok","ticket":"[\w-]{86}","expires_in":\d+\}$/);
});

test('the printed calls of the gateway: one is relayed, one refused, one healed, and each draft is added once', async (t) => {
  const { printed } = await startDemo(t);
  const [, ...told] = printed()
    .slice(printed().indexOf('The gateway,'))
    .split(/^ {2}(?=curl )/m);
  const commands = told.map((each) => each.split('\n')[0] ?? '');
  assert.equal(commands.length, 5, commands.join('\n'));
  const [add = '', count = '', publish = '', replace = '', addAgain = ''] = commands;
  async function run(command: string) {
    const [head = '', body = ''] = (await runIn(t, command, {})).split('\r\n\r\n');
    return [/^X-Gateway: (.+)$/im.exec(head)?.[1]?.trim(), JSON.parse(body)] as const;
  }
  assert.deepEqual(await run(count), ['relayed', { total_count: 20 }]);
  assert.deepEqual(await run(add), ['relayed', { media_id: 'MEDIA_ID' }]);
  assert.deepEqual(await run(count), ['relayed', { total_count: 21 }]);
  const [answeredBy, refusal] = await run(publish);
  assert.deepEqual([answeredBy, refusal.errcode], ['refused', 48001]);
  assert.deepEqual(await run(replace), ['relayed', { errcode: 0, errmsg: 'ok' }]);
  assert.deepEqual(await run(addAgain), ['healed', { media_id: 'MEDIA_ID' }]);
  assert.deepEqual(await run(count), ['relayed', { total_count: 22 }]);
});

test('the printed buttons stand where it says they do', async (t) => {
  const { find } = await startDemo(t);
  const origin = new URL(find(/(http:\S+)/)).origin;
  const got = await postForm(origin, { appid: find(/token with (wx\w+) and press/), secret: 'any' });
  const label = find(/and press “(.+)” below/);
  assert.ok(got.text.includes(`>${label}</button>`), label);
  const page = await send(origin, { path: new URL(find(/” at (http:\S+\/signature)\./)).pathname });
  assert.ok(page.text.includes(`>${find(/signature: press “(.+)” at/)}</button>`));
});

test('one press in the demo shows which mistake made a signature', async (t) => {
  const { find } = await startDemo(t);
  const origin = new URL(find(/(http:\S+)/)).origin;
  const page = await send(origin, { path: '/signature' });
  const [, form = ''] = /<form class="example"([\s\S]*?)<\/form>/.exec(page.text) ?? [];
  const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  assert.ok(fields.length > 4);
  const headers = { accept: 'application/json' };
  const answer = await postForm(origin, Object.fromEntries(fields), { path: '/signature', headers });
  assert.equal(JSON.parse(answer.text).mistake, 'fragment');
});

test('the printed keys open what they are printed for, and nothing opens without them', async (t) => {
  const { find } = await startDemo(t);
  const status = find(/(http:\S+\/central) /);
  const key = find(/password (\w+)\)/);
  assert.equal((await follow(status)).status, 401);
  const basic = `Basic ${Buffer.from(`demo:${key}`).toString('base64')}`;
  const page = await follow(status, basic);
  assert.equal(page.status, 200);
  for (const name of ['shop', 'news']) assert.ok(page.text.includes(name), name);

  const address = find(/'(http:[^']+)'/);
  const wrong = await follow(address.replace(/secret=.*/, 'secret=wrong'));
  assert.match(wrong.text, /^\{"errcode":40125,/);
  assert.equal(new URL(address).searchParams.get('secret'), find(/client key \((\S+)\)/));
});

test('the page of the demo warns before it replaces the token that is kept', async (t) => {
  const { find } = await startDemo(t);
  const origin = find(/simulator of WeChat: (\S+)/);
  const appid = find(/Get with (\S+) warns first/);
  const warning = await postForm(origin, { appid, secret: 'any' });
  assert.equal(warning.status, 409);
  const confirmed = await postForm(origin, { appid, secret: 'any', replace_kept: 'on' });
  assert.match(textById(confirmed.text, 'token') ?? '', /^93_/);
});

test('as in a container, listening everywhere and in production, what it prints can be opened', async (t) => {
  const { find } = await startDemo(t, { HOST: '0.0.0.0', NODE_ENV: 'production', LOG_LEVEL: 'error' });
  const origin = find(/simulator of WeChat: (http:\/\/127\.0\.0\.1:\d+)\n/);
  assert.equal((await send(origin)).status, 200);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} ends it in good order, and nothing of it is left`, async (t) => {
    // settings of a real server, which the demo must not meet
    const own = {
      OPERATOR_KEY_FILE: '/nowhere',
      ACCOUNTS_FILE: '/nowhere',
      STATE_DIR: '/nowhere',
      REDIS_URL: 'nowhere',
    };
    const { child, ended, folder, find } = await startDemo(t, own);
    const [inside = ''] = readdirSync(folder);
    const accounts = statSync(join(folder, inside, 'accounts.json'));
    assert.equal(accounts.mode & 0o077, 0, 'others could read it');
    await follow(find(/'(http:[^']+)'/));
    child.kill(signal);
    assert.deepEqual(await ended, [0, null]);
    assert.deepEqual(readdirSync(folder), []);
  });
}

test('a setting that is wrong, or a port that is taken, is named, and nothing is left behind', async (t) => {
  const { find } = await startDemo(t);
  const taken = new URL(find(/simulator of WeChat: (\S+)/)).port;
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [PORT, problem] of [
    ['many', /^Not started\. These settings need a change:\n {2}PORT: /],
    [taken, /^Not started: 127\.0\.0\.1 port \d+ is in use by another program/],
  ] as const) {
    const child = spawn(process.execPath, ['dist/src/server.js', 'demo'], {
      env: { PATH: process.env.PATH, PORT, TMPDIR: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString();
    });
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(complaints, problem);
    assert.deepEqual(readdirSync(folder), []);
  }
});
