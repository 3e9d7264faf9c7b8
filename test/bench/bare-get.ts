import express from 'express';
import { Pool } from 'undici';

// The least that a Get through Express can take: a form, one call, and its answer, with no door, no view, no mask and no log.

const pool = new Pool(process.env.WECHAT_API_BASE ?? '');
const app = express();
app.post('/', express.urlencoded({ extended: false }), async (req, res) => {
  const { appid, secret } = req.body;
  const { body } = await pool.request({
    method: 'POST',
    path: '/cgi-bin/stable_token',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credential', appid, secret }),
  });
  res.type('html').send(`<p id="token">${await body.text()}</p>`);
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`"event":"listening","url":"http://127.0.0.1:${port}"\n`);
});
