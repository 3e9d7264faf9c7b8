import { createServer, type ServerResponse } from 'node:http';
import { token } from './reads.ts';

// WeChat, as fast as it can be, or as slow as ANSWER_AFTER_MS: one token, and the same small answer to every other call.

const tokenBody = JSON.stringify({ access_token: token, expires_in: 7200 });
const body = '{"total_count":20}';
const answerAfterMs = Number(process.env.ANSWER_AFTER_MS ?? 0);

function answer(res: ServerResponse, text: string): void {
  res.writeHead(200, {
    'content-type': 'application/json; encoding=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  res.end(text);
}

const server = createServer((req, res) => {
  const isToken = /^\/cgi-bin\/(?:stable_)?token\b/.test(req.url ?? '');
  const text = isToken ? tokenBody : body;
  req.resume().once('end', () => {
    if (answerAfterMs === 0) answer(res, text);
    else setTimeout(answer, answerAfterMs, res, text);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`"event":"listening","url":"http://127.0.0.1:${port}"\n`);
});
