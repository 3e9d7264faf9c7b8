import type { Command, Form } from '../web/tips.ts';
import type { Endpoint } from '../wechat/client.ts';
import type { ApiCall } from './api-call.ts';
import { curlCommand } from './command-curl.ts';
import { nodeCommand } from './command-node.ts';
import { powerShellCommand } from './command-powershell.ts';
import { pythonCommand } from './command-python.ts';
import type { Texts } from './texts/index.ts';

/** How a command is written, by the language that people know it in; one more is one line here, and one way to set a variable. */
const languages = {
  curl: curlCommand,
  PowerShell: powerShellCommand,
  Node: nodeCommand,
  Python: pythonCommand,
} as const satisfies Record<string, (call: ApiCall) => string>;

type Language = keyof typeof languages;

/** How the secret of a call gets to where the command finds it, without a history keeping it. */
const setters: Readonly<Record<Language, (variable: string) => string>> = {
  curl: (variable) => `read -rs ${variable}`,
  PowerShell: (variable) => `${variable === 'TOKEN' ? '$' : '$env:'}${variable} = Read-Host`,
  Node: (variable) => `read -rs ${variable} && export ${variable} && node`,
  Python: (variable) => `read -rs ${variable} && export ${variable} && python3`,
};

/** The call in each language. */
export const formsOf = (call: ApiCall): readonly (Form & Readonly<{ shell: Language }>)[] =>
  // the keys of the object above, which has no others
  (Object.keys(languages) as Language[]).map((shell) => ({ shell, text: languages[shell](call) }));

/**
 * The call as a panel of commands, for views/partials/commands.ejs. Each has its own line on how the secret is set, unless
 * the command before has set it (`isSet`); `hint` is what holds for all of them.
 */
export function commandOf(
  heading: string,
  call: ApiCall,
  { request }: Texts,
  { hint, isSet = false }: Readonly<{ hint?: string; isSet?: boolean }> = {},
): Command {
  const { variable } = call.secret;
  const text = request.set[variable];
  const forms = formsOf(call).map((form) =>
    isSet
      ? form
      : {
          ...form,
          before: { text, command: setters[form.shell](variable) },
          ...(form.shell === 'PowerShell' ? { note: request.oldWindows } : {}),
        },
  );
  return { heading, forms, ...(hint === undefined ? {} : { hint }) };
}

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
