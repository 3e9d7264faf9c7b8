import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomText } from '../../../src/demo/simulator/wechat-tokens.ts';
import { readPath } from '../../../src/page/call/path.ts';
import { apiCatalogue } from '../../../src/wechat/apis.ts';

const token = `93_${randomText(133)}`;
const secret = '0123456789abcdef0123456789abcdef';

const faultOf = (typed: string): string | undefined => {
  const read = readPath(typed);
  return read.ok ? undefined : read.fault;
};

test('every path of the catalogue goes out as it stands, but for those that have their own place', () => {
  for (const { path, id } of apiCatalogue) {
    const read = readPath(`${path}?a=1&b=%E4%B8%AD&c[]`.replace('[]', ''));
    if (id === 'clear_quota/v2') assert.equal(read.ok, false);
    else
      assert.deepEqual(read, {
        ok: true,
        path,
        query: 'a=1&b=%E4%B8%AD&c',
        taken: undefined,
        isTaken: false,
      });
  }
});

test('N2: what is no path of WeChat’s API is refused, and leads nowhere else', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['', 'empty'],
    ['   ', 'empty'],
    ['cgi-bin/menu/get', 'no_slash'],
    ['menu', 'no_slash'],
    ['?a=1', 'no_slash'],
    ['javascript:alert(1)', 'no_slash'],
    ['file:///etc/passwd', 'host'],
    ['https://api.weixin.qq.com/cgi-bin/menu/get', 'host'],
    ['http://169.254.169.254/latest/meta-data', 'host'],
    ['//evil.test/cgi-bin/menu/get', 'host'],
    ['api.weixin.qq.com/cgi-bin/menu/get', 'host'],
    ['https://evil.test:8443/cgi-bin/menu/get', 'host'],
    ['https://user:pass@evil.test/cgi-bin/menu/get', 'host'],
    ['GET /cgi-bin/menu/get', 'host'],
    ['POST https://api.weixin.qq.com/cgi-bin/menu/get', 'host'],
    ['/cgi-bin/menu/get#top', 'host'],
    ['/cgi-bin/../menu/get', 'dots'],
    ['/..', 'dots'],
    ['/cgi-bin/..%2fmenu', 'dots'],
    ['/cgi-bin/%2e%2e/menu', 'encoded'],
    ['/cgi-bin//menu/get', 'slashes'],
    ['/cgi-bin%2fmenu/get', 'encoded'],
    ['/cgi-bin/menu/get%00', 'encoded'],
    ['/cgi-bin/menu/get/', 'characters'],
    ['/', 'characters'],
    ['/./cgi-bin', 'characters'],
    ['/@evil.test', 'characters'],
    ['/cgi-bin\\menu', 'characters'],
    ['/cgi-bin/menu get', 'characters'],
    ['/cgi-bin/menu\r\nHost: evil.test', 'characters'],
    ['/cgi-bin/菜单', 'characters'],
    ['/cgi-bin/menu;a=1', 'characters'],
    ['/cgi-bin/menu/get?a=b c', 'query'],
    ['/cgi-bin/menu/get?a=中', 'query'],
    ['/cgi-bin/menu/get?a=%', 'query'],
    ['/cgi-bin/menu/get?a=%zz', 'query'],
    ['/cgi-bin/menu/get?a="', 'query'],
    ["/cgi-bin/menu/get?a='", 'query'],
    ['/cgi-bin/menu/get?a=<b>', 'query'],
    ['/cgi-bin/menu/get?a=1\r\nX: y', 'query'],
    [`/cgi-bin/${'a'.repeat(4096)}`, 'too_long'],
  ];
  for (const [typed, fault] of refused) assert.equal(faultOf(typed), fault, JSON.stringify(typed));
});

test('a call that fetches a token, one of a user and one with the AppSecret in its body have their own words', () => {
  for (const path of [
    '/cgi-bin/token',
    '/cgi-bin/stable_token',
    '/CGI-BIN/Token',
    '/cgi-bin/token?grant_type=x',
  ]) {
    assert.equal(faultOf(path), 'token_path', path);
  }
  for (const path of ['/sns', '/sns/userinfo?openid=o', '/SNS/jscode2session'])
    assert.equal(faultOf(path), 'sns', path);
  for (const path of ['/cgi-bin/clear_quota/v2', '/cgi-bin/Clear_Quota/V2'])
    assert.equal(faultOf(path), 'clear_v2');
  for (const path of ['/cgi-bin/tokens', '/snsx', '/cgi-bin/clear_quota'])
    assert.equal(faultOf(path), undefined, path);
});

