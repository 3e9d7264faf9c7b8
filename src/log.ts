import { createHash } from 'node:crypto';
import type { Config } from './config.ts';

/** All that a log line can hold. A secret or a token has no field here, and that is how it stays out. */
export type LogFields = Readonly<{
  requestId?: string;
  method?: string;
  /** the pattern of the route that answered, never the path as sent: people paste secrets into addresses */
  route?: string;
  status?: number;
  durationMs?: number;
  /** of a call to WeChat: success, errcode, or the stable word of a failure (upstream_timeout …) */
  outcome?: string;
  /** what failed on the way, more exactly (name_not_found …) */
  fault?: string;
  endpoint?: string;
  errcode?: number | undefined;
  rid?: string;
  /** class of an unexpected error; its message stays out */
  error?: string;
  /** file:line:column in our own code where it came from */
  at?: string;
  /** our own words, written in this project */
  message?: string;
  url?: string;
  signal?: string;
  /** alias of an account of the central server, as in accounts.json */
  account?: string;
  /** alias of who asked, as in accounts.json */
  client?: string;
  /** what came of it, in a stable word */
  reason?: string;
  /** what marks a token without being it: see markOf */
  token?: string;
  /** how many */
  count?: number;
  /** of whoever brought a wrong key; of nobody else */
  address?: string;
  /** where a key was brought: token, stable_token, ticket, report, gateway or operator */
  door?: string;
  /** of a call through the gateway, as the catalogue or the client's list has it: never the path as sent */
  path?: string;
  /** of the answer */
  bytes?: number;
}>;

type LogEvent =
  | 'listening'
  | 'warning'
  | 'request'
  | 'request_step'
  | 'wechat_call'
  | 'key_refused'
  | 'gateway_call'
  | 'token_fetched'
  | 'token_fetch_failed'
  | 'ticket_fetched'
  | 'ticket_fetch_failed'
  | 'token_replaced_elsewhere'
  | 'token_superseded'
  | 'forced_refresh'
  | 'accounts_loaded'
  | 'accounts_refused'
  | 'state_damaged'
  | 'state_foreign'
  | 'state_newer'
  | 'state_folder_gone'
  | 'state_folder_back'
  | 'state_unwritable'
  | 'state_writable'
  | 'store_away'
  | 'store_back'
  | 'store_emptied'
  | 'store_may_evict'
  | 'unexpected_error'
  | 'shutdown_started'
  | 'shutdown_forced'
  | 'shutdown_done';

const fieldNames: readonly (keyof LogFields)[] = [
  'requestId',
  'method',
  'route',
  'status',
  'durationMs',
  'outcome',
  'fault',
  'endpoint',
  'errcode',
  'rid',
  'error',
  'at',
  'message',
  'url',
  'signal',
  'account',
  'client',
  'reason',
  'token',
  'count',
  'address',
  'door',
  'path',
  'bytes',
];

export type Log = Readonly<Record<Config['logLevel'], (event: LogEvent, fields?: LogFields) => void>>;

/** A token in a log line: its first four characters, which are no secret, and eight of its SHA-256. */
export function markOf(token: string): string {
  const digest = createHash('sha256').update(token).digest('hex');
  return `${token.slice(0, 4)}…${digest.slice(0, 8)}`;
}

const levels: readonly Config['logLevel'][] = ['debug', 'info', 'warn', 'error'];

const maxTextLength = 300;

/** Printable, and nothing that JSON escapes: nearly all that is logged. */
const plain = /^[ !#-[\]-~]*$/;

const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

/** One member of a line, with the comma before it; nothing where there is no value. */
function memberOf(name: keyof LogFields, value: unknown): string {
  if (typeof value === 'number') return `,"${name}":${Number.isFinite(value) ? value : null}`;
  return typeof value === 'string' ? `,"${name}":${quoted(value.slice(0, maxTextLength))}` : '';
}

/** Time in UTC as ISO 8601, made once for all lines of a millisecond. */
function createTimestamp(): () => string {
  let madeFor = Number.NaN;
  let made = '';
  return () => {
    const now = Date.now();
    if (now !== madeFor) made = new Date(now).toISOString();
    madeFor = now;
    return made;
  };
}

/** Takes whole lines. */
export type LineSink = Readonly<{ write: (line: string) => void }>;

/**
 * One JSON line an event, time in UTC (ISO 8601); only the fields of `LogFields` ever reach it. Without a library: each
 * relayed call has a line, and one that logs whatever it is given costs several times as much.
 */
export function createLog(level: Config['logLevel'], sink: LineSink): Log {
  const timestamp = createTimestamp();
  const write = (name: Config['logLevel']): Log['info'] => {
    if (levels.indexOf(name) < levels.indexOf(level)) return () => {};
    return (event, fields = {}) => {
      let line = `{"level":"${name}","time":"${timestamp()}","event":"${event}"`;
      for (const field of fieldNames) line += memberOf(field, fields[field]);
      sink.write(`${line}}\n`);
    };
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** What may be said of an error that nobody expected: its class and the place in our code; never its message. */
export function describeError(error: unknown): Pick<LogFields, 'error' | 'at'> {
  if (!(error instanceof Error)) return { error: typeof error };
  // lines of the trace only: the message stands in `stack` as well
  const at = /^ {4}at .*\/((?:dist\/|(?<!dist\/))src\/[\w./-]+:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1];
  return { error: error.constructor.name, ...(at === undefined ? {} : { at }) };
}
