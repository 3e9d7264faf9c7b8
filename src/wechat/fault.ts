/** Why a call to WeChat that was sent brought no answer: WeChat may have acted on it. */
export type SentFault = 'timeout' | 'reset' | 'too_large';

/** Why a call was not sent: not a byte of it left this machine. */
export type UnsentFault =
  | 'name_not_found'
  | 'name_failed'
  | 'refused'
  | 'no_route'
  | 'connect_timeout'
  | 'not_connected'
  | 'tls_expired'
  | 'tls_wrong_name'
  | 'tls_untrusted'
  | 'tls_failed'
  | 'proxy_unreachable'
  | 'proxy_refused'
  | 'proxy_timeout'
  | 'busy';

/** Why a call to WeChat brought no answer. The word is stable: it stands in the log and in the catalogue of texts. */
export type Fault = SentFault | UnsentFault;

/** Whatever went wrong on the way to the proxy itself. */
export class ProxyError extends Error {
  readonly code = 'PROXY_UNREACHABLE';
}

/** These say that there is no such name; any other error of a look-up leaves that open. */
const noName: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA']);

/** Whatever went wrong while a name was looked up: there are as many codes as ways to look names up. */
export class NameError extends Error {
  readonly code: 'NAME_NOT_FOUND' | 'NAME_FAILED';

  constructor(cause: unknown) {
    super();
    this.code = noName.has(codeOf(cause)) ? 'NAME_NOT_FOUND' : 'NAME_FAILED';
  }
}

const unsentByCode: ReadonlyMap<unknown, UnsentFault> = new Map(
  Object.entries<UnsentFault>({
    NAME_NOT_FOUND: 'name_not_found',
    NAME_FAILED: 'name_failed',
    ECONNREFUSED: 'refused',
    UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
    ETIMEDOUT: 'connect_timeout',
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
    // the answer to CONNECT was not 200, such as 407
    UND_ERR_ABORTED: 'proxy_refused',
    PROXY_UNREACHABLE: 'proxy_unreachable',
  }),
);

const sentByCode: ReadonlyMap<unknown, SentFault> = new Map(
  Object.entries<SentFault>({
    UND_ERR_HEADERS_TIMEOUT: 'timeout',
    UND_ERR_BODY_TIMEOUT: 'timeout',
    ETIMEDOUT: 'timeout',
    UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too_large',
    UND_ERR_HEADERS_OVERFLOW: 'too_large',
  }),
);

const tlsCode = /^(ERR_SSL|ERR_TLS|EPROTO|CERT_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/;

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;

/**
 * Reduces any error of the HTTP client to one word. `wasSent` decides which words there are: the same code may come
 * before and after a request was written. Reads `code` only: messages of foreign errors can quote the address, and the
 * secret is in it.
 */
export function faultOf(error: unknown, wasSent: boolean): Fault {
  const code = codeOf(error);
  if (wasSent) return sentByCode.get(code) ?? 'reset';
  return (
    unsentByCode.get(code) ??
    (typeof code === 'string' && tlsCode.test(code) ? 'tls_failed' : 'not_connected')
  );
}
