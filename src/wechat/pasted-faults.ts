import type { Fault } from './fault.ts';

/** An error of the network in a text: which one, and the word that says it, spelled as here. */
export type PastedFault = Readonly<{ fault: Fault; word: string; index: number }>;

/** How HTTP clients of every language call what fails on the way, the most telling first, parted by `|`. */
const faultWords: readonly (readonly [Fault, words: string])[] = [
  [
    'proxy_refused',
    'Tunnel connection failed|Proxy Authentication Required|Received HTTP code 407 from proxy|Unable to tunnel through proxy|UND_ERR_ABORTED',
  ],
  [
    'proxy_unreachable',
    'Cannot connect to proxy|Could not resolve proxy|Unable to connect to proxy|proxyconnect tcp|ERR_PROXY_CONNECTION_FAILED|ERR_TUNNEL_CONNECTION_FAILED|cURL error 5:',
  ],
  [
    'name_not_found',
    'ENOTFOUND|EAI_AGAIN|EAI_FAIL|EAI_NODATA|EAI_NONAME|ESERVFAIL|ENODATA|getaddrinfo|no such host|Name or service not known|Temporary failure in name resolution|nodename nor servname provided|Could not resolve host|UnknownHostException|gaierror|NameResolutionError|ERR_NAME_NOT_RESOLVED|cURL error 6:|curl: (6)|域名解析失败|无法解析域名|No address associated with hostname|Name does not resolve|未能解析此远程名称|不知道这样的主机|No such host is known|php_network_getaddresses',
  ],
  [
    'tls_expired',
    'CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate has expired|certificate is not yet valid|CertificateExpiredException|CertificateNotYetValidException|ERR_CERT_DATE_INVALID|证书已过期|证书过期|CERT_E_EXPIRED|not within its validity period',
  ],
  [
    'tls_wrong_name',
    "ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames|x509: certificate is valid for|SSLPeerUnverifiedException|No subject alternative|Hostname mismatch|ERR_CERT_COMMON_NAME_INVALID|RemoteCertificateNameMismatch|no alternative certificate subject name matches|CERT_E_CN_NO_MATCH|certificate subject name|证书与域名不匹配",
  ],
  [
    'tls_untrusted',
    'DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|UNABLE_TO_GET_ISSUER_CERT|CERTIFICATE_VERIFY_FAILED|self-signed certificate|self signed certificate|unable to get local issuer certificate|unable to verify the first certificate|certificate signed by unknown authority|PKIX path building failed|remote certificate is invalid|ERR_CERT_AUTHORITY_INVALID|cURL error 60:|curl: (60)|证书不受信任|certificate verify failed|SSL certificate problem|SEC_E_UNTRUSTED_ROOT|CERT_TRUST_IS_UNTRUSTED_ROOT|CERT_E_UNTRUSTEDROOT|failed to verify certificate|远程证书无效|curl: (77)|cURL error 77:',
  ],
  [
    'tls_failed',
    'ERR_SSL_|EPROTO|SSLHandshakeException|SSLError|SSL_ERROR_|SSL_connect|wrong version number|tls: handshake failure|could not create SSL/TLS secure channel|SSL connection could not be established|cURL error 35:|curl: (35)|SSL: Handshake|schannel|未能创建 SSL/TLS 安全通道|未能建立 SSL 连接|ssl handshake',
  ],
  [
    'refused',
    'ECONNREFUSED|connection refused|actively refused|ERR_CONNECTION_REFUSED|cURL error 7:|curl: (7)|连接被拒绝|拒绝连接|Errno 111|Errno::ECONNREFUSED|java.net.ConnectException|积极拒绝|Connect call failed',
  ],
  [
    'no_route',
    'EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|no route to host|network is unreachable|NoRouteToHostException|ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED|网络不可达|Errno 101|Errno 113|向一个无法连接的网络',
  ],
  [
    'timeout',
    'ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|context deadline exceeded|i/o timeout|ms exceeded|TLS handshake timeout|timed out|SocketTimeoutException|ConnectTimeout|ReadTimeout|TimeoutError|TimeoutException|HttpClient.Timeout|HttpTimeoutException|did not properly respond after a period of time|ERR_CONNECTION_TIMED_OUT|ERR_TIMED_OUT|cURL error 28:|curl: (28)|连接超时|请求超时|响应超时|读取超时|Net::OpenTimeout|Net::ReadTimeout|操作超时|操作已超时|没有正确答复|ClientConnectorTimeout|ServerTimeoutError|deadline has elapsed',
  ],
  [
    'reset',
    'ECONNRESET|EPIPE|UND_ERR_SOCKET|socket hang up|socket disconnected before secure TLS|connection reset|forcibly closed|unexpected EOF|RemoteDisconnected|Empty reply from server|Connection aborted|broken pipe|ERR_CONNECTION_RESET|ERR_CONNECTION_CLOSED|server closed the connection|cURL error 52:|cURL error 56:|curl: (52)|curl: (56)|ResponseEnded|连接被重置|连接重置|连接中断|SocketException: Connection|Broken pipe|远程主机强迫关闭|基础连接已经关闭|IncompleteMessage|ServerDisconnectedError',
  ],
];

