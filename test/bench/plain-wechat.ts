import { createServer } from 'node:http';
import { token } from './reads.ts';

// WeChat, as fast as it can be: one token, and the same small answer to every other call.

const tokenBody = JSON.stringify({ access_token: token, expires_in: 7200 });
const body = '{"total_count":20}';
const server = createServer((req, res) => {
  req.resume();
  const isToken = /^\/cgi-bin\/(?:stable_)?token\b/.test(req.url ?? '');
  const answer = isToken ? tokenBody : body;
  res.writeHead(200, {
    'content-type': 'application/json; encoding=utf-8',
    'content-length': Buffer.byteLength(answer),
  });
  res.end(answer);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`"event":"listening","url":"http://127.0.0.1:${port}"\n`);
});
