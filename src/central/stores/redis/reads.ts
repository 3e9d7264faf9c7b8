import { parseFirstValue } from '../earlier-states.ts';
import { ownerOf, type Time } from '../state-fields.ts';
import type { RedisCommands } from './commands.ts';
import type { Found, RedisRecords } from './records.ts';
import * as scripts from './scripts.ts';

type Deps = Readonly<{
  issuer: string;
  commands: Pick<RedisCommands, 'run' | 'read' | 'knowOffset'>;
  records: Pick<RedisRecords, 'open' | 'seal'>;
  time: () => Time;
  /** how long a record is kept, ms */
  lifeMs: number;
  stateKey: (key: string) => string;
  /** release 0.1.0's */
  firstStateKey: (key: string) => string;
}>;

/** What these keys hold; undefined when Redis could not be read. Never rejects. */
export type RedisReads = (keys: readonly string[]) => Promise<ReadonlyMap<string, Found> | undefined>;

const mostKeysAtOnce = 500;

/** Reads states, and takes over once what release 0.1.0 has left of them. */
export function createRedisReads(deps: Deps): RedisReads {
  const { issuer, commands, records, time, lifeMs, stateKey, firstStateKey } = deps;
  /** keys of which 0.1.0 has left nothing any more */
  const isAdopted = new Set<string>();

  /** It counts as this issuer's, and is stored anew as such; false when Redis could not be asked. */
  async function adopt(keys: readonly string[]): Promise<boolean> {
    const texts = keys.length === 0 ? [] : await commands.read(keys.map(firstStateKey));
    if (texts === undefined) return false;
    for (const [i, key] of keys.entries()) {
      const text = texts[i];
      const then = time();
      const state = text === undefined ? undefined : parseFirstValue(ownerOf(key, issuer), text, then);
      if (text !== undefined && state !== undefined) {
        const record = records.seal(key, state, then.offsetMs);
        if ((await commands.run(scripts.adopt, key, text, record, lifeMs)) === undefined) return false;
      }
      isAdopted.add(key);
    }
    return true;
  }

  return async (keys) => {
    // without it a good record may seem to be from the future
    if (keys.length > 0 && !(await commands.knowOffset())) return undefined;
    const found = new Map<string, Found>();
    for (let from = 0; from < keys.length; from += mostKeysAtOnce) {
      const some = keys.slice(from, from + mostKeysAtOnce);
      if (!(await adopt(some.filter((key) => !isAdopted.has(key))))) return undefined;
      const texts = await commands.read(some.map(stateKey));
      if (texts === undefined) return undefined;
      for (const [i, key] of some.entries()) found.set(key, records.open(key, texts[i]));
    }
    return found;
  };
}