/** What says no more than that there was no connection counts where nothing else is said. */
const barely: readonly (readonly [Fault, words: string])[] = [
  [
    'not_connected',
    'fetch failed|Failed to connect to|Cannot connect to host|Unable to connect to the remote server|无法连接到远程服务器|ERR_NETWORK|error sending request for url',
  ],
];

const isProxy = ({ fault }: PastedFault): boolean => fault.startsWith('proxy_');
const isCertificate = ({ fault }: PastedFault): boolean => fault.startsWith('tls_') && fault !== 'tls_failed';

/** What a client says of the same failure in more general words. */
const general: ReadonlySet<Fault> = new Set(['tls_failed', 'reset']);

const lowerCase = new Map(
  [...faultWords, ...barely].map(([, words]) => [words, words.toLowerCase().split('|')]),
);

/** The first word of each kind that stands in a text (lower case). */
function namedIn(lower: string, kinds: typeof faultWords): PastedFault[] {
  return kinds.flatMap(([fault, words]) => {
    const at = lowerCase.get(words)?.findIndex((each) => lower.includes(each)) ?? -1;
    const word = words.split('|')[at];
    if (word === undefined) return [];
    return [{ fault, word: word.replace(/[:_]$/, ''), index: lower.indexOf(word.toLowerCase()) }];
  });
}

/**
 * The errors of the network that a text names, one for each kind, in the order of the text. What is given back is the
 * word of this list, never a part of the text.
 */
export function faultsIn(text: string): readonly PastedFault[] {
  const lower = text.toLowerCase();
  const told = namedIn(lower, faultWords);
  const found = told.length > 0 ? told : namedIn(lower, barely);
  if (found.some(isProxy)) return found.filter(isProxy);
  const hasCertificate = found.some(isCertificate);
  return found
    .filter(({ fault }) => !hasCertificate || !general.has(fault))
    .sort((a, b) => a.index - b.index);
}

const statusWords =
  'Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Request Time-?out|Conflict|Length Required|Precondition Failed|Payload Too Large|Request Entity Too Large|URI Too Long|Unsupported Media Type|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Client Error|Server Error|Moved Permanently|Found|Temporary Redirect|Permanent Redirect';

const statusPatterns = [
  /\bHTTP(?:S|\/[\d.]{1,3})?["'\s]{0,3}(?:response )?(?:status|error|code)?(?: ?code)?["'\s:=]{0,4}([3-5]\d\d)(?![\w.%])/gi,
  /(?:\bhttp_?|\bstatus[ _-]?|\bresponse ?)(?:code|status)?["'\]\s]{0,3}(?:does not indicate success)?(?:[:=(]|=>| is | was | of )?["'\s]{0,3}([3-5]\d\d)(?![\w.%])/gi,
  /(?:状态码|返回码|响应码|HTTP 返回|返回了?)[为是:\s]{0,3}([3-5]\d\d)(?![\w.%])/gi,
  new RegExp(String.raw`(?<![\w.:-])([3-5]\d\d)[ :(-]{1,3}(?:${statusWords})\b`, 'gi'),
  /\berror(?: code)?:? \(?([3-5]\d\d)(?![\w.%])/gi,
  // Spring, where there was nothing else to print
  /^([45]\d\d)(?:[ :]{1,3}(?:null|""|\[no body\]))?$/g,
];

/** The HTTP statuses of a failure (300 and above) that a text names, each once, in the order of the text. */
export function statusesIn(text: string): readonly number[] {
  const found = statusPatterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ index, 1: status }) => ({ index, status: Number(status) })),
  );
  return [...new Set(found.sort((a, b) => a.index - b.index).map(({ status }) => status))];
}
