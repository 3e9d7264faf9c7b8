import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApiCall } from '../../src/page/api-call.ts';
import { clearBySecretCall, clearPathCall, formsOf, nextCall, tokenCall } from '../../src/page/commands.ts';
import { parseTokenForm } from '../../src/page/get/form.ts';
import { hostileTexts as hostile } from '../support/page/hostile-texts.ts';

const base = 'https://api.weixin.qq.com';
const appid = 'wx448f04719cd48f69';

const powerShellOf = (call: ApiCall): string =>
  formsOf(call).find(({ shell }) => shell === 'PowerShell')?.text ?? '';

const formOf = (fields: Readonly<Record<string, string>>) =>
  parseTokenForm({ appid, secret: 'the-typed-secret', ...fields });

// PowerShell is not at hand on every machine, so its commands are held to their exact text. What that text relies on:
// Invoke-RestMethod puts the table of a GET into the query, in 5.1 as in 7.
test('the PowerShell commands, line by line', () => {
  assert.equal(
    powerShellOf(tokenCall(formOf({}), appid, base)),
    `$answer = Invoke-RestMethod '${base}/cgi-bin/token' -Body @{
  grant_type = 'client_credential'
  appid = '${appid}'
  secret = $env:WX_SECRET
}
$answer | Format-List
$TOKEN = $answer.access_token`,
  );
  assert.equal(
    powerShellOf(clearBySecretCall(appid, base)),
    `Invoke-RestMethod '${base}/cgi-bin/clear_quota/v2' -Method Post -ContentType 'application/json; charset=utf-8' -Body (@{
  appid = '${appid}'
  appsecret = $env:WX_SECRET
} | ConvertTo-Json)`,
  );
  assert.equal(
    powerShellOf(clearPathCall('/cgi-bin/token', base)),
    `Invoke-RestMethod ('${base}/cgi-bin/openapi/quota/clear?access_token=' + $TOKEN) -Method Post -ContentType 'application/json; charset=utf-8' -Body (@{
  cgi_path = '/cgi-bin/token'
} | ConvertTo-Json)`,
  );
  assert.equal(
    powerShellOf(nextCall(base)),
    `Invoke-RestMethod '${base}/cgi-bin/get_api_domain_ip' -Body @{
  access_token = $TOKEN
}`,
  );
});

for (const odd of [...hostile, '’; rm x; ‘', '‚‛', "'’'", '$(rm x)', '`n']) {
  test(`in PowerShell the appid ${odd} is one quoted string`, () => {
    const text = powerShellOf(tokenCall(formOf({}), odd, base));
    const [, quoted = ''] = /^ {2}appid = '(.*)'$/m.exec(text) ?? [];
    // PowerShell's own rule: five characters end such a string, and two of them in a row stand for the second
    assert.equal(quoted.replace(/['\u2018-\u201b](['\u2018-\u201b])/g, '$1'), odd);
    assert.doesNotMatch(quoted.replace(/['\u2018-\u201b]['\u2018-\u201b]/g, ''), /['\u2018-\u201b]/);
  });
}
