import type { Request } from 'express';
import { isLoopback } from '../setting-values.ts';

function urlOf(scheme: string, host: string | undefined): URL | undefined {
  const address = `${scheme}://${host ?? ''}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

/**
 * Can what is typed on this page be read on its way here? So it is over plain http from another machine. Browsers send
 * Sec-Fetch-Site to https and to this machine alone (https://www.w3.org/TR/fetch-metadata/), which tells them from the rest
 * even behind a proxy that says nothing; for one too old to send it, PUBLIC_URL says how it came, unless the proxy does.
 */
export function isPlainHttp({ headers, protocol }: Request, publicUrl: string | undefined): boolean {
  if (protocol === 'https' || headers['sec-fetch-site'] !== undefined) return false;
  const url = urlOf('http', headers.host);
  if (url === undefined || isLoopback(url.hostname) || url.hostname.endsWith('.localhost')) return false;
  const isPublic =
    publicUrl?.startsWith('https:') === true &&
    new URL(publicUrl).host === urlOf('https', headers.host)?.host;
  return !isPublic || headers['x-forwarded-proto'] === 'http';
}
