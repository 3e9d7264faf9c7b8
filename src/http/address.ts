import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import express from 'express';
import type { Config } from '../config.ts';

type Trust = (address: string, hop: number) => boolean;

/** As a person writes it: without a port, without brackets, IPv4 as IPv4. */
function bareOf(written: string): string {
  const bare = written
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  // whatever else somebody wrote into that header may be anything, and is not shown
  return isIP(bare) === 0 ? 'unknown' : bare;
}

/** Makes what tells a caller's address from a request, by the proxies that are trusted, as Express' `req.ip` does. */
export function createAddressOf(trustProxy: Config['trustProxy']): (req: IncomingMessage) => string {
  // compiled by Express from the very setting that its own `req.ip` goes by
  const trust = express().set('trust proxy', trustProxy).get('trust proxy fn') as Trust;
  return ({ socket, headers }) => {
    const forwarded = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((hop) => hop.trim())
      .filter((hop) => hop !== '');
    const hops = [socket.remoteAddress ?? '', ...forwarded.reverse()];
    const at = hops.findIndex((hop, i) => i === hops.length - 1 || !trust(hop, i));
    return bareOf(hops[at] ?? '');
  };
}
