import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiCatalogue } from '../../../src/wechat/apis.ts';
import { json, startCall } from '../../support/page/call.ts';
import { textById } from '../../support/page/html.ts';

const appid = 'wx448f04719cd48f69';

test('each API that is offered leaves as the documentation has it, byte for byte, and its answer comes back', async (t) => {
  const { simulator, token, call, logged } = await startCall(t);
  const offered = apiCatalogue.filter(({ isUnlisted }) => !isUnlisted);
  assert.ok(offered.length >= 60);
  for (const { id, method, path, query, body, effect, classes } of offered) {
    const loaded = await call({ api: id, step: 'load' }, json);
    // what was served is compared right below
    const fields = JSON.parse(loaded.text) as Record<'method' | 'path' | 'body', string>;
    const sent = id === 'clear_quota' ? { ...fields, body: fields.body.replace('APPID', appid) } : fields;
    const before = simulator.calls.length;
    const asked = await call(sent, json);
    if (effect !== undefined) {
      assert.equal(asked.status, 409, id);
      assert.equal(simulator.calls.length, before, id);
    }
    const reply = effect === undefined ? asked : await call({ ...sent, confirm: `${method} ${path}` }, json);
    assert.equal(reply.status, 200, `${id}: ${reply.text.slice(0, 200)}`);
    assert.equal(simulator.calls.length, before + 1, id);
    const seen = simulator.calls.at(-1);
    const rest = query === undefined ? '' : `&${new URLSearchParams(query)}`;
    assert.equal(seen?.method, method, id);
    assert.equal(seen?.target, `${path}?access_token=${token}${rest}`, id);
    assert.equal(seen?.body, id === 'clear_quota' ? sent.body : (body ?? ''), id);
    assert.equal(seen?.headers['content-type'], body === undefined ? undefined : json, id);
    const isFile = classes.includes('B');
    assert.match(
      reply.headers['content-type'] ?? '',
      isFile ? /^application\/octet-stream/ : /^application\/json/,
    );
    assert.match(logged(), new RegExp(`"endpoint":"${id}"`), id);
  }
  assert.doesNotMatch(logged(), /"endpoint":"other"/);
});

test('without script: choosing fills in, the tick names the effect, a call is one press more', async (t) => {
  const { simulator, call } = await startCall(t);
  const path = '/cgi-bin/message/custom/send';
  for (const [lang, effect] of [
    ['en', 'Send this message to one user'],
    ['zh', '给一位用户发送这条消息'],
  ] as const) {
    const before = simulator.effects(path);
    const loaded = await call({ api: 'message/custom/send', step: 'load' }, 'text/html', lang);
    assert.equal(loaded.status, 200);
    assert.equal(textById(loaded.text, 'effect'), effect);
    assert.match(loaded.text, new RegExp(`name="confirm"\\s+value="POST ${path}"`));
    // the parser drops the line feed right behind the tag
    const body = (textById(loaded.text, 'body') ?? '').slice(1);
    assert.ok(JSON.parse(body));
    const sent = { method: 'POST', path, body };
    assert.equal((await call(sent, 'text/html', lang)).status, 409);
    assert.equal(simulator.effects(path), before);
    const reply = await call({ ...sent, confirm: `POST ${path}` }, 'text/html', lang);
    assert.equal(textById(reply.text, 'reply'), '{"errcode":0,"errmsg":"ok"}');
    assert.equal(simulator.effects(path), before + 1);
    assert.doesNotMatch(reply.text, /name="confirm"[^>]* checked/, 'the next press wants a tick of its own');
  }
});
