import { createServer, type RequestListener, type Server } from 'node:http';

/** Long enough for a slow phone, short enough that ten thousand half-sent requests do not stay (408). */
export const limits = { headersTimeout: 10_000, requestTimeout: 12_000, connectionsCheckingInterval: 2_000 };

export type Listening = Readonly<{ server: Server; url: string }>;

/** Listens, or rejects with Node's error (`code` EADDRINUSE, EACCES, EADDRNOTAVAIL …). */
export function listen(
  app: RequestListener,
  host: string,
  port: number,
  options: typeof limits = limits,
): Promise<Listening> {
  const server = createServer(options, app);
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
