import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const oneYearSeconds = 365 * 24 * 60 * 60;

/** This page needs none of these; Chromium warns in the console about names that it does not know, so only known ones. */
const permissionsPolicy = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * Headers of every answer. Own policy instead of helmet's: its `upgrade-insecure-requests` breaks form and script on
 * plain http for every host but localhost, and its `no-referrer` makes the page's own POST carry `Origin: null`.
 * HSTS, COOP and origin isolation mean something under https alone, and browsers complain elsewhere.
 */
export function fixedHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    // other names under this one are none of our business
    strictTransportSecurity: isHttps ? { maxAge: oneYearSeconds, includeSubDomains: false } : false,
    crossOriginOpenerPolicy: isHttps,
    originAgentCluster: isHttps,
    xFrameOptions: { action: 'deny' },
    // for browsers and plug-ins that are gone; the first view has a budget of bytes
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  protect(req, res, () => {});
  const own = Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)]);
  return {
    ...Object.fromEntries(own),
    'permissions-policy': permissionsPolicy,
    'cache-control': 'no-store',
  };
}

/** Sets them on every answer behind it. */
export function securityHeaders(isHttps: boolean): RequestHandler {
  const headers = fixedHeaders(isHttps);
  return (_req, res, next) => {
    res.set(headers);
    next();
  };
}
