import type { SentFault, UnsentFault } from './fault.ts';
import type { Reply } from './reply.ts';

/** A reply that brought no meaning from WeChat: everything but an errcode and a success. */
export type Failure = Extract<Reply<unknown>, { kind: 'network' | 'status' | 'unexpected' }>;

type FailureCode = Readonly<{
  code: string;
  status: 502 | 503 | 504;
  /** false: no connection stood before the end, so neither appid nor secret left this machine */
  wasSent: boolean;
}>;

/** Stable word and HTTP status for a failure; the word stands on the page, in JSON and in the log. */
export function failureCode(reply: Failure): FailureCode {
  if (reply.kind === 'status') return { code: 'upstream_status', status: 502, wasSent: true };
  if (reply.kind === 'unexpected') return { code: 'upstream_unexpected', status: 502, wasSent: true };
  return faultCodes[reply.fault];
}

const unreachable = { code: 'upstream_unreachable', status: 502, wasSent: false } as const;
const late = { code: 'upstream_timeout', status: 504, wasSent: false } as const;
const tls = { code: 'upstream_tls', status: 502, wasSent: false } as const;
const proxy = { code: 'upstream_proxy', status: 502, wasSent: false } as const;

const faultCodes: Readonly<
  Record<SentFault, FailureCode & { wasSent: true }> & Record<UnsentFault, FailureCode & { wasSent: false }>
> = {
  timeout: { ...late, wasSent: true },
  reset: { ...unreachable, wasSent: true },
  too_large: { code: 'upstream_too_large', status: 502, wasSent: true },
  name_not_found: unreachable,
  name_failed: unreachable,
  refused: unreachable,
  no_route: unreachable,
  connect_timeout: late,
  not_connected: unreachable,
  tls_expired: tls,
  tls_wrong_name: tls,
  tls_untrusted: tls,
  tls_failed: tls,
  proxy_unreachable: proxy,
  proxy_refused: proxy,
  proxy_timeout: late,
  busy: { code: 'busy', status: 503, wasSent: false },
};
