import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import type { ApiCall } from '../../src/page/api-call.ts';
import { clearAllCall, clearPathCall, formsOf, nextCall, tokenCall } from '../../src/page/commands.ts';
import { parseTokenForm } from '../../src/page/get/form.ts';
import { hostileTexts as hostile } from '../support/page/hostile-texts.ts';

const base = 'https://api.weixin.qq.com';
const appid = 'wx448f04719cd48f69';

const scripts = mkdtempSync(join(tmpdir(), 'commands-run-'));
after(() => rmSync(scripts, { recursive: true }));

const formOf = (fields: Readonly<Record<string, string>>) =>
  parseTokenForm({ appid, secret: 'the-typed-secret', ...fields });

const textOf = (language: string, call: ApiCall): string =>
  formsOf(call).find(({ shell }) => shell === language)?.text ?? assert.fail(language);

/** How a command of each language is run from a file, with the secret in the environment. */
const interpreters = { Node: ['node', 'mjs'], Python: ['python3', 'py'] } as const;

for (const [language, [program, extension]] of Object.entries(interpreters)) {
  for (const endpoint of ['token', 'stable_token'] as const) {
    test(`${language}: the commands for ${endpoint} run one after the other, and again`, async (t) => {
      const key = '0123456789abcdef0123456789abcdef';
      const simulator = await startSimulator({ accounts: [{ appid, secret: key }] });
      t.after(simulator.close);
      const bodyFile = join(scripts, 'body.json');
      writeFileSync(bodyFile, '{"cgi_path": "/cgi-bin/token"}');
      const { origin } = simulator;
      const posted: ApiCall = { ...clearPathCall('', origin), fields: {}, bodyFile };
      const queried: ApiCall = { ...clearAllCall(appid, origin), url: `${origin}/x?y=z`, method: 'GET' };
      const calls = [
        tokenCall(formOf({ endpoint }), appid, origin),
        nextCall(origin),
        clearAllCall(appid, origin),
      ];
      const script = [...calls, calls[0], posted].map((call) => call && textOf(language, call)).join('\n');
      const file = join(scripts, `${endpoint}.${extension}`);
      writeFileSync(file, script);
      const { PATH } = process.env;
      const { stdout } = await promisify(execFile)(program, [file], {
        env: { PATH, WX_SECRET: key, no_proxy: '*' },
      });
      const [answer = '', next = ''] = stdout.split('\n');
      const { access_token: issued } = JSON.parse(answer) as { access_token: string };
      assert.deepEqual(simulator.check(issued), { appid, endpoint });
      assert.match(next, /^\{"ip_list":\[/);
      const all = simulator.calls[2];
      assert.deepEqual(
        [all?.method, all?.path, all?.query.access_token, JSON.parse(all?.body ?? '')],
        ['POST', '/cgi-bin/clear_quota', issued, { appid }],
      );
      assert.equal(simulator.calls[4]?.body, '{"cgi_path": "/cgi-bin/token"}');
      assert.equal(simulator.calls[4]?.headers['content-type'], 'application/json');
      assert.match(textOf(language, queried), /y=z&access_token="/);
    });
  }

  test(`${language}: an odd appid is one string, whatever is in it`, async () => {
    const quoted = hostile.map((odd) => {
      const text = textOf(language, tokenCall(formOf({}), odd, base));
      return /^ {2,4}"?appid"?: (".*"),$/m.exec(text)?.[1] ?? '';
    });
    const file = join(scripts, `odd.${extension}`);
    const all = quoted.join(',\n');
    const print =
      language === 'Node'
        ? `process.stdout.write([${all}].join('\\0'))`
        : `import sys\nsys.stdout.buffer.write("\\0".join([${all}]).encode("utf-8", "surrogatepass"))`;
    writeFileSync(file, print);
    const { stdout } = await promisify(execFile)(program, [file]);
    assert.deepEqual(stdout.split('\0'), hostile);
  });
}
