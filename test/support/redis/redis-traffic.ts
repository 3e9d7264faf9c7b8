// All that Redis is told and all that it holds, as texts to search.
import { Redis } from 'ioredis';
import type { RedisServer } from './redis-server.ts';

/** Every key with its value. Fails at a type that nothing here should store. */
export async function dumpOf({ command }: RedisServer): Promise<Record<string, string>> {
  const readers: Readonly<Record<string, readonly [string, ...string[]]>> = {
    string: ['GET'],
    hash: ['HGETALL'],
    zset: ['ZRANGE', '0', '-1'],
  };
  const found: Record<string, string> = {};
  // KEYS gives an array of texts
  for (const key of (await command('KEYS', '*')) as string[]) {
    const type = String(await command('TYPE', key));
    // ended meanwhile
    if (type === 'none') continue;
    const reader = readers[type];
    if (reader === undefined) throw new Error(`${key} is a ${type}`);
    found[key] = JSON.stringify(await command(reader[0], key, ...reader.slice(1))) ?? '';
  }
  return found;
}

export type Monitor = Readonly<{ text: () => string; stop: () => void }>;

/** Every command with its arguments from now on, those of scripts as well, as Redis prints them. */
export async function monitor({ port }: RedisServer): Promise<Monitor> {
  const redis = new Redis({ host: '127.0.0.1', port, lazyConnect: true });
  await redis.connect();
  const feed = await redis.monitor();
  const seen: string[] = [];
  feed.on('monitor', (_time: string, args: readonly string[]) => void seen.push(args.join(' ')));
  return {
    text: () => seen.join('\n'),
    stop: () => {
      feed.disconnect();
      redis.disconnect();
    },
  };
}
