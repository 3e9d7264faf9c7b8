import type { Form } from '../web/tips.ts';
import type { Endpoint } from '../wechat/client.ts';

/** A variable of the shell: the value of a secret stands in no command. */
type Variable = Readonly<{ variable: 'WX_SECRET' | 'TOKEN' }>;

/** A call of WeChat's API. `secret` is the one field that is filled in by the shell; everything else is as it stands. */
export type ApiCall = Readonly<{
  url: string;
  /** in the query of a GET, in the JSON body of a POST */
  method: 'GET' | 'POST';
  fields: Readonly<Record<string, string | true>>;
  secret: Readonly<{ name: string; place: 'field' | 'query' }> & Variable;
  /** puts the access_token of the answer into TOKEN, for the next command */
  setsToken?: true;
}>;

/** One argument for a POSIX shell. */
const quote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * What reaches curl, by standard input: arguments of a process can be read by everybody on the machine, and `printf` is a
 * part of the shell.
 */
function curlLines({ url, method, fields, secret }: ApiCall): string[] {
  const variable = `"$${secret.variable}"`;
  if (method === 'GET') {
    const plain = Object.entries(fields).map(
      ([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`,
    );
    return [
      `printf %s ${variable} | curl -sS -G ${quote(url)}`,
      ...plain,
      `--data-urlencode ${secret.name}@-`,
    ];
  }
  const json = JSON.stringify(fields);
  const type = `-H 'Content-Type: application/json'`;
  if (secret.place === 'query') {
    const address = quote(`${url}?${secret.name}=`);
    return [`printf 'url = "%s%s"' ${address} ${variable} | curl -sS -K -`, type, `-d ${quote(json)}`];
  }
  const start = quote(`${json.slice(0, -1)},"${secret.name}":`);
  return [`printf '%s"%s"}' ${start} ${variable} |`, `curl -sS ${quote(url)} ${type} -d @-`];
}

/** For bash, zsh and every other POSIX shell. */
function curlForm(call: ApiCall): Form {
  const [first = '', ...more] = curlLines(call);
  const gap = first.endsWith('|') ? '\n  ' : ' \\\n  ';
  const command = [first, more.join(' \\\n  ')].join(gap);
  if (call.setsToken === undefined) return { shell: 'curl', text: command };
  const text = [
    `answer=$(${command})`,
    `printf '%s\\n' "$answer"`,
    `TOKEN=$(printf %s "$answer" | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')`,
  ].join('\n');
  return { shell: 'curl', text };
}

/** One value for PowerShell, which takes the typographic single quotes for plain ones. */
const quoteForPowerShell = (value: string | true): string =>
  value === true ? '$true' : `'${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`;

/**
 * For PowerShell 7 and Windows PowerShell 5.1: no curl, which is another command there (5.1 calls Invoke-WebRequest so) and
 * whose arguments 5.1 strips of their quotes. Nothing leaves the process but the request.
 */
function powerShellForm({ url, method, fields, secret, setsToken }: ApiCall): Form {
  const variable = secret.variable === 'TOKEN' ? '$TOKEN' : `$env:${secret.variable}`;
  const rows = Object.entries(fields).map(([name, value]) => `  ${name} = ${quoteForPowerShell(value)}`);
  if (secret.place === 'field') rows.push(`  ${secret.name} = ${variable}`);
  const table = `@{\n${rows.join('\n')}\n}`;
  const address =
    secret.place === 'query'
      ? `(${quoteForPowerShell(`${url}?${secret.name}=`)} + ${variable})`
      : quoteForPowerShell(url);
  const body =
    method === 'GET'
      ? `-Body ${table}`
      : `-Method Post -ContentType 'application/json; charset=utf-8' -Body (${table} | ConvertTo-Json)`;
  const command = `Invoke-RestMethod ${address} ${body}`;
  const text = setsToken
    ? `$answer = ${command}\n$answer | Format-List\n$TOKEN = $answer.access_token`
    : command;
  return { shell: 'PowerShell', text };
}

/** The call in each kind of shell. */
export const formsOf = (call: ApiCall): readonly Form[] => [curlForm(call), powerShellForm(call)];

const secretField = (name: string): ApiCall['secret'] => ({ name, place: 'field', variable: 'WX_SECRET' });
const tokenIn = (place: 'field' | 'query'): ApiCall['secret'] => ({
  name: 'access_token',
  place,
  variable: 'TOKEN',
});

/** The call that a press of Get makes. */
export function tokenCall(
  { endpoint, forceRefresh }: Readonly<{ endpoint: Endpoint; forceRefresh: boolean }>,
  appid: string,
  base: string,
): ApiCall {
  const force = forceRefresh ? { force_refresh: true as const } : {};
  return {
    url: `${base}/cgi-bin/${endpoint}`,
    method: endpoint === 'token' ? 'GET' : 'POST',
    fields: { grant_type: 'client_credential', ...force, appid },
    secret: secretField('secret'),
    setsToken: true,
  };
}

/** A read-only call to go on with. */
export const nextCall = (base: string): ApiCall => ({
  url: `${base}/cgi-bin/get_api_domain_ip`,
  method: 'GET',
  fields: {},
  secret: tokenIn('field'),
});

/**
 * Sets every count of this account back without a token; the field is `appsecret` here. Spends 1 of 10 a month.
 * https://developers.weixin.qq.com/doc/channels/api/basic/api_clearquotabyappsecret.html?lang=en
 */
export const clearBySecretCall = (appid: string, base: string): ApiCall => ({
  url: `${base}/cgi-bin/clear_quota/v2`,
  method: 'POST',
  fields: { appid },
  secret: secretField('appsecret'),
});

/** The same with a token. https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquota.html */
export const clearAllCall = (appid: string, base: string): ApiCall => ({
  url: `${base}/cgi-bin/clear_quota`,
  method: 'POST',
  fields: { appid },
  secret: tokenIn('query'),
});

/** Sets the count of one path back, with a token: 50 a month. https://developers.weixin.qq.com/doc/service/api/apimanage/api_clearapiquota */
export const clearPathCall = (cgiPath: string, base: string): ApiCall => ({
  url: `${base}/cgi-bin/openapi/quota/clear`,
  method: 'POST',
  fields: { cgi_path: cgiPath },
  secret: tokenIn('query'),
});
