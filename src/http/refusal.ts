import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '../log.ts';

/** What is turned down before any door. No language can be asked for here, so the words are in both. */
const refusals = {
  malformed_request: {
    status: 400,
    message:
      'Two programs could read this request differently, so it is not read. 该请求可能被不同程序作不同解读，因此不予处理。',
  },
  host_missing: {
    status: 400,
    message: 'A Host header is needed (RFC 9112, 3.2). 请求必须带有 Host 头。',
  },
  request_timeout: { status: 408, message: 'The request took too long to arrive. 请求未能及时完整到达。' },
  expectation_failed: {
    status: 417,
    message: 'Of Expect, only 100-continue is known here. Expect 仅支持 100-continue。',
  },
  wrong_host: {
    status: 421,
    message:
      'The target has to begin with /, and Host has to come once. 请求目标须以 / 开头，Host 须出现且仅出现一次。',
  },
  headers_too_large: { status: 431, message: 'The head of the request is too large. 请求头过大。' },
} as const;

export type RefusalCode = keyof typeof refusals;

/**
 * Headers that decide whom a request asks for, where it ends and what it holds: of two of them, two programs take different
 * ones. Two keys are no key at the doors that ask for one.
 */
const once = ['host', 'content-length', 'content-type', 'transfer-encoding'];
const bitOf: ReadonlyMap<string, number> = new Map(once.map((name, i) => [name, 1 << i]));
/** of nearly all other names the length tells that they are none of these */
const lengths: ReadonlySet<number> = new Set(once.map(({ length }) => length));

function repeatedHeader({ rawHeaders }: IncomingMessage): string | undefined {
  let seen = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const raw = rawHeaders[i] ?? '';
    if (!lengths.has(raw.length)) continue;
    const name = raw.toLowerCase();
    const bit = bitOf.get(name) ?? 0;
    if ((seen & bit) !== 0) return name;
    seen |= bit;
  }
  return undefined;
}

/** Node would take any coding for the end of its knowledge, and HTTP/1.0 has none (RFC 9112, 6.1). */
function isFramedClearly({ headers, httpVersion }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding'];
  return coding === undefined || (httpVersion === '1.1' && coding.toLowerCase() === 'chunked');
}

/** Why nobody may look at this request; undefined where it can be read in one way only. Node's parser refuses the rest. */
export function refusalOf(req: IncomingMessage): RefusalCode | undefined {
  const { url = '', httpVersion } = req;
  // such as a whole address, which would stand above the Host header (RFC 9112, 3.2.2), or *
  if (!url.startsWith('/')) return 'wrong_host';
  const repeated = repeatedHeader(req);
  if (repeated !== undefined) return repeated === 'host' ? 'wrong_host' : 'malformed_request';
  // Node would answer it itself, without our headers and our log; HTTP/1.0 has no such header
  if (httpVersion === '1.1' && req.headers.host === undefined) return 'host_missing';
  const isKnown = httpVersion === '1.1' || httpVersion === '1.0';
  const isClear = isKnown && isFramedClearly(req) && !url.includes('#');
  return isClear ? undefined : 'malformed_request';
}

/** What Node's parser says, in our words; whatever else it stumbles on is malformed. */
const parserErrors: ReadonlyMap<unknown, RefusalCode> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request_timeout'],
  ['HPE_HEADER_OVERFLOW', 'headers_too_large'],
]);

/** The refusal for an error of Node's parser. */
export const refusalOfError = ({ code }: NodeJS.ErrnoException): RefusalCode =>
  parserErrors.get(code) ?? 'malformed_request';

export type Refusing = Readonly<{
  /** Answers a request that nobody has looked at, and closes its connection. */
  refuse: (req: IncomingMessage, res: ServerResponse, code: RefusalCode) => void;
  /** The same where there is no request: status and headers alone. */
  refuseSocket: (socket: Socket, code: RefusalCode) => void;
}>;

/** Refusals in one shape, each with an id, a line in the log and `headers`. Nothing of the request is repeated. */
export function createRefusing(
  log: Pick<Log, 'info'> | undefined,
  headers: Readonly<Record<string, string>>,
): Refusing {
  function begin(code: RefusalCode, method?: string) {
    const requestId = randomUUID();
    const { status } = refusals[code];
    log?.info('request', {
      requestId,
      ...(method === undefined ? {} : { method }),
      route: '(none)',
      status,
      reason: code,
    });
    return { status, own: { ...headers, 'x-request-id': requestId, connection: 'close' } };
  }

  return {
    refuse: (req, res, code) => {
      const { status, own } = begin(code, req.method);
      const body = JSON.stringify({ error: code, message: refusals[code].message });
      res.writeHead(status, {
        ...own,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      });
      res.end(body);
    },
    refuseSocket: (socket, code) => {
      const { status, own } = begin(code);
      const lines = Object.entries({ ...own, 'content-length': '0' }).map(
        ([name, value]) => `${name}: ${value}`,
      );
      socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n'));
      socket.destroySoon();
    },
  };
}
