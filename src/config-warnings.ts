import { isLoopback } from './setting-values.ts';
import type { Environment } from './settings.ts';

/** Node's own switches that would print a URL, secret included, or send it to whoever answers. */
export function nodeSwitches(env: Environment): string[] {
  const found: string[] = [];
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    found.push(
      'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off: any machine on the way could read the secrets. Remove it; for a private CA set NODE_EXTRA_CA_CERTS',
    );
  }
  // any section: which of them print an address changes with Node and undici, and websocket is one of them
  if (env.NODE_DEBUG) {
    found.push(
      'NODE_DEBUG makes Node print the addresses it calls, and a token call has the secret in its address. Remove it',
    );
  }
  if (/\*|express|router|body-parser|send|ioredis/i.test(env.DEBUG ?? '')) {
    found.push(
      'DEBUG makes libraries print the addresses that browsers ask for, or the password of Redis. Remove it',
    );
  }
  return found;
}

/** What is said of an address that other machines reach. */
export function exposure(host: string, publicUrl: string | undefined): string[] {
  if (isLoopback(host)) return [];
  const warning = `HOST=${host} lets other machines reach this page. There is no login: whoever reaches it can use it`;
  if (publicUrl?.startsWith('https:')) return [`${warning}. Let only the proxy in front reach this port`];
  return [
    `${warning}, and over plain http the secrets they type can be read on the way. Put a proxy with https in front`,
  ];
}

/** What is said of a key that opens nothing. */
export function keyWithoutAccounts({
  operatorKey,
  accountsFile,
}: Readonly<{ operatorKey: string | undefined; accountsFile: string | undefined }>): string[] {
  if (operatorKey === undefined || accountsFile !== undefined) return [];
  return [
    'OPERATOR_KEY opens nothing: /central and /metrics belong to the central server, and ACCOUNTS_FILE is not set',
  ];
}

/** What is said of a Redis to which tokens travel in the clear; a container beside this one is on no foreign network. */
export function redisExposure(redisUrl: string | undefined, isProduction: boolean): string[] {
  const url = redisUrl === undefined ? undefined : new URL(redisUrl);
  if (url === undefined || url.protocol === 'rediss:' || isLoopback(url.hostname)) return [];
  const isContainer = /^[^.:[]+$/.test(url.hostname);
  if (isProduction && isContainer) return [];
  return [
    'REDIS_URL: tokens travel unencrypted to another machine. Use rediss://, or a Redis on this machine',
  ];
}
