import type { z } from 'zod';
import { clean } from './page/clean.ts';
import { type FileRead, readTextFile } from './read-file.ts';
import { isLoopback, type SettingName, settings } from './settings.ts';

/** Everything that can be set, complete and checked. The rest of the code never asks whether a setting is there. */
export type Config = Readonly<{
  host: string;
  /** 0: any free port */
  port: number;
  /** origin that browsers use, without a slash at its end */
  publicUrl: string | undefined;
  /** host names, lower case, without port; the host of PUBLIC_URL is among them */
  allowedHosts: readonly string[];
  /** as Express takes it: hops, or addresses and ranges */
  trustProxy: false | number | readonly string[];
  page: boolean;
  /** without a slash at its end */
  wechatApiBase: string;
  timeoutMs: number;
  httpsProxy: string | undefined;
  noProxy: string;
  /** POSTs of one client in a minute */
  rateLimit: number;
  /** turns the central server on */
  accountsFile: string | undefined;
  /** where its tokens survive a restart */
  stateDir: string;
  /** several instances share tokens, locks and limits */
  redisUrl: string | undefined;
  /** opens the status page and the metrics; without it both are closed */
  operatorKey: string | undefined;
  /** token reads of one client key in a minute; undefined: no bound */
  clientRateLimit: number | undefined;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  shutdownTimeoutMs: number;
  /** NODE_ENV=production: what is unsafe is refused, and not only warned of */
  isProduction: boolean;
  /** what works but should not stay so, one sentence each */
  warnings: readonly string[];
}>;

export type ConfigResult =
  | Readonly<{ ok: true; config: Config }>
  | Readonly<{ ok: false; problems: readonly string[] }>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that may hold a password, so that each is also read from the file that NAME_FILE points to. */
const secretSettings: readonly SettingName[] = ['HTTPS_PROXY', 'OPERATOR_KEY', 'REDIS_URL'];

/** curl and most tools read these two in lower case as well, and prefer that. */
const lowerCaseToo: readonly SettingName[] = ['HTTPS_PROXY', 'NO_PROXY'];

function rawValue(name: SettingName, env: Environment): string | undefined {
  const lower = lowerCaseToo.includes(name) ? env[name.toLowerCase()] : undefined;
  const value = clean(lower || env[name] || '').value;
  return value === '' ? undefined : value;
}

/** No secret is longer. */
const largestFile = 64 * 1024;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001F\u007F-\u009F]/;

/** Reads the files behind NAME_FILE, as a start does, for `parseConfig`. Never rejects. */
export async function readSettingFiles(env: Environment): Promise<(path: string) => FileRead> {
  const read = new Map<string, FileRead>();
  for (const name of secretSettings) {
    const path = env[`${name}_FILE`];
    if (path) read.set(path, await readTextFile(path, { maxBytes: largestFile, pipes: true }));
  }
  return (path) => read.get(path) ?? { ok: false, why: 'it was not read' };
}

/** Node's own switches that would print a URL, secret included, or send it to whoever answers. */
function nodeSwitches(env: Environment): string[] {
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

/**
 * Reads every setting from `env` (empty counts as unset) and reports all mistakes at once, one sentence each, led by
 * the setting's name. Values never appear in them. `readFile` opens the files behind NAME_FILE.
 */
export function parseConfig(env: Environment, readFile: (path: string) => FileRead): ConfigResult {
  const isProduction = env.NODE_ENV === 'production';
  const problems: string[] = [];
  const exposed: string[] = [];

  function textOf(name: SettingName): string | undefined {
    const value = rawValue(name, env);
    const file = secretSettings.includes(name) ? env[`${name}_FILE`] : undefined;
    if (!file) return value;
    if (value !== undefined) problems.push(`${name} and ${name}_FILE are both set: keep one`);
    const read = readFile(file);
    if (!read.ok) {
      problems.push(`${name}_FILE: that file cannot be read: ${read.why}`);
      return undefined;
    }
    if (read.exposed !== undefined) exposed.push(`${name}_FILE ${read.exposed}`);
    return clean(read.text).value;
  }

  function read<N extends SettingName>(name: N): z.output<(typeof settings)[N]['schema']> | undefined {
    const { fallback, schema, expects } = settings[name];
    const text = textOf(name) ?? fallback;
    if (text === undefined) return undefined;
    if (control.test(text)) {
      problems.push(`${name}: holds a line break or another control character, so more than one value`);
      return undefined;
    }
    const parsed = schema.safeParse(text);
    // zod cannot follow the index by N; the row's own schema has just made this value
    if (parsed.success) return parsed.data as z.output<(typeof settings)[N]['schema']>;
    problems.push(`${name}: expected ${expects}`);
    return undefined;
  }

  const publicUrl = read('PUBLIC_URL');
  const draft = {
    host: read('HOST') ?? '',
    port: read('PORT') ?? 0,
    publicUrl,
    allowedHosts: [...(read('ALLOWED_HOSTS') ?? []), ...(publicUrl ? [new URL(publicUrl).hostname] : [])],
    trustProxy: read('TRUST_PROXY') ?? (false as const),
    page: read('PAGE') ?? true,
    wechatApiBase: read('WECHAT_API_BASE') ?? '',
    timeoutMs: read('WECHAT_TIMEOUT_MS') ?? 0,
    httpsProxy: read('HTTPS_PROXY'),
    noProxy: read('NO_PROXY') ?? '',
    rateLimit: read('RATE_LIMIT') ?? 0,
    accountsFile: read('ACCOUNTS_FILE'),
    stateDir: read('STATE_DIR') ?? '',
    redisUrl: read('REDIS_URL'),
    operatorKey: read('OPERATOR_KEY'),
    clientRateLimit: read('CLIENT_RATE_LIMIT'),
    logLevel: read('LOG_LEVEL') ?? ('info' as const),
    shutdownTimeoutMs: read('SHUTDOWN_TIMEOUT_MS') ?? 0,
    isProduction,
  };

  if (draft.operatorKey !== undefined && draft.accountsFile === undefined) {
    problems.push(
      'OPERATOR_KEY: opens the pages of the central server, so set ACCOUNTS_FILE as well, or remove it',
    );
  }
  const switches = nodeSwitches(env);
  if (isProduction) problems.push(...switches, ...exposed);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      ...draft,
      warnings: [
        ...switches,
        ...exposed,
        ...exposure(draft.host, publicUrl),
        ...redisExposure(draft.redisUrl),
      ],
    },
  };
}

function exposure(host: string, publicUrl: string | undefined): string[] {
  if (isLoopback(host)) return [];
  const warning = `HOST=${host} lets other machines reach this page. There is no login: whoever reaches it can use it`;
  if (publicUrl?.startsWith('https:')) return [`${warning}. Let only the proxy in front reach this port`];
  return [
    `${warning}, and over plain http the secrets they type can be read on the way. Put a proxy with https in front`,
  ];
}

function redisExposure(redisUrl: string | undefined): string[] {
  const url = redisUrl === undefined ? undefined : new URL(redisUrl);
  if (url === undefined || url.protocol === 'rediss:' || isLoopback(url.hostname)) return [];
  return ['REDIS_URL: tokens travel unencrypted to another machine. Use rediss://, or a network of your own'];
}
