import type { Socket } from 'node:net';

const statusLine = /^HTTP\/1\.[01] 1\d\d[ \r]/;
const longestStatusLine = 'HTTP/1.1 100 '.length;

const statusDigit = 'HTTP/1.1 '.length;
const one = 0x31;

/** No head of WeChat's comes near; more is left to the parser, which has a bound of its own. */
const longestHead = 16_384;

/** Could these bytes become the head of an interim answer? 101 is none: it hands the connection over. */
function isInterim(bytes: Buffer): boolean {
  const start = bytes.subarray(0, longestStatusLine).toString('latin1');
  const whole = start + 'HTTP/1.1 100 '.slice(start.length);
  return statusLine.test(whole) && !start.startsWith('101', 9) && bytes.length <= longestHead;
}

const nothing = Buffer.alloc(0);

/** Nearly all are: their status line is whole and begins with another digit. */
const isPlainAnswer = (bytes: Buffer): boolean =>
  bytes.length >= longestStatusLine && bytes[statusDigit] !== one;

/** What follows all interim answers; undefined while more has to come before that can be said. */
function behindInterim(bytes: Buffer): Buffer | undefined {
  let rest = bytes;
  while (isInterim(rest)) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    rest = rest.subarray(end + 4);
  }
  return rest;
}

/**
 * Hides interim answers (RFC 9110, 15.2: any number of 1xx may come before the answer, wanted or not) from whoever reads
 * this connection: undici takes a 100 for a broken answer. One request at a time, each written before its answer.
 */
export function passOverInterim(socket: Socket): Socket {
  const read = socket.read.bind(socket);
  const write: (...args: Parameters<Socket['write']>) => boolean = socket.write.bind(socket);
  let unread: Buffer | undefined;
  return Object.assign(socket, {
    write: (...args: Parameters<Socket['write']>) => {
      unread = nothing;
      return write(...args);
    },
    read: (size?: number): unknown => {
      const chunk: unknown = read(size);
      if (unread === undefined || !Buffer.isBuffer(chunk)) return chunk;
      if (unread === nothing && isPlainAnswer(chunk)) {
        unread = undefined;
        return chunk;
      }
      unread = Buffer.concat([unread, chunk]);
      const rest = behindInterim(unread);
      // an interim answer that is not whole, or a status line: the next bytes tell
      if (rest === undefined || rest.length === 0) {
        unread = rest ?? unread;
        return null;
      }
      unread = undefined;
      return rest;
    },
  });
}