test('N1: a token in the query is taken out, wherever it stands and however its name is spelt', () => {
  for (const typed of [
    `/cgi-bin/user/info?access_token=${token}&openid=o1`,
    `/cgi-bin/user/info?openid=o1&access_token=${token}`,
    `/cgi-bin/user/info?openid=o1&ACCESS_TOKEN=${token}`,
    `/cgi-bin/user/info?openid=o1&access%5Ftoken=${token}`,
    `/cgi-bin/user/info?openid=o1&cloudbase_access_token=${token}`,
    `/cgi-bin/user/info?&&openid=o1&access_token=${token}&`,
  ]) {
    const read = readPath(typed);
    assert.deepEqual(read, {
      ok: true,
      path: '/cgi-bin/user/info',
      query: 'openid=o1',
      taken: token,
      isTaken: true,
    });
  }
  const twice = readPath(`/cgi-bin/menu/get?access_token=${token}&access_token=other`);
  assert.ok(twice.ok && twice.query === '' && twice.taken === token);
  const none = readPath('/cgi-bin/menu/get?access_token');
  assert.ok(none.ok && none.query === '' && none.isTaken);
});

test('N1: a secret is never part of an address, and is not shown again', () => {
  for (const typed of [
    `/cgi-bin/menu/get?appid=wx0123456789abcdef&secret=${secret}`,
    `/cgi-bin/menu/get?SECRET=abc`,
    `/cgi-bin/menu/get?app%73ecret=abc`,
    `/cgi-bin/menu/get?a=${secret}`,
    `/cgi-bin/${secret}`,
    `/cgi-bin/menu/get?a=${secret.toUpperCase()}`,
    secret,
    `AppSecret: ${secret}`,
    `https://api.weixin.qq.com/cgi-bin/token?appid=wx0123456789abcdef&secret=${secret}`,
  ]) {
    const read = readPath(typed);
    assert.ok(!read.ok && read.fault === 'secret', typed);
    assert.ok(!read.shown.toLowerCase().includes(secret), typed);
  }
});

test('N1: what was meant is offered, without host, method and token; a token elsewhere is not shown again', () => {
  const offer = (typed: string): string => {
    const read = readPath(typed);
    return read.ok ? assert.fail(typed) : read.shown;
  };
  for (const typed of [
    `https://api.weixin.qq.com/cgi-bin/user/info?access_token=${token}&openid=o1`,
    `GET https://api.weixin.qq.com/cgi-bin/user/info?access_token=${token}&openid=o1`,
    `api2.weixin.qq.com/cgi-bin/user/info?openid=o1&access_token=${token}`,
    '//api.weixin.qq.com/cgi-bin/user/info?openid=o1',
    'post  /cgi-bin/user/info?openid=o1#x',
  ]) {
    assert.equal(offer(typed), '/cgi-bin/user/info?openid=o1', typed);
    assert.equal(readPath(offer(typed)).ok, true);
  }
  assert.equal(offer('/cgi-bin//menu'), '/cgi-bin//menu');
  for (const typed of [token, `Bearer ${token}`, `{"access_token":"${token}"}`, `/cgi-bin/../x?y=${token}`]) {
    assert.ok(!offer(typed).includes(token.slice(3, 40)), typed);
  }
});

test('reading is linear: a long text of any one kind takes no time', () => {
  const startedAt = performance.now();
  for (const unit of [
    '/',
    '?',
    '&',
    '%',
    'a.',
    '/a',
    'access_token=&',
    '%25',
    ' ',
    'GET ',
    '../',
    '0',
    'eyJ',
  ]) {
    readPath(unit.repeat(200_000 / unit.length));
    readPath(`/${unit.repeat(200_000 / unit.length)}`);
  }
  // measured: 0.4 s
  assert.ok(performance.now() - startedAt < 10_000);
});
