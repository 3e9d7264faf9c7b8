import { createServer } from 'node:http';
import { token } from './reads.ts';

// What a token read is measured against: node:http and nothing else sends the same bytes.

const body = JSON.stringify({ access_token: token, expires_in: 6899 });
const headers = {
  'Content-Type': 'application/json; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Length': Buffer.byteLength(body),
};
const server = createServer((_req, res) => {
  res.writeHead(200, headers);
  res.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`"event":"listening","url":"http://127.0.0.1:${port}"\n`);
});
