import { z } from 'zod';
import {
  hostName,
  isAddressOfHost,
  isApiBase,
  isOwnKey,
  isProxyUrl,
  isPublicUrl,
  isRedisUrl,
  list,
  trustProxy,
  wholeNumber,
} from './setting-values.ts';

/** Variables by their names, as the process was given them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * One row a setting: its text default (undefined: none), how it is read, and what is expected, in words that never
 * repeat a value: anybody can put a secret behind the wrong name.
 */
export const settings = {
  HOST: {
    fallback: '127.0.0.1',
    schema: z.string().refine(isAddressOfHost),
    expects: 'an address of this machine, such as 127.0.0.1 or ::1',
  },
  PORT: {
    fallback: '3000',
    schema: wholeNumber(0, 65535),
    expects: 'a whole number from 0 (any free port) to 65535',
  },
  PUBLIC_URL: {
    fallback: undefined,
    schema: z
      .string()
      .refine(isPublicUrl)
      .transform((v) => new URL(v).origin),
    expects: 'the address that browsers use, http:// or https://, without a path',
  },
  ALLOWED_HOSTS: {
    fallback: '',
    schema: z
      .string()
      .transform((v) => list(v.toLowerCase()))
      .refine((names) => names.every((n) => hostName.test(n))),
    expects: 'host names, comma separated, without scheme, port or wildcard',
  },
  TRUST_PROXY: {
    fallback: 'off',
    schema: trustProxy,
    expects:
      'the number of proxies in front (1 to 10), loopback, or their addresses. true is refused: it lets anyone forge X-Forwarded-For and so escape the rate limit',
  },
  PAGE: { fallback: 'on', schema: z.enum(['on', 'off']).transform((v) => v === 'on'), expects: 'on or off' },
  WECHAT_API_BASE: {
    fallback: 'https://api.weixin.qq.com',
    schema: z
      .string()
      .refine(isApiBase)
      .transform((v) => new URL(v))
      // put together again: a bare ? or # at the end would swallow the path that is added
      .transform(({ origin, pathname }) => (origin + pathname).replace(/\/+$/, '')),
    expects:
      'an https:// address without user, query or fragment; http:// only for this machine (127.0.0.1, localhost), since the AppSecret would cross the network readable. WeChat answers at https://api.weixin.qq.com, in Cloud Hosting as well; a relay of your own needs TLS, or a tunnel that begins on this machine',
  },
  WECHAT_TIMEOUT_MS: {
    fallback: '8000',
    schema: wholeNumber(100, 60_000),
    expects: 'milliseconds, 100 to 60000',
  },
  HTTPS_PROXY: {
    fallback: undefined,
    schema: z.string().refine(isProxyUrl),
    expects: 'the http:// or https:// address of a proxy; a % in user or password is written %25',
  },
  NO_PROXY: { fallback: '', schema: z.string(), expects: 'host names, comma separated' },
  RATE_LIMIT: { fallback: '30', schema: wholeNumber(1, 100_000), expects: 'POSTs a minute, 1 to 100000' },
  ACCOUNTS_FILE: { fallback: undefined, schema: z.string(), expects: 'the path of a JSON file' },
  STATE_DIR: { fallback: './state', schema: z.string(), expects: 'the path of a folder' },
  REDIS_URL: {
    fallback: undefined,
    schema: z.string().refine(isRedisUrl),
    expects:
      'the redis:// or rediss:// address of a Redis, such as rediss://user:password@redis.example.com:6379',
  },
  OPERATOR_KEY: {
    fallback: undefined,
    schema: z.string().refine(isOwnKey),
    expects:
      'a key of your own of at least 16 characters that nobody can guess, without blanks and at most 1024 bytes long, such as what `openssl rand -hex 24` prints',
  },
  CLIENT_RATE_LIMIT: {
    fallback: 'off',
    schema: z.union([z.literal('off').transform(() => undefined), wholeNumber(1, 10_000_000)]),
    expects: 'off, or token reads a minute, 1 to 10000000',
  },
  GATEWAY_TIMEOUT_MS: {
    fallback: '30000',
    schema: wholeNumber(1000, 600_000),
    expects: 'milliseconds, 1000 to 600000',
  },
  LOG_LEVEL: {
    fallback: 'info',
    schema: z.enum(['debug', 'info', 'warn', 'error']),
    expects: 'debug, info, warn or error',
  },
  SHUTDOWN_TIMEOUT_MS: {
    fallback: '10000',
    schema: wholeNumber(0, 600_000),
    expects: 'milliseconds, 0 to 600000',
  },
} as const;

export type SettingName = keyof typeof settings;

/** The settings and their defaults, for the test that holds .env.example to this file. */
export const settingDefaults: ReadonlyMap<string, string | undefined> = new Map(
  Object.entries(settings).map(([name, { fallback }]) => [name, fallback]),
);
