import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '../log.ts';
import { connectionLimits, watchConnections } from './connections.ts';
import { createRefusing, type RefusalCode, refusalOf, refusalOfError } from './refusal.ts';
import { fixedHeaders } from './security-headers.ts';

/** Short enough that ten thousand half-sent requests do not stay (408). Of a body connections.ts keeps the time. */
export const limits = {
  headersTimeout: 10_000,
  requestTimeout: 0,
  connectionsCheckingInterval: 2_000,
  ...connectionLimits,
};

export type ListenOptions = Partial<typeof limits> & Readonly<{ log?: Log; isHttps?: boolean }>;

export type Listening = Readonly<{ server: Server; url: string }>;

/**
 * Listens, or rejects with Node's error (`code` EADDRINUSE, EACCES, EADDRNOTAVAIL …). `app` gets what can be read in one
 * way only, from connections within their bounds; everything else is refused here, alike for every path.
 */
export function listen(
  app: RequestListener,
  host: string,
  port: number,
  { log, isHttps = false, ...own }: ListenOptions = {},
): Promise<Listening> {
  const bounds = { ...limits, ...own };
  const { refuse, refuseSocket } = createRefusing(log, fixedHeaders(isHttps));

  const take: RequestListener = (req, res) => {
    if (!connections.admit(req, res)) return;
    const code = refusalOf(req);
    if (code === undefined) {
      app(req, res);
      return;
    }
    connections.close(req.socket);
    refuse(req, res, code);
  };
  const server = createServer({ ...bounds, requireHostHeader: false }, take);
  // whoever answers it says whether the body may come: see expect-continue.ts
  server.on('checkContinue', take);
  const connections = watchConnections(server, (socket) => turnDown(socket, 'request_timeout'), bounds);

  server.on('checkExpectation', (req, res) => {
    if (!connections.admit(req, res)) return;
    connections.close(req.socket);
    refuse(req, res, 'expectation_failed');
  });
  function turnDown(socket: Socket, code: RefusalCode): void {
    const [first, ...more] = connections.unanswered(socket);
    // an answer that is under way would be mixed with this one
    const isFree = first === undefined || (more.length === 0 && !first.headersSent && !first.req.complete);
    // the refusal of what came before ends it
    if (!connections.close(socket)) return;
    if (socket.writable && isFree) refuseSocket(socket, code);
    else socket.destroy();
  }
  server.on('clientError', (error, socket: Socket) => turnDown(socket, refusalOfError(error)));

  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const actualPort = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ server, url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}` });
    });
  });
}
