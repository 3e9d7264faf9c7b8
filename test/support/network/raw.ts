// What an HTTP client would refuse to send: bytes over a bare socket.
import { connect, type Socket } from 'node:net';

/** A connection to this address, ready to be written to. */
export function openSocket(origin: string): Socket {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''));
  // an RST behind an answer that was given early is none of the caller's business
  socket.on('error', () => {});
  return socket;
}

/** Everything that comes until the server closes the connection. */
export function readAll(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((resolve) => socket.once('close', () => resolve(text)));
}

/** Sends these lines as the head of a request, and a body if there is one; the answer as it came. */
export function sendRaw(origin: string, head: readonly string[], body = ''): Promise<string> {
  const socket = openSocket(origin);
  const answer = readAll(socket);
  socket.write(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  return answer;
}

/** The status of an answer that `sendRaw` gave; 0 when there was none. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
