import type { Link } from '../../web/tips.ts';
import { consoles } from '../../web/whitelist.ts';
import type { Texts } from '../texts/index.ts';

/** Where it is mended, for the codes that one place mends. */
const mendedAt: Readonly<Record<number, 'appid' | 'secret' | 'console'>> = {
  40001: 'secret',
  40013: 'appid',
  40125: 'secret',
  40243: 'console',
  41002: 'appid',
  41004: 'secret',
};

/** The one link to where this code is mended; undefined where no one place does. */
export function goOf(errcode: number, { correct, whitelist, openConsole }: Texts): Link | undefined {
  const place = mendedAt[errcode];
  if (place === undefined) return undefined;
  return place === 'console'
    ? { href: consoles.official, text: openConsole(whitelist.official) }
    : { href: `#${place}`, text: correct[place] };
}
