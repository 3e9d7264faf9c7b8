import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import type { ApiCall } from '../../src/page/api-call.ts';
import {
  clearAllCall,
  clearBySecretCall,
  clearPathCall,
  formsOf,
  nextCall,
  tokenCall,
} from '../../src/page/commands.ts';
import { parseTokenForm } from '../../src/page/get/form.ts';
import { hostileTexts as hostile } from '../support/page/hostile-texts.ts';

const base = 'https://api.weixin.qq.com';
const appid = 'wx448f04719cd48f69';
const secret = `s3c r$et'"é\\n%s`;
const token = '93_t-k';

const folder = mkdtempSync(join(tmpdir(), 'curl-'));
const scripts = mkdtempSync(join(tmpdir(), 'commands-'));
after(() => {
  for (const made of [folder, scripts]) rmSync(made, { recursive: true });
});
// says what it was given, each argument and then what it could read
writeFileSync(join(folder, 'curl'), '#!/bin/sh\nprintf "%s\\0" "$@" >seen\ncat >read\n', { mode: 0o755 });
// a standard input that nothing was sent to ends at once
const env = { PATH: `${folder}:/usr/bin:/bin`, WX_SECRET: secret, TOKEN: token };

const curlOf = (call: ApiCall): string => formsOf(call).find(({ shell }) => shell === 'curl')?.text ?? '';

const shells = ['/bin/sh', '/bin/bash'];

