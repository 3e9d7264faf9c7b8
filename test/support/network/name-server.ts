// A name server on this machine that knows one name, and may change its mind.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { TestContext } from 'node:test';

export type NameServer = Readonly<{
  port: number;
  /** what it answers from now on: an IPv4 address */
  point: (address: string) => void;
}>;

const responseFlags = 0x8180;

/** Answers each question with one A record that may be kept for a second (RFC 1035). */
export async function startNameServer(t: TestContext, first: string): Promise<NameServer> {
  let address = first;
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address: from }) => {
    // the question begins after 12 bytes: labels up to a zero, then type and class
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(responseFlags, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(1, 6);
    // a pointer to the name in the question, type A, class IN, 1 s, 4 bytes
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)]);
    socket.send(Buffer.concat([head, question, answer]), port, from);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => void socket.close());
  return { port: socket.address().port, point: (next) => (address = next) };
}
