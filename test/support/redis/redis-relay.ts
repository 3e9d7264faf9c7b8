// The way of one instance to Redis, which a test may cut, freeze, or stop at a named request.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** `cut`: connections are reset; `frozen`: nothing goes either way, and all of it later. */
export type Way = 'open' | 'cut' | 'frozen';

export type RedisRelay = Readonly<{
  port: number;
  set: (way: Way) => void;
  /**
   * Resolves at the next request that holds this text. Redis does not get it (`request`), or gets it and its answer
   * stays here (`answer`); nor does anything go on this connection after it, until the way is set anew.
   */
  holdAt: (text: string, what: 'request' | 'answer') => Promise<void>;
  close: () => void;
}>;

type Pair = { client: Socket; server: Socket; tail: string };
type Hold = Readonly<{ text: string; what: 'request' | 'answer'; reached: () => void }>;

export async function startRedisRelay(target: number): Promise<RedisRelay> {
  const pairs = new Set<Pair>();
  let way: Way = 'open';
  let hold: Hold | undefined;

  /** Is this the request that is waited for? It may come in pieces. */
  function isReached(pair: Pair, chunk: Buffer): boolean {
    if (hold === undefined) return false;
    const text = pair.tail + chunk.toString('latin1');
    pair.tail = text.slice(-hold.text.length);
    return text.includes(hold.text);
  }

  function onRequest(pair: Pair, chunk: Buffer): void {
    if (hold === undefined || !isReached(pair, chunk)) return void pair.server.write(chunk);
    const { what, reached } = hold;
    hold = undefined;
    pair.server.pause();
    pair.client.pause();
    if (what === 'answer') pair.server.write(chunk);
    else pair.client.unshift(chunk);
    reached();
  }

  const listener = createServer((client) => {
    if (way === 'cut') {
      client.on('error', () => {});
      client.resetAndDestroy();
      return;
    }
    const pair: Pair = { client, server: connect(target, '127.0.0.1'), tail: '' };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      pair.server.destroy();
    };
    for (const socket of [client, pair.server]) socket.on('error', () => {}).once('close', end);
    client.on('data', (chunk: Buffer) => onRequest(pair, chunk));
    pair.server.on('data', (chunk: Buffer) => void client.write(chunk));
    if (way === 'frozen') for (const socket of [client, pair.server]) socket.pause();
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');

  function set(next: Way): void {
    way = next;
    hold = undefined;
    for (const { client, server } of pairs) {
      if (way === 'cut') client.resetAndDestroy();
      for (const socket of [client, server]) {
        if (way === 'frozen') socket.pause();
        else socket.resume();
      }
    }
  }

  return {
    // a server that listens on a port has an AddressInfo
    port: (listener.address() as AddressInfo).port,
    set,
    holdAt: (text, what) =>
      new Promise((resolve) => {
        hold = { text, what, reached: resolve };
      }),
    close: () => {
      set('cut');
      listener.close();
    },
  };
}
