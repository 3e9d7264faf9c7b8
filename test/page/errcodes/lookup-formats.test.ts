import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errcodes } from '../../../src/wechat/errcodes.ts';
import { codesIn } from '../../../src/wechat/pasted-codes.ts';
import { plainText } from '../../../src/wechat/pasted-text.ts';
import { dumps, labels } from '../../support/page/log-formats.ts';

const codes = [...new Set(errcodes.map(({ code }) => code))].filter((code) => code !== 0);
const read = (text: string): number[] => codesIn(plainText(text)).map(({ code }) => code);
const distinct = (text: string): number[] => [...new Set(read(text))];

test('every known code is read in every form of a dump, and nothing else is', () => {
  assert.ok(Object.keys(dumps).length > 40 && codes.length > 70);
  for (const [name, write] of Object.entries(dumps)) {
    for (const code of codes) {
      const text = write({ code, errmsg: 'it did not work rid: 5fa26c60-1a0ebdd5-32fd1cd0' });
      assert.deepEqual(distinct(text), [code], `${name}: ${text}`);
    }
  }
});

test('every known code is read behind every label, alone and in the middle of a log', () => {
  const before = '2026-11-26 10:15:23,456 [main] INFO shop - 17 orders, port 40013, 40164 bytes\n';
  const after = '\n\tat com.example.Shop.pay(Shop.java:40125) [took 45009 ms]';
  for (const label of labels) {
    for (const code of codes) {
      const text = label.replace('{}', String(code));
      assert.deepEqual(distinct(text), [code], text);
      assert.deepEqual(distinct(before + text + after), [code], before + text + after);
    }
  }
});

test('full-width digits, marks and blanks are read as what they are', () => {
  for (const text of [
    '错误码：４０１６４',
    'ｅｒｒｃｏｄｅ＝40164',
    '错误码\u3000\u3000：\u300040164',
    'errcode\u200b: 40164',
  ]) {
    assert.deepEqual(read(text), [40164], text);
  }
});

test('all codes of a text are read, in its order', () => {
  for (let from = 0; from < codes.length; from += 100) {
    const some = codes.slice(from, from + 100);
    const lines = some.map((errcode) => JSON.stringify({ errcode, errmsg: 'x' }));
    assert.deepEqual(read(lines.join('\n')), some);
  }
  const lines = [40164, 40001, 45009, -1, 61004].map(
    (errcode, i) => `2026-11-26 10:15:2${i} ${JSON.stringify({ errcode, errmsg: 'x' })}`,
  );
  assert.deepEqual(read(lines.join('\n')), [40164, 40001, 45009, -1, 61004]);
  assert.deepEqual(read('40164、40013和40125，还有 errcode 45009'), [40164, 40013, 40125, 45009]);
});

test('numbers that are no codes', () => {
  const trouble = 'ERROR wechat request failed: ';
  for (const text of [
    ...[
      'size 40001',
      '40001 bytes',
      '40164 字节',
      'Content-Length: 40013',
      'port 40001',
      '端口 40001',
      ':::40001',
    ],
    ...[
      '127.0.0.1:40001',
      'localhost:40013',
      'http://example.com:40164/x',
      'at Shop.java:40125',
      'line 40001',
      '第40001行',
    ],
    ...[
      'id 40001',
      'user_id=40013',
      '"uid": 40164',
      'orderId: 40001',
      '订单号40001',
      '订单 40001 已支付',
      'v4.0.40001',
    ],
    ...[
      '1.40001',
      '40001.5',
      'build 40013',
      'pid=40001',
      'app[40013]: down',
      '31#40001: *40013 connect()',
      '1400012',
    ],
    ...[
      '0x40001',
      'a40001',
      '40001a',
      'wx40001',
      '40001_40013',
      '/orders/40001',
      '#40001',
      'issue #40013',
      '$40001',
    ],
    ...[
      '40001%',
      '40001ms',
      '40,001',
      '40001,000',
      '2026-40001',
      '40001-01-01',
      '1-40001',
      'order-40001',
      'thread-40013',
    ],
    ...[
      'part number 40013',
      'got 40001 of 50000',
      '40001/50000 items',
      '40001~40020',
      '手机号 40001',
      '错误数 40001',
      'after 40001 attempts',
      'invoice 40001',
      'shipment 40001 of a long list of things that went wrong',
      '商品40164缺货',
      'took 40001',
      'timeout: 40001',
      'retries=40013',
      'total 40164',
      '共40001条',
      'zip code 40013',
      'exit code 40001',
    ],
    ...[
      'SQLSTATE[40001]: Serialization failure',
      'SQLSTATE 40001',
      '"count":40001',
      'max: 40013,',
      '邮编40013',
    ],
    ...[
      '[2026-11-26 10:15:23 +0000] [40001] [ERROR] Exception in worker',
      '2026-11-26 UTC [40001] ERROR: relation',
      '192.0.2.4 - - [26/Nov/2026:10:15:23 +0800] "POST /wx/error HTTP/1.1" 200 40013 "-" "curl"',
    ],
    ...[
      '2026-11-26 10:15:23.456 ERROR 40001 --- [main] c.e.App : down',
      'E1126 10:15:23.456789 40001 reflector.go:178] x',
    ],
    ...[
      '040001',
      '40001:12',
      '1764140001',
      '4000140164',
      '40001@example.com',
      '+0800',
      'exit code -1',
      'returned 0',
      'code: 0',
    ],
    ...[
      'code=-40001',
      '65112232-35da441e-28f02baf',
      '40001000-0000-4000-8000-000040001000',
      'deadbeef40001cafe40013',
    ],
  ]) {
    const found = read(trouble + text).filter((code) => codes.includes(code) || code === 0);
    assert.deepEqual(found, [], trouble + text);
  }
});

test('a number of five digits far from any trouble is none', () => {
  const calm = 'the quick brown fox jumps over the lazy dog and takes a rest ';
  assert.deepEqual(read(`${calm.repeat(3)} 40001 ${calm.repeat(3)}`), []);
  assert.deepEqual(read('What does 40001 mean'), [40001]);
});
