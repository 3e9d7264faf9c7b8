// A port that passes connections on to another one, which a test may change: one address, now bad, now good.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Relay = Readonly<{
  port: number;
  /** where connections go from now on; undefined: they are reset */
  target: (port: number | undefined) => void;
  /** connections that were made so far */
  connections: () => number;
  openSockets: () => number;
  close: () => void;
}>;

export async function startRelay(port: number | undefined): Promise<Relay> {
  let target = port;
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    if (target === undefined) {
      socket.resetAndDestroy();
      return;
    }
    const onward = connect(target, '127.0.0.1');
    onward.on('error', () => socket.destroy()).once('close', () => socket.destroy());
    socket.once('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // a server that listens on a port has an AddressInfo
    port: (server.address() as AddressInfo).port,
    target: (next) => {
      target = next;
    },
    connections: () => connections,
    openSockets: () => open.size,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
