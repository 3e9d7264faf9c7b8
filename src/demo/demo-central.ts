// A central server to try out: two accounts of the simulator, and keys that end with the demo.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type DemoCentral = Readonly<{
  /** settings that turn the central server on, over those of the environment */
  env: Readonly<Record<string, string | undefined>>;
  clientKey: string;
  /** of a client that calls through the gateway, and may write drafts there */
  writerKey: string;
  /** of one that may do nothing but reach the simulator's own path, which listens inside a container only */
  simulatorKey: string;
  operatorKey: string;
  /** takes accounts and state away again */
  remove: () => void;
}>;

/** The accounts that the demo keeps tokens for. */
export const accounts = [
  { name: 'shop', appid: 'wx00000000000000aa', endpoint: 'stable_token' },
  { name: 'news', appid: 'wx00000000000000bb', endpoint: 'token' },
] as const;

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Writes accounts and an empty state into a folder of their own. */
export function prepareCentral(): DemoCentral {
  const clientKey = randomBytes(32).toString('base64url');
  const writerKey = randomBytes(32).toString('base64url');
  const simulatorKey = randomBytes(32).toString('base64url');
  const operatorKey = randomBytes(24).toString('hex');
  const names = accounts.map(({ name }) => name);
  const clients = [
    { name: 'demo', keySha256: digestOf(clientKey), accounts: names, forceRefresh: true },
    { name: 'writer', keySha256: digestOf(writerKey), accounts: [accounts[0].name], gateway: ['drafts'] },
    {
      name: 'simulator',
      keySha256: digestOf(simulatorKey),
      accounts: [accounts[0].name],
      gateway: ['/simulator/replace'],
    },
  ];
  const withSecrets = accounts.map((account) => ({ ...account, secret: randomBytes(16).toString('hex') }));

  const folder = mkdtempSync(join(tmpdir(), 'wechat-access-token-demo-'));
  const accountsFile = join(folder, 'accounts.json');
  const text = JSON.stringify({ accounts: withSecrets, clients }, null, 2);
  writeFileSync(accountsFile, text, { mode: 0o600 });
  return {
    env: {
      ACCOUNTS_FILE: accountsFile,
      STATE_DIR: join(folder, 'state'),
      OPERATOR_KEY: operatorKey,
      // of a real server: the demo must not meet its key or its tokens
      OPERATOR_KEY_FILE: undefined,
      REDIS_URL: undefined,
      REDIS_URL_FILE: undefined,
    },
    clientKey,
    writerKey,
    simulatorKey,
    operatorKey,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a newcomer can do with it in the first minute, as lines to copy. */
export function describeCentral(url: string, { clientKey, operatorKey }: DemoCentral): string {
  const rows = accounts.map(({ name, appid, endpoint }) => `  ${appid}  ${name}, endpoint ${endpoint}`);
  const token = `curl -s '${url}/cgi-bin/token?grant_type=client_credential&appid=${accounts[0].appid}&secret=${clientKey}'`;
  const ticket = `curl -s "${url}/cgi-bin/ticket/getticket?type=jsapi&access_token=$(${token} | cut -d '"' -f 4)"`;
  return [
    'The central server, which keeps the tokens of two accounts:',
    rows.join('\n'),
    `A token, by WeChat’s own protocol; the secret in it is a client key (${clientKey}):`,
    `  ${token}`,
    'A jsapi_ticket, with that token:',
    `  ${ticket}`,
    `Its accounts at a glance: ${url}/central (any user name, password ${operatorKey})`,
    `On the page, Get with ${accounts[1].appid} warns first: that token is kept for others.`,
  ].join('\n\n');
}
