import { type ApiCall, urlForSecret } from './api-call.ts';

/** A string of JSON is one of Python's. */
const quote = (value: string | true): string => (value === true ? 'True' : JSON.stringify(value));

const variableOf = ({ secret }: ApiCall): string => `os.environ["${secret.variable}"]`;

/** A dictionary of the call's fields, the secret from the environment among them. */
function fieldsOf(call: ApiCall): string {
  const { fields, secret } = call;
  const rows = Object.entries(fields).map(([name, value]) => `    "${name}": ${quote(value)},\n`);
  if (secret.place === 'field') rows.push(`    "${secret.name}": ${variableOf(call)},\n`);
  return `{\n${rows.join('')}}`;
}

function requestOf(call: ApiCall): string[] {
  const { url, method, secret, bodyFile } = call;
  const isQuery = secret.place === 'query';
  const address = isQuery ? `${quote(urlForSecret(call))} + ${variableOf(call)}` : quote(url);
  if (method === 'GET') {
    if (isQuery) return [`request = ${address}`];
    return [`query = urllib.parse.urlencode(${fieldsOf(call)})`, `request = ${quote(`${url}?`)} + query`];
  }
  const body =
    bodyFile === undefined
      ? `json.dumps(${fieldsOf(call)}).encode()`
      : `open(${quote(bodyFile)}, "rb").read()`;
  return [
    `body = ${body}`,
    `request = urllib.request.Request(${address}, body, {"Content-Type": "application/json"})`,
  ];
}

/** For Python 3 with nothing but what comes with it. */
export function pythonCommand(call: ApiCall): string {
  const { setsToken, answerFile } = call;
  const end =
    answerFile === undefined
      ? ['answer = urllib.request.urlopen(request).read().decode()', 'print(answer)']
      : ['answer = urllib.request.urlopen(request).read()', `open(${quote(answerFile)}, "wb").write(answer)`];
  const token = setsToken ? ['os.environ["TOKEN"] = json.loads(answer).get("access_token", "")'] : [];
  return ['import json, os, urllib.parse, urllib.request', '', ...requestOf(call), ...end, ...token].join(
    '\n',
  );
}
