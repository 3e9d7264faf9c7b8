import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { JsapiMistake } from '../../../src/wechat/signatures/jsapi-mistakes.ts';
import {
  accessToken,
  cardTicket,
  findFor,
  N,
  S,
  sha1,
  T,
  typedUrl,
  U,
  written,
} from '../../support/signatures.ts';

type Example = readonly [mistake: JsapiMistake, text: string, typed?: string, timestamp?: string];

const examples: readonly Example[] = [
  ['fragment', written({ u: typedUrl })],
  ['fragment', written({ u: `${U}#wechat_redirect` }), U],
  ['encoded', written({ u: encodeURIComponent(U) })],
  ['encoded', written({ u: encodeURIComponent(U).replace(/%../g, (hex) => hex.toLowerCase()) })],
  ['encoded_twice', written({ u: U.replaceAll('%', '%25') })],
  ['decoded', written({ u: 'https://m.example.com/order/?id=1024&name=a b' })],
  ['decoded', written({ u: 'https://m.example.com/订单' }), 'https://m.example.com/订单'],
  ['amp', written({ u: U.replace('&', '&amp;') })],
  ['amp', written({ u: U.replace('&', '&amp;') }), typedUrl.replace('&', '&amp;')],
  ['json_escape', written({ u: U.replaceAll('/', '\\/') })],
  ['json_escape', written({ u: U.replace('&', '\\u0026') })],
  ['scheme', written({ u: U.replace('https', 'http') })],
  ['scheme', written({ u: U }), typedUrl.replace('https', 'http')],
  ['no_scheme', written({ u: 'm.example.com/order/?id=1024&name=a%20b' })],
  ['path_only', written({ u: '/order/?id=1024&name=a%20b' })],
  ['port', written({ u: U.replace('.com', '.com:8080') })],
  ['port', written({ u: U }), typedUrl.replace('.com', '.com:443')],
  ['slash', written({ u: U.replace('order/', 'order') })],
  ['slash', written({ u: 'https://m.example.com/' }), 'https://m.example.com'],
  ['slash', written({ u: 'https://m.example.com' }), 'https://m.example.com/'],
  ['index_file', written({ u: U.replace('order/', 'order/index.html') })],
  ['share_params', written({ u: U }), `${U}&from=singlemessage&isappinstalled=0`],
  ['share_params', written({ u: `${U}&from=timeline` }), U],
  [
    'share_params',
    written({ u: 'https://m.example.com/a' }),
    'https://m.example.com/a?from=groupmessage&isappinstalled=0',
  ],
  ['oauth_params', written({ u: U }), `${U}&code=041abc&state=STATE`],
  ['no_query', written({ u: 'https://m.example.com/order/' })],
  ['origin', written({ u: 'https://m.example.com/' })],
  ['nonceStr', written().replace('noncestr', 'nonceStr')],
  ['names', written().replace('timestamp', 'timeStamp')],
  ['names', written().replace('jsapi_ticket', 'jsapiTicket').replace('noncestr', 'nonceStr')],
  ['names', written().replace('&times', '×')],
  ['milliseconds', written({ s: `${S}123` }), typedUrl, `${S}123`],
  ['milliseconds', written({ s: `${S}987` })],
  ['access_token', written({ t: accessToken })],
  ['card_ticket', written({ t: cardTicket })],
  ['no_ticket', written({ t: 'undefined' })],
  ['no_ticket', written({ t: '' })],
  ['space', written({ t: `${T}\n` })],
  ['space', written({ u: `${U} ` })],
  ['space', written({ n: ` ${N}` })],
  ['swapped', written({ n: S, s: N })],
  ['order', `jsapi_ticket=${T}&timestamp=${S}&noncestr=${N}&url=${U}`],
  ['order', `noncestr=${N}&timestamp=${S}&url=${U}&jsapi_ticket=${T}`],
  ['values_only', [T, N, S, U].sort().join('')],
  ['values_only', [T, N, S].sort().join('')],
  [
    'separator',
    written().replaceAll('&noncestr', 'noncestr').replace('&timestamp', 'timestamp').replace('&url', 'url'),
  ],
  ['lower_case', written().toLowerCase()],
  ['line_end', `${written()}\n`],
];

for (const [mistake, text, typed, timestamp] of examples) {
  test(`N7: ${mistake} is named for what was made from …${text.slice(-60).replaceAll('\n', '\\n')}`, () => {
    const found = findFor(sha1(text), typed, timestamp);
    assert.deepEqual(found?.mistakes, [mistake]);
    assert.equal(found?.text, text);
  });
}

const digests: readonly (readonly [JsapiMistake, string])[] = [
  ['upper_case', sha1(written()).toUpperCase()],
  ['hash', createHash('md5').update(written()).digest('hex')],
  ['hash', createHash('sha256').update(written()).digest('hex')],
  ['base64', createHash('sha1').update(written()).digest('base64')],
];

for (const [mistake, given] of digests) {
  test(`N7: ${mistake} is named for ${given}`, () => {
    assert.deepEqual(findFor(given)?.mistakes, [mistake]);
  });
}

test('N7: the two wrong answers of the official example are named', () => {
  const url = 'http://mp.weixin.qq.com?params=value#x';
  assert.deepEqual(findFor('49e882ed1d77a029e6dc50a36da02d15d228293e', url)?.mistakes, ['fragment']);
  assert.deepEqual(findFor('e38013746041040aa9a92d26dd0cf63b4491ed55', url)?.mistakes, ['nonceStr']);
});
