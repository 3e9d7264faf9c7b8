import express from 'express';
import { loadAssets } from '../../src/http/assets.ts';
import { getModel, noFields } from '../../src/page/get/model.ts';
import { pageFrameOf } from '../../src/page/model.ts';
import { emptyTips } from '../../src/web/tips.ts';
import { useViews } from '../../src/web/views.ts';

// What the page is measured against: Express and EJS render the same view, with none of the doors and no log.

const site = {
  assets: loadAssets(process.cwd()),
  version: '0.0.0',
  notice: undefined,
  wechatApiBase: 'https://api.weixin.qq.com',
  timeoutMs: 8000,
};
const app = express();
// the same engine line as the server's
useViews(app, process.cwd());
app.get('/', (req, res) => {
  const frame = pageFrameOf(req, site, 'get');
  res.render('get', getModel(frame, site, noFields, emptyTips(frame.t.empty.heading, [], [], 'get-sample')));
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`"event":"listening","url":"http://127.0.0.1:${port}"\n`);
});
