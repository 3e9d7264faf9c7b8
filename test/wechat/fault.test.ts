import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOf, ProxyError } from '../../src/wechat/fault.ts';

for (const [code, fault] of [
  ['ENOTFOUND', 'name_not_found'],
  ['EAI_AGAIN', 'name_not_found'],
  ['ECONNREFUSED', 'refused'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['ETIMEDOUT', 'timeout'],
  ['EHOSTUNREACH', 'no_route'],
  ['ENETUNREACH', 'no_route'],
  ['CERT_HAS_EXPIRED', 'tls_expired'],
  ['CERT_NOT_YET_VALID', 'tls_expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_wrong_name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls_untrusted'],
  ['CERT_REVOKED', 'tls_failed'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failed'],
  ['EPROTO', 'tls_failed'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'too_large'],
  ['UND_ERR_ABORTED', 'proxy_refused'],
  ['ESOMETHINGNEW', 'reset'],
  ['constructor', 'reset'],
] as const) {
  test(`an error with the code ${code} is ${fault}`, () => {
    assert.equal(faultOf(Object.assign(new Error('unread'), { code })), fault);
  });
}

test('an error of the proxy is told apart', () => {
  assert.equal(faultOf(new ProxyError()), 'proxy_unreachable');
});

test('what has no code, or is no error at all, is a connection that broke', () => {
  for (const error of [new Error('x'), 'ENOTFOUND', undefined, null, 7, { code: 7 }]) {
    assert.equal(faultOf(error), 'reset');
  }
});
