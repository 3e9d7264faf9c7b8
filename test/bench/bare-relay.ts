import { createServer } from 'node:http';
import { Pool } from 'undici';

// What a relayed call is measured against: node:http and undici, and not one check.

const pool = new Pool(process.env.WECHAT_API_BASE ?? '', { connections: 256 });
const server = createServer(async (req, res) => {
  const { statusCode, headers, body } = await pool.request({
    method: req.method === 'POST' ? 'POST' : 'GET',
    path: req.url ?? '/',
    body: req.method === 'POST' ? req : null,
  });
  res.writeHead(statusCode, {
    'content-type': String(headers['content-type']),
    'content-length': String(headers['content-length']),
  });
  body.pipe(res);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`"event":"listening","url":"http://127.0.0.1:${port}"\n`);
});
