/** Why a call to WeChat brought no answer. The word is stable: it stands in the log and in the catalogue of texts. */
export type Fault =
  | 'timeout'
  | 'name_not_found'
  | 'refused'
  | 'reset'
  | 'no_route'
  | 'tls_expired'
  | 'tls_wrong_name'
  | 'tls_untrusted'
  | 'tls_failed'
  | 'proxy_unreachable'
  | 'proxy_refused'
  | 'too_large'
  | 'busy';

const faultByCode: ReadonlyMap<string, Fault> = new Map(
  Object.entries<Fault>({
    ENOTFOUND: 'name_not_found',
    EAI_AGAIN: 'name_not_found',
    ECONNREFUSED: 'refused',
    ECONNRESET: 'reset',
    EPIPE: 'reset',
    UND_ERR_SOCKET: 'reset',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
    UND_ERR_CONNECT_TIMEOUT: 'timeout',
    UND_ERR_HEADERS_TIMEOUT: 'timeout',
    UND_ERR_BODY_TIMEOUT: 'timeout',
    ETIMEDOUT: 'timeout',
    EHOSTUNREACH: 'no_route',
    ENETUNREACH: 'no_route',
    EADDRNOTAVAIL: 'no_route',
    CERT_HAS_EXPIRED: 'tls_expired',
    CERT_NOT_YET_VALID: 'tls_expired',
    ERR_TLS_CERT_ALTNAME_INVALID: 'tls_wrong_name',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_untrusted',
    SELF_SIGNED_CERT_IN_CHAIN: 'tls_untrusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_untrusted',
    UNABLE_TO_GET_ISSUER_CERT: 'tls_untrusted',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls_untrusted',
    UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too_large',
    UND_ERR_HEADERS_OVERFLOW: 'too_large',
    // the answer to CONNECT was not 200, such as 407
    UND_ERR_ABORTED: 'proxy_refused',
    PROXY_UNREACHABLE: 'proxy_unreachable',
  }),
);

/** Whatever went wrong on the way to the proxy itself. */
export class ProxyError extends Error {
  readonly code = 'PROXY_UNREACHABLE';
}

const tlsCode = /^(ERR_SSL|ERR_TLS|EPROTO|CERT_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/;

/**
 * Reduces any error of the HTTP client to one word. Reads `code` only: messages of foreign errors can quote the
 * address, and the secret is in it.
 */
export function faultOf(error: unknown): Fault {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  if (typeof code !== 'string') return 'reset';
  return faultByCode.get(code) ?? (tlsCode.test(code) ? 'tls_failed' : 'reset');
}
