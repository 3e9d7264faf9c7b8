// A server in WeChat's place that gives one token and does with every other call what it is told, keeping nothing.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export const plainToken = `93_${'t'.repeat(150)}`;

const json = (res: ServerResponse, value: unknown): void => {
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify(value));
};

/** Resolves with how many bytes a request has brought. */
export async function swallow(req: IncomingMessage): Promise<number> {
  let size = 0;
  for await (const chunk of req) size += (chunk as Buffer).length;
  return size;
}

/** One that gives a single token, and serves every other call so. */
export function startPlainWechat(t: TestContext, serve: RequestListener): Promise<string> {
  return startRawWechat(t, (req, res) => {
    if (/^\/cgi-bin\/(?:stable_)?token\b/.test(req.url ?? '')) {
      req.resume();
      json(res, { access_token: plainToken, expires_in: 7200 });
    } else serve(req, res);
  });
}

/** The address of a server that answers everything so; it ends with the test. */
export async function startRawWechat(t: TestContext, serve: RequestListener): Promise<string> {
  const server = createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // a server that listens on a port has an AddressInfo
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
