import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, NameError, ProxyError } from '../../src/wechat/fault.ts';

const errorWith = (code: string): Error => Object.assign(new Error('unread'), { code });

for (const [code, before, after] of [
  ['ECONNREFUSED', 'refused', 'reset'],
  ['ECONNRESET', 'not_connected', 'reset'],
  ['EPIPE', 'not_connected', 'reset'],
  ['EMFILE', 'not_connected', 'reset'],
  ['UND_ERR_SOCKET', 'not_connected', 'reset'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect_timeout', 'reset'],
  ['ETIMEDOUT', 'connect_timeout', 'timeout'],
  ['EHOSTUNREACH', 'no_route', 'reset'],
  ['ENETUNREACH', 'no_route', 'reset'],
  ['CERT_HAS_EXPIRED', 'tls_expired', 'reset'],
  ['CERT_NOT_YET_VALID', 'tls_expired', 'reset'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_wrong_name', 'reset'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_untrusted', 'reset'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls_untrusted', 'reset'],
  ['CERT_REVOKED', 'tls_failed', 'reset'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failed', 'reset'],
  ['EPROTO', 'tls_failed', 'reset'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'not_connected', 'too_large'],
  ['UND_ERR_HEADERS_OVERFLOW', 'not_connected', 'too_large'],
  ['UND_ERR_HEADERS_TIMEOUT', 'not_connected', 'timeout'],
  ['UND_ERR_ABORTED', 'proxy_refused', 'reset'],
  ['ESOMETHINGNEW', 'not_connected', 'reset'],
  ['constructor', 'not_connected', 'reset'],
] as const) {
  test(`an error with the code ${code} is ${before} before the call was sent, ${after} afterwards`, () => {
    assert.equal(faultOf(errorWith(code), false), before);
    assert.equal(faultOf(errorWith(code), true), after);
  });
}

test('errors of the proxy and of look-ups are told apart by where they came from', () => {
  assert.equal(faultOf(new ProxyError(), false), 'proxy_unreachable');
  assert.equal(faultOf(new NameError(errorWith('ENOTFOUND')), false), 'name_not_found');
  // a name server that refuses is none that WeChat refuses
  for (const cause of [errorWith('ECONNREFUSED'), errorWith('ETIMEDOUT'), undefined, 'x']) {
    assert.equal(faultOf(new NameError(cause), false), 'name_failed');
  }
});

test('what has no code, or is no error at all, is a connection that broke', () => {
  for (const error of [new Error('x'), 'ENOTFOUND', undefined, null, 7, { code: 7 }]) {
    assert.equal(faultOf(error, true), 'reset');
    assert.equal(faultOf(error, false), 'not_connected');
  }
});
