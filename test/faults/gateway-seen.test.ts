// What an operator sees of the gateway: log, page and metrics; and what stands in none of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { readToken } from '../support/central/central-api.ts';
import { addDraft, callWith, standInOf, startGateway } from '../support/central/gateway.ts';

test('M8: each client’s calls are in the log, on the page and in the metrics, and nothing that was sent is', async (t) => {
  const central = await startGateway(t);
  const { origin, shop, news, keys, orders, operator, simulator, logged } = central;
  const held = String((await readToken(origin, shop, orders)).body.access_token);
  const [writer, sender] = [
    await standInOf(central, shop, keys.writer),
    await standInOf(central, news, keys.sender),
  ];
  const canary = createCanary('');
  for (let i = 0; i < 3; i += 1)
    await callWith(origin, writer, `${addDraft}?note=${canary}`, { json: { articles: [{ title: canary }] } });
  await callWith(origin, writer, `/wxa/${canary}`, { json: { canary } });
  await callWith(origin, writer, `/cgi-bin/${canary}`);
  simulator.faultAt('/cgi-bin/draft/count', () => ({
    kind: 'reply',
    body: '{"errcode":45009,"errmsg":"reach max api daily quota limit"}',
  }));
  await callWith(origin, writer, '/cgi-bin/draft/count');
  simulator.faultAt('/cgi-bin/message/custom/send', () => ({ kind: 'reset', when: 'after-mint' }));
  await callWith(origin, sender, '/cgi-bin/message/custom/send', {
    json: { touser: 'OPENID', msgtype: 'text' },
  });

  const lines = logged()
    .split('\n')
    .filter((line) => line.includes('"gateway_call"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    lines.map(({ client, account, path, status, errcode, outcome }) => [
      client,
      account,
      path,
      status,
      errcode,
      outcome,
    ]),
    [
      ...Array.from({ length: 3 }, () => ['writer', 'shop', addDraft, 200, undefined, 'relayed']),
      ['writer', 'shop', '/wxa/*', 200, 40066, 'relayed'],
      ['writer', 'shop', '(other)', 200, 48001, 'refused'],
      ['writer', 'shop', '/cgi-bin/draft/count', 200, 45009, 'relayed'],
      ['sender', 'news', '/cgi-bin/message/custom/send', 502, -502, 'failed'],
    ],
  );
  assert.ok(lines.every(({ durationMs, bytes }) => Number.isInteger(durationMs) && Number(bytes) > 0));

  const headers = { authorization: `Bearer ${operator}` };
  const pages: Record<string, string> = {};
  for (const lang of ['en', 'zh'])
    pages[lang] = (await send(origin, { path: `/central?lang=${lang}`, headers })).text;
  assert.match(pages.en ?? '', /Calls through the gateway \(4 clients\)/);
  assert.match(pages.en ?? '', /<code>\/cgi-bin\/draft\/add<\/code> 3 calls/);
  assert.match(pages.en ?? '', /1 × 45009: the day’s quota of this path is used up/);
  assert.match(pages.en ?? '', /<code>\/cgi-bin\/message\/custom\/send<\/code> 1 call, 1 not successful/);
  assert.match(pages.zh ?? '', /45009（该接口当天的调用额度已用完）1 次/);

  const metrics = (await send(origin, { path: '/metrics', headers })).text;
  assert.match(
    metrics,
    /^wechat_gateway_requests_total\{client="writer",account="shop",outcome="relayed"\} 5$/m,
  );
  assert.match(
    metrics,
    /^wechat_gateway_requests_total\{client="sender",account="news",outcome="failed"\} 1$/m,
  );
  assert.match(metrics, /^wechat_gateway_request_duration_seconds_count\{outcome="relayed"\} 5$/m);

  const texts = { ...pages, metrics, log: logged() };
  for (const secret of [canary, held, writer, shop.secret, news.secret, keys.writer, keys.sender])
    assertClean(secret, texts);
});
