// The way to a Redis that at times answers what no Redis does.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** What comes back to a request: in place of Redis' answer, or before it, as bytes of its protocol. */
export type Lie = Readonly<{ text: string; instead: boolean; to?: RegExp }>;

export type RedisLiar = Readonly<{
  port: number;
  /** tells this from here on; undefined: the truth */
  tell: (lie: Lie | undefined) => void;
  /** how often the present lie was told */
  told: () => number;
  close: () => void;
}>;

/** Stands in front of a real Redis. */
export async function startRedisLiar(target: number): Promise<RedisLiar> {
  let lie: Lie | undefined;
  let told = 0;
  const listener = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', () => {}).once('close', end);
    let isLying = false;
    client.on('data', (chunk: Buffer) => {
      isLying = lie !== undefined && (lie.to ?? /./).test(chunk.toString('latin1'));
      if (lie !== undefined && isLying) {
        told += 1;
        client.write(Buffer.from(lie.text, 'latin1'));
      }
      if (!isLying || !lie?.instead) server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => void client.write(chunk));
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    // a server that listens on a port has an AddressInfo
    port: (listener.address() as AddressInfo).port,
    tell: (next) => {
      lie = next;
      told = 0;
    },
    told: () => told,
    close: () => void listener.close(),
  };
}
