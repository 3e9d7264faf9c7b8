import { toolAt } from './tools.ts';

const others = /^\/(?:HtAccessToken\.aspx|healthz|readyz|metrics|central|assets)(?:\/|$)/;

/** Addresses of this server's own, which no call of WeChat's ever means, with whatever parameters. */
export const isOwnPath = (path: string): boolean => toolAt(path) !== undefined || others.test(path);
