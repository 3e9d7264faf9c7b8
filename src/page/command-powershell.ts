import { type ApiCall, urlForSecret } from './api-call.ts';

/** One value for PowerShell, which takes the typographic single quotes for plain ones. */
const quote = (value: string | true): string =>
  value === true ? '$true' : `'${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`;

/**
 * For PowerShell 7 and Windows PowerShell 5.1: no curl, which is another command there (5.1 calls Invoke-WebRequest so) and
 * whose arguments 5.1 strips of their quotes. Nothing leaves the process but the request.
 */
export function powerShellCommand(call: ApiCall): string {
  const { url, method, fields, secret, setsToken, bodyFile, answerFile } = call;
  const variable = secret.variable === 'TOKEN' ? '$TOKEN' : `$env:${secret.variable}`;
  const rows = Object.entries(fields).map(([name, value]) => `  ${name} = ${quote(value)}`);
  if (secret.place === 'field') rows.push(`  ${secret.name} = ${variable}`);
  const table = `@{\n${rows.join('\n')}\n}`;
  const isQuery = secret.place === 'query';
  const address = isQuery ? `(${quote(urlForSecret(call))} + ${variable})` : quote(url);
  const json = `-Method Post -ContentType 'application/json; charset=utf-8'`;
  const posted = bodyFile === undefined ? `-Body (${table} | ConvertTo-Json)` : `-InFile ${quote(bodyFile)}`;
  const got = isQuery ? [] : [`-Body ${table}`];
  const parts = method === 'GET' ? got : [json, posted];
  const kept = answerFile === undefined ? [] : [`-OutFile ${quote(answerFile)}`];
  const command = ['Invoke-RestMethod', address, ...parts, ...kept].join(' ');
  return setsToken ? `$answer = ${command}\n$answer | Format-List\n$TOKEN = $answer.access_token` : command;
}
