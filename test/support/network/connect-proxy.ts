// A forward proxy that knows CONNECT, as in front of many servers that call WeChat.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What the proxy does with a CONNECT. */
export type ProxyMode =
  | 'forward'
  | 'interim-first'
  | 'ask-for-password'
  | 'forbid'
  | 'unavailable'
  | 'hang'
  | 'reset'
  | 'end'
  | 'speak-no-http'
  | 'reset-tunnel'
  | 'hang-tunnel';

export type ConnectProxy = Readonly<{
  port: number;
  mode: (mode: ProxyMode) => void;
  /** one line for each CONNECT: the target, and the Proxy-Authorization that came with it */
  asked: readonly Readonly<{ target: string; authorization: string | undefined }>[];
  openSockets: () => number;
  close: () => void;
}>;

const established = 'HTTP/1.1 200 Connection established\r\n\r\n';
const refusal = (status: string): string =>
  `HTTP/1.1 ${status}\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n`;

function forward(target: string, socket: Socket): void {
  const { hostname, port } = new URL(`http://${target}`);
  const onward = connect(Number(port), hostname);
  onward.on('error', () => socket.destroy()).once('close', () => socket.destroy());
  socket.once('close', () => onward.destroy());
  onward.once('connect', () => {
    socket.write(established);
    socket.pipe(onward).pipe(socket);
  });
}

export async function startConnectProxy(): Promise<ConnectProxy> {
  let current: ProxyMode = 'forward';
  const asked: { target: string; authorization: string | undefined }[] = [];
  const open = new Set<Socket>();
  const play: Readonly<Record<ProxyMode, (target: string, socket: Socket) => void>> = {
    forward,
    'interim-first': (target, socket) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n');
      forward(target, socket);
    },
    'ask-for-password': (_target, socket) => socket.end(refusal('407 Proxy Authentication Required')),
    forbid: (_target, socket) => socket.end(refusal('403 Forbidden')),
    unavailable: (_target, socket) => socket.end(refusal('503 Service Unavailable')),
    hang: () => {},
    reset: (_target, socket) => socket.resetAndDestroy(),
    end: (_target, socket) => socket.end(),
    'speak-no-http': (_target, socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n'),
    'reset-tunnel': (_target, socket) => {
      socket.write(established);
      socket.once('data', () => socket.resetAndDestroy());
    },
    'hang-tunnel': (_target, socket) => {
      socket.write(established);
      socket.resume();
    },
  };
  const server = createServer((_req, res) => void res.writeHead(405).end());
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
  });
  server.on('connect', (req: IncomingMessage, socket: Socket) => {
    const target = req.url ?? '';
    asked.push({ target, authorization: req.headers['proxy-authorization'] });
    // Node's HTTP server keeps its half open when the other one ends
    socket.once('end', () => socket.destroy());
    socket.resume();
    play[current](target, socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // a server that listens on a port has an AddressInfo
    port: (server.address() as AddressInfo).port,
    mode: (mode) => {
      current = mode;
    },
    asked,
    openSockets: () => open.size,
    close: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
