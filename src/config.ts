import type { z } from 'zod';
import { clean } from './clean.ts';
import { exposure, keyWithoutAccounts, nodeSwitches, redisExposure } from './config-warnings.ts';
import { type FileRead, readTextFile } from './read-file.ts';
import { mistypedSettings, secretSettings } from './setting-names.ts';
import { type Environment, type SettingName, settings } from './settings.ts';

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
  /** of a call through the gateway: from the request's last byte to the answer's */
  gatewayTimeoutMs: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  shutdownTimeoutMs: number;
  /** NODE_ENV=production: what is unsafe is refused, and not only warned of */
  isProduction: boolean;
  /** what works but should not stay so, one sentence each */
  warnings: readonly string[];
}>;

export type ConfigResult =
  | Readonly<{ ok: true; config: Config }>
  /** the accounts file all the same, so that what is wrong with it can be said at once */
  | Readonly<{ ok: false; problems: readonly string[]; accountsFile: string | undefined }>;

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
    gatewayTimeoutMs: read('GATEWAY_TIMEOUT_MS') ?? 0,
    logLevel: read('LOG_LEVEL') ?? ('info' as const),
    shutdownTimeoutMs: read('SHUTDOWN_TIMEOUT_MS') ?? 0,
    isProduction,
  };

  // what works elsewhere, but not where it counts
  const unsafe = [...nodeSwitches(env), ...exposed, ...redisExposure(draft.redisUrl, isProduction)];
  if (isProduction) problems.push(...unsafe);
  if (problems.length > 0) return { ok: false, problems, accountsFile: draft.accountsFile };
  return {
    ok: true,
    config: {
      ...draft,
      warnings: [
        ...unsafe,
        ...exposure(draft.host, publicUrl),
        ...keyWithoutAccounts(draft),
        ...mistypedSettings(
          env,
          lowerCaseToo.map((name) => name.toLowerCase()),
        ),
      ],
    },
  };
}