/** What curl is given when a person pastes the command into a shell: its arguments, and its standard input. */
function runInShell(shell: string, call: ApiCall): { args: string[]; input: string } {
  execFileSync(shell, ['-c', curlOf(call)], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const result = { args: read('seen').split('\0').slice(0, -1), input: read('read') };
  rmSync(join(folder, 'seen'));
  rmSync(join(folder, 'read'));
  assert.deepEqual(readdirSync(folder), ['curl']);
  return result;
}

const formOf = (fields: Readonly<Record<string, string>>) =>
  parseTokenForm({ appid, secret: 'the-typed-secret', ...fields });

const type = ['-H', 'Content-Type: application/json'];

for (const shell of shells) {
  for (const odd of hostile) {
    test(`${shell} hands curl the appid ${odd} as it is, and each secret by standard input alone`, () => {
      const cases: readonly (readonly [call: ApiCall, args: string[], input: string])[] = [
        [
          tokenCall(formOf({}), odd, base),
          [
            ...['-sS', '-G', `${base}/cgi-bin/token`, '--data-urlencode', 'grant_type=client_credential'],
            ...['--data-urlencode', `appid=${odd}`, '--data-urlencode', 'secret@-'],
          ],
          secret,
        ],
        [
          tokenCall(formOf({ endpoint: 'stable_token' }), odd, base),
          ['-sS', `${base}/cgi-bin/stable_token`, ...type, '-d', '@-'],
          `{"grant_type":"client_credential","appid":${JSON.stringify(odd)},"secret":"${secret}"}`,
        ],
        [
          clearBySecretCall(odd, base),
          ['-sS', `${base}/cgi-bin/clear_quota/v2`, ...type, '-d', '@-'],
          `{"appid":${JSON.stringify(odd)},"appsecret":"${secret}"}`,
        ],
        [
          clearAllCall(odd, base),
          ['-sS', '-K', '-', ...type, '-d', JSON.stringify({ appid: odd })],
          `url = "${base}/cgi-bin/clear_quota?access_token=${token}"`,
        ],
        [
          clearPathCall('/cgi-bin/message/custom/send', base),
          ['-sS', '-K', '-', ...type, '-d', '{"cgi_path":"/cgi-bin/message/custom/send"}'],
          `url = "${base}/cgi-bin/openapi/quota/clear?access_token=${token}"`,
        ],
        [
          nextCall(base),
          ['-sS', '-G', `${base}/cgi-bin/get_api_domain_ip`, '--data-urlencode', 'access_token@-'],
          token,
        ],
      ];
      for (const [call, args, input] of cases) {
        assert.deepEqual(runInShell(shell, call), { args, input });
        for (const { text } of formsOf(call)) assert.ok(!text.includes('the-typed-secret'));
      }
    });
  }
}

test('force_refresh stands in the command when it was chosen, and only then', () => {
  const chosen = tokenCall(formOf({ endpoint: 'stable_token', force_refresh: 'on' }), appid, base);
  assert.ok(runInShell('/bin/sh', chosen).input.includes(',"force_refresh":true,'));
  for (const { text } of formsOf(chosen))
    assert.match(text, /force_refresh(":true,| = \$true\n|: true,\n|": True,\n)/);
  const plain = tokenCall(formOf({ endpoint: 'stable_token' }), appid, base);
  for (const { text } of formsOf(plain)) assert.ok(!text.includes('force_refresh'));
});

for (const shell of shells) {
  for (const endpoint of ['token', 'stable_token'] as const) {
    test(`${shell}: the commands for ${endpoint} run one after the other, with the real curl`, async (t) => {
      const key = '0123456789abcdef0123456789abcdef';
      const simulator = await startSimulator({ accounts: [{ appid, secret: key }] });
      t.after(simulator.close);
      const call = tokenCall(formOf({ endpoint }), appid, simulator.origin);
      const script = [
        curlOf(call),
        `printf '[%s]\\n' "$TOKEN"`,
        curlOf(nextCall(simulator.origin)),
        'echo',
        curlOf(clearAllCall(appid, simulator.origin)),
        'echo',
        curlOf(clearBySecretCall(appid, simulator.origin)),
      ].join('\n');
      // from a file: bash that is started with a socket for its input would read the user's own settings first
      const file = join(scripts, `${endpoint}.sh`);
      writeFileSync(file, script);
      const { stdout, stderr } = await promisify(execFile)(shell, [file], {
        env: { PATH: '/usr/bin:/bin', WX_SECRET: key, no_proxy: '*' },
      });
      assert.equal(stderr, '');
      const [answer = '', shown = '', next = ''] = stdout.split('\n');
      const { access_token: issued } = JSON.parse(answer) as { access_token: string };
      assert.equal(shown, `[${issued}]`);
      assert.deepEqual(simulator.check(issued), { appid, endpoint });
      assert.match(next, /^\{"ip_list":\[/);
      const [, , all, bySecret] = simulator.calls;
      assert.deepEqual(
        [all?.method, all?.path, all?.query.access_token, all?.body],
        ['POST', '/cgi-bin/clear_quota', issued, JSON.stringify({ appid })],
      );
      assert.deepEqual(
        [bySecret?.method, bySecret?.path, bySecret?.body],
        ['POST', '/cgi-bin/clear_quota/v2', JSON.stringify({ appid, appsecret: key })],
      );
      for (const { headers } of [all, bySecret].filter((one) => one !== undefined))
        assert.equal(headers['content-type'], 'application/json');
    });
  }
}

test('an answer that is no text goes into a file, and a body comes out of one, in every language', () => {
  const call: ApiCall = {
    ...clearPathCall('', base),
    url: `${base}/wxa/getwxacodeunlimit?a=[b]`,
    fields: {},
    bodyFile: "it's.json",
    answerFile: 'code.jpg',
  };
  assert.deepEqual(runInShell('/bin/sh', call), {
    args: ['-sS', '-K', '-', ...type, '--data-binary', "@it's.json", '-o', 'code.jpg'],
    input: `url = "${base}/wxa/getwxacodeunlimit?a=%5Bb%5D&access_token=${token}"`,
  });
  for (const { shell, text } of formsOf(call)) {
    assert.ok(text.includes('a=%5Bb%5D&access_token='), shell);
    assert.match(text, /code\.jpg/, shell);
    assert.match(text, /it('|''|'\\'')s\.json/, shell);
  }
});
