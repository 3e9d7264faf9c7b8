import type { TokenForm } from './form.ts';

/** One argument for a POSIX shell. */
const quote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** The same call as a command: the secret is `$WX_SECRET`, never the value. */
export function tokenCommand(form: TokenForm, appid: string, base: string): string {
  if (form.endpoint === 'token') {
    return [
      `curl -G ${quote(`${base}/cgi-bin/token`)}`,
      '-d grant_type=client_credential',
      `--data-urlencode ${quote(`appid=${appid}`)}`,
      '--data-urlencode "secret=$WX_SECRET"',
    ].join(' \\\n  ');
  }
  const force = form.forceRefresh ? { force_refresh: true } : {};
  const fields = JSON.stringify({ grant_type: 'client_credential', ...force, appid }).slice(0, -1);
  // the variable stands between two single-quoted parts, so that the shell fills it in
  const body = `${quote(`${fields},"secret":"`)}"$WX_SECRET"'"}'`;
  return [
    `curl ${quote(`${base}/cgi-bin/stable_token`)}`,
    `-H 'Content-Type: application/json'`,
    `-d ${body}`,
  ].join(' \\\n  ');
}

/** A read-only call to go on with; the token is `$TOKEN`. */
export function nextCommand(base: string): string {
  return `curl "${base}/cgi-bin/get_api_domain_ip?access_token=$TOKEN"`;
}
