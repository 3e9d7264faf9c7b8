import { isIPv4, isIPv6 } from 'node:net';

/** Longer than any address with what proxies write around it. */
const maxLength = 100;

/**
 * An address as proxies write it: bare, with a port, in brackets, with a zone, in quotes, or as a parameter of Forwarded
 * (RFC 7239, 6). Its address is in one of the groups.
 */
const written =
  /^"?(?:for=)?"?(?:\[([0-9a-f:.]+)(?:%[^\]"]*)?\](?::\w*)?|([0-9.]+)(?::\w*)?|([0-9a-f:.]+)(?:%[^"]*)?)"?(?:;.*)?$/i;

/** The eight groups of an IPv6 address that is one. */
function groupsOf(address: string): number[] {
  const groups = (part: string): number[] =>
    part.split(':').flatMap((group) => {
      if (group === '') return [];
      if (!group.includes('.')) return [Number.parseInt(group, 16)];
      const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
      return [a * 256 + b, c * 256 + d];
    });
  const [head = '', tail] = address.split('::');
  const front = groups(head);
  if (tail === undefined) return front;
  const back = groups(tail);
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
}

/** An IPv6 client is its /56, since one household or host owns that many addresses; mapped IPv4 is IPv4. */
function ipv6Key(address: string): string {
  const groups = groupsOf(address);
  const [, , , fourth = 0, , sixth = 0, seventh = 0, eighth = 0] = groups;
  if (sixth === 0xffff && groups.slice(0, 5).every((group) => group === 0))
    return [seventh >> 8, seventh & 255, eighth >> 8, eighth & 255].join('.');
  return `${[...groups.slice(0, 3), fourth & 0xff00].map((group) => group.toString(16)).join(':')}::/56`;
}

/**
 * The client that this address stands for, whatever a proxy wrote around it; undefined where it is no address. Always text
 * of its own: a part of a header would keep the whole header in memory for as long as it is kept.
 */
export function clientOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > maxLength) return undefined;
  const [, bracketed, ipv4, bare] = written.exec(text.trim()) ?? [];
  const address = bracketed ?? ipv4 ?? bare ?? '';
  if (isIPv4(address)) return address.split('.').map(Number).join('.');
  return isIPv6(address) ? ipv6Key(address) : undefined;
}
