import { createServer, type RequestListener, type Server } from 'node:http';
import { connectionLimits, watchConnections } from './connections.ts';

/** Long enough for a slow phone, short enough that ten thousand half-sent requests do not stay (408). */
export const limits = {
  headersTimeout: 10_000,
  requestTimeout: 12_000,
  connectionsCheckingInterval: 2_000,
  ...connectionLimits,
};

export type Listening = Readonly<{ server: Server; url: string }>;

/** Listens, or rejects with Node's error (`code` EADDRINUSE, EACCES, EADDRNOTAVAIL …). */
export function listen(
  app: RequestListener,
  host: string,
  port: number,
  own: Partial<typeof limits> = {},
): Promise<Listening> {
  const bounds = { ...limits, ...own };
  const server = createServer(bounds, (req, res) => {
    if (connections.admit(req, res)) app(req, res);
  });
  const connections = watchConnections(server, bounds);
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
