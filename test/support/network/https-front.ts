// An own name with https in front of a server that speaks http: what a balancer is, for programs that know no other scheme.
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import type { TestContext } from 'node:test';
import { createServer } from 'node:tls';
import { createCertificate } from './certificates.ts';

/** Until the test ends: `host` with its port, and the certificate to trust. */
export async function startHttpsFront(
  t: TestContext,
  origin: string,
): Promise<Readonly<{ host: string; ca: string }>> {
  const certificate = await createCertificate();
  const { hostname, port } = new URL(origin);
  const server = createServer(certificate, (socket) => {
    const onward = connect(Number(port), hostname);
    onward.on('error', () => {}).once('close', () => socket.destroy());
    socket.on('error', () => {}).once('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  t.after(() => server.close());
  // a server that listens on a port has an AddressInfo
  return { host: `localhost:${(server.address() as AddressInfo).port}`, ca: certificate.cert };
}
