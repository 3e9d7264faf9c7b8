import { type ApiCall, urlForSecret } from './api-call.ts';

const quote = (value: string | true): string => JSON.stringify(value);

/** A variable of the environment, as Node names it. */
const variableOf = ({ secret }: ApiCall): string => ['process', 'env', secret.variable].join('.');

/** An object of the call's fields, the secret from the environment among them. */
function fieldsOf(call: ApiCall, indent: string): string {
  const { fields, secret } = call;
  const rows = Object.entries(fields).map(([name, value]) => `${indent}  ${name}: ${quote(value)},\n`);
  if (secret.place === 'field') rows.push(`${indent}  ${secret.name}: ${variableOf(call)},\n`);
  return `{\n${rows.join('')}${indent}}`;
}

function fetchOf(call: ApiCall): string[] {
  const { url, method, secret, bodyFile } = call;
  const isQuery = secret.place === 'query';
  const address = isQuery ? `${quote(urlForSecret(call))} + ${variableOf(call)}` : quote(url);
  if (method === 'GET') {
    if (isQuery) return [`var answer = await fetch(${address});`];
    return [
      `var query = new URLSearchParams(${fieldsOf(call, '')});`,
      `var answer = await fetch(${quote(`${url}?`)} + query);`,
    ];
  }
  const body =
    bodyFile === undefined
      ? `JSON.stringify(${fieldsOf(call, '  ')})`
      : `await (await import("node:fs/promises")).readFile(${quote(bodyFile)})`;
  return [
    `var answer = await fetch(${address}, {`,
    '  method: "POST",',
    '  headers: { "Content-Type": "application/json" },',
    `  body: ${body},`,
    '});',
  ];
}

/** For Node 18 and newer: its own fetch, in a module or in its prompt, where `const` could be pasted once only. */
export function nodeCommand(call: ApiCall): string {
  const { setsToken, answerFile } = call;
  const print = ['var text = await answer.text();', 'console.log(text);'];
  const end =
    answerFile === undefined
      ? print
      : [
          `await (await import("node:fs/promises")).writeFile(${quote(answerFile)}, Buffer.from(await answer.arrayBuffer()));`,
        ];
  const token = setsToken
    ? [
        `${variableOf({ ...call, secret: { ...call.secret, variable: 'TOKEN' } })} = JSON.parse(text).access_token ?? "";`,
      ]
    : [];
  return [...fetchOf(call), ...end, ...token].join('\n');
}
