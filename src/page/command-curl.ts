import { type ApiCall, urlForSecret } from './api-call.ts';

/** One argument for a POSIX shell. */
const quote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const type = `-H 'Content-Type: application/json'`;

/**
 * What reaches curl, by standard input: arguments of a process can be read by everybody on the machine, and `printf` is a
 * part of the shell.
 */
function curlLines(call: ApiCall): string[] {
  const { url, method, fields, secret, bodyFile, answerFile } = call;
  const variable = `"$${secret.variable}"`;
  const kept = answerFile === undefined ? [] : [`-o ${quote(answerFile)}`];
  if (secret.place === 'query') {
    const first = `printf 'url = "%s%s"' ${quote(urlForSecret(call))} ${variable} | curl -sS -K -`;
    if (method === 'GET') return [first, ...kept];
    const body =
      bodyFile === undefined
        ? `-d ${quote(JSON.stringify(fields))}`
        : `--data-binary ${quote(`@${bodyFile}`)}`;
    return [first, type, body, ...kept];
  }
  if (method === 'GET') {
    const plain = Object.entries(fields).map(
      ([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`,
    );
    return [
      `printf %s ${variable} | curl -sS -G ${quote(url)}`,
      ...plain,
      `--data-urlencode ${secret.name}@-`,
      ...kept,
    ];
  }
  const start = quote(`${JSON.stringify(fields).slice(0, -1)},"${secret.name}":`);
  return [`printf '%s"%s"}' ${start} ${variable} |`, `curl -sS ${quote(url)} ${type} -d @-`, ...kept];
}

/** For bash, zsh and every other POSIX shell. */
export function curlCommand(call: ApiCall): string {
  const [first = '', ...more] = curlLines(call);
  const gap = first.endsWith('|') ? '\n  ' : ' \\\n  ';
  const command = more.length === 0 ? first : [first, more.join(' \\\n  ')].join(gap);
  if (call.setsToken === undefined) return command;
  return [
    `answer=$(${command})`,
    `printf '%s\\n' "$answer"`,
    `TOKEN=$(printf %s "$answer" | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')`,
  ].join('\n');
}
