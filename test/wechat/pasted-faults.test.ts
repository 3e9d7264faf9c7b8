import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsIn, statusesIn } from '../../src/wechat/pasted-faults.ts';

const host = 'api.weixin.qq.com';
const faultOf = (text: string): unknown[] => faultsIn(text).map(({ fault }) => fault);

test('what fails on the way is known by the words of the HTTP clients of every language', () => {
  for (const [fault, ...texts] of [
    [
      'name_not_found',
      `getaddrinfo ENOTFOUND ${host}`,
      `dial tcp: lookup ${host}: no such host`,
      `java.net.UnknownHostException: ${host}`,
      `[Errno -2] Name or service not known`,
      `[Errno -5] No address associated with hostname`,
      `php_network_getaddresses: getaddrinfo failed: Name does not resolve`,
      `System.Net.Http.HttpRequestException: 不知道这样的主机。 (${host}:443)`,
      `未能解析此远程名称: '${host}'`,
    ],
    [
      'refused',
      'connect ECONNREFUSED 203.0.113.1:443',
      'java.net.ConnectException: Connection refused (Connection refused)',
      'Errno::ECONNREFUSED: Failed to open TCP connection',
      '由于目标计算机积极拒绝，无法连接。',
      `ClientConnectorError: Cannot connect to host ${host}:443 ssl:default [Connect call failed ('203.0.113.1', 443)]`,
    ],
    [
      'timeout',
      'TimeoutError: The operation was aborted due to timeout; UND_ERR_CONNECT_TIMEOUT',
      'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      'Net::OpenTimeout: execution expired',
      'System.Net.WebException: 操作超时',
      'java.net.SocketTimeoutException: Read timed out',
    ],
    [
      'tls_untrusted',
      'curl: (60) SSL certificate problem: unable to get local issuer certificate',
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'SSL_connect returned=1 errno=0 state=error: certificate verify failed',
      '根据验证过程，远程证书无效。',
      'schannel: SEC_E_UNTRUSTED_ROOT (0x80090325)',
    ],
    ['tls_expired', 'x509: certificate has expired or is not yet valid', 'error: CERT_HAS_EXPIRED'],
    ['tls_failed', 'javax.net.ssl.SSLHandshakeException: Received fatal alert', '未能创建 SSL/TLS 安全通道'],
    [
      'reset',
      'read ECONNRESET',
      'http.client.RemoteDisconnected: Remote end closed connection',
      '远程主机强迫关闭了一个现有的连接。',
      'aiohttp.client_exceptions.ServerDisconnectedError',
    ],
    ['no_route', 'connect EHOSTUNREACH 203.0.113.1:443', '向一个无法连接的网络尝试了一个套接字操作。'],
    ['proxy_unreachable', 'proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused'],
    ['not_connected', 'TypeError: fetch failed', `curl: Failed to connect to ${host} port 443 after 3 ms`],
  ] as const) {
    for (const text of texts) assert.deepEqual(faultOf(text), [fault], text);
  }
});

test('what says only that there was no connection gives way to what says why', () => {
  assert.deepEqual(faultOf('TypeError: fetch failed\n  cause: Error: getaddrinfo ENOTFOUND'), [
    'name_not_found',
  ]);
  assert.deepEqual(faultOf('the fetch was good and the connection stood'), []);
});

test('the word that is given back is one of the list, as it is spelled there', () => {
  assert.deepEqual(
    faultsIn('ERROR CONNECT ECONNREFUSED secret').map(({ word }) => word),
    ['ECONNREFUSED'],
  );
});

test('HTTP statuses of a failure are read as people and programs write them', () => {
  for (const [text, ...statuses] of [
    ['HTTP/1.1 502 Bad Gateway', 502],
    ['Request failed with status code 429', 429],
    ['HTTP 412', 412],
    ['状态码:504', 504],
    ['status=200 OK', ...([] as number[])],
    ['took 502 ms', ...([] as number[])],
  ] as const) {
    assert.deepEqual(statusesIn(text), statuses, text);
  }
});
