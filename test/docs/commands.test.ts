// The commands that README and manuals print, run as they are printed.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { startApp } from '../support/app.ts';
import { startCentral } from '../support/central/central.ts';
import { readToken, tokenOf } from '../support/central/central-api.ts';
import { blocksOf, blockWith, documents, withReplaced } from '../support/documents.ts';
import { runIn } from '../support/process/shell.ts';

const printedOrigin = 'http://127.0.0.1:3000';
const printedAppid = 'wx0000000000000000';
const secret = '0'.repeat(32);

/** By hand, or by other tests: what starts, builds or tests the whole of it. */
const notRunHere = ['npm ', 'openssl rand', 'cp .env.example', 'https://token.example.com'];

test('every command that is printed is run here, or is one that starts the whole', () => {
  const ran = ['secret@-', 'ticket@-', 'access_token@secrets/token', 'reply@error.log', 'secrets/orders-key'];
  const shell = documents.flatMap(([english]) =>
    blocksOf(english).filter(({ language }) => language === 'sh'),
  );
  assert.ok(shell.length > 6);
  const others = shell
    .map(({ text }) => text)
    .filter((text) => ![...ran, ...notRunHere].some((known) => text.includes(known)));
  assert.deepEqual(others, []);
});

async function startPage(t: TestContext) {
  const simulator = await startSimulator({ openAccounts: true });
  const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin } });
  t.after(async () => {
    await app.close();
    await simulator.close();
  });
  return { simulator, origin: app.origin };
}

test('the README’s curl prints WeChat’s body, and reads the secret from its input', async (t) => {
  const { origin, simulator } = await startPage(t);
  const printed = blocksOf('README.md').find(({ text }) => text.includes('secret@-'))?.text ?? '';
  const output = await runIn(t, withReplaced(printed, { [printedOrigin]: origin }), {}, `${secret}\n`);
  assert.match(output, /^\{"access_token":"[^"]+","expires_in":7200\}$/);
  assert.deepEqual(
    [simulator.calls.at(-1)?.path, simulator.calls.at(-1)?.query.secret],
    ['/cgi-bin/token', secret],
  );
});

test('the curl of docs/page.md asks stable_token', async (t) => {
  const { origin, simulator } = await startPage(t);
  const command = withReplaced(blockWith('sh', 'endpoint=stable_token'), { [printedOrigin]: origin });
  assert.match(await runIn(t, command, {}, `${secret}\n`), /^\{"access_token"/);
  assert.equal(simulator.calls.at(-1)?.path, '/cgi-bin/stable_token');
});

test('a log is looked up as docs/page.md has it', async (t) => {
  const { origin } = await startPage(t);
  const command = withReplaced(blockWith('sh', 'reply@error.log'), { [printedOrigin]: origin });
  const log = 'upload failed: {"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}\n';
  const { found } = JSON.parse(await runIn(t, command, { 'error.log': log })) as {
    found: { code: number }[];
  };
  assert.deepEqual(
    found.map(({ code }) => code),
    [40164],
  );
});

test('an API is called as docs/page.md has it, and one that changes something wants its confirm', async (t) => {
  const { origin, simulator } = await startPage(t);
  const printed = withReplaced(blockWith('sh', '3000/call'), { [printedOrigin]: origin });
  const { access_token: token } = (await (
    await fetch(
      `${simulator.origin}/cgi-bin/token?grant_type=client_credential&appid=${printedAppid}&secret=${secret}`,
    )
  ).json()) as { access_token: string };
  const draft = { articles: [{ title: 'T', content: '<p>C</p>', thumb_media_id: 'MEDIA_ID' }] };
  const files = { 'secrets/token': `${token}\n`, 'draft.json': JSON.stringify(draft) };

  assert.match(await runIn(t, printed, files), /^\{"menu":.+\}\{"media_id":"MEDIA_ID"\}$/s);
  const add = '/cgi-bin/draft/add';
  assert.equal(simulator.effects(add), 1);
  assert.equal(simulator.calls.at(-1)?.body, files['draft.json']);

  const without = withReplaced(printed, { "-d 'confirm=POST /cgi-bin/draft/add' ": '' });
  assert.match(await runIn(t, without, files), /"error":"confirm_needed".+POST \/cgi-bin\/draft\/add/s);
  assert.equal(simulator.effects(add), 1);
});

test('an address is signed as docs/page.md has it, and the ticket comes back nowhere', async (t) => {
  const { origin, simulator } = await startPage(t);
  const command = withReplaced(blockWith('sh', 'ticket@-'), { [printedOrigin]: origin });
  // of WeChat's own example: https://developer.work.weixin.qq.com/document/path/96909
  const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';
  const output = await runIn(t, command, {}, `${ticket}\n`);
  assert.match((JSON.parse(output) as { signature: string }).signature, /^[\da-f]{40}$/);
  assert.ok(!output.includes(ticket));
  assert.equal(simulator.calls.length, 0);
});

test('a business server reads and reports a token as docs/central-server.md has it', async (t) => {
  const central = await startCentral(t);
  const { origin, news, orders } = central;
  const files = { 'secrets/orders-key': `Authorization: Bearer ${orders}\n` };
  const here = { [printedOrigin]: origin, [printedAppid]: news.appid };
  const held = tokenOf(await readToken(origin, news, orders));

  const read = await runIn(t, withReplaced(blockWith('sh', 'grant_type=client_credential'), here), files);
  assert.equal((JSON.parse(read) as { access_token: string }).access_token, held);

  const report = withReplaced(blockWith('sh', 'invalid_token'), { ...here, '93_…': held });
  const answer = JSON.parse(await runIn(t, report, files)) as { access_token: string };
  assert.notEqual(answer.access_token, held);
  assert.equal(answer.access_token, tokenOf(await readToken(origin, news, orders)));
});
