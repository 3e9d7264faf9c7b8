import { toolAt } from './tools.ts';

const others = /^\/(?:HtAccessToken\.aspx|healthz|readyz|metrics|central|assets)(?:\/|$)/i;

/** Addresses of this server's own, which no call of WeChat's ever means, in any case and with whatever parameters. */
export const isOwnPath = (path: string): boolean =>
  toolAt(path.toLowerCase()) !== undefined || others.test(path);
