import { access, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { TokenState } from '../token-state.ts';
import { codeOf, readOwnFile, replaceFile, syncFolder } from './disk.ts';
import type { StateEvent } from './state-health.ts';
import { parseRecord, toRecord } from './state-record.ts';

export type StateFiles = Readonly<{
  /** The state of a key; undefined where there is none, or its file is damaged. Rejects with the system's error. */
  read: (key: string) => Promise<TokenState | undefined>;
  /** Resolves once the state will survive a loss of power. Rejects with the system's error. */
  write: (key: string, state: TokenState) => Promise<void>;
}>;

type Deps = Readonly<{ folder: string; clock: Clock; observe: (event: StateEvent) => void }>;

/** A state has a few hundred bytes; one of this size is none. */
const largestFile = 1_048_576;

/** Parts of a key never hold a dot; whatever else they hold, the file stands in the folder. */
const nameOf = (key: string): string => `${key.split(':').map(encodeURIComponent).join('.')}.json`;

/** One file for each key. Those of one key must not be read and written at the same time. */
export function createStateFiles({ folder, clock, observe }: Deps): StateFiles {
  /** damaged, and not yet moved: nothing may take their place before they are */
  const inTheWay = new Set<string>();

  async function read(key: string): Promise<TokenState | undefined> {
    const state = await readRecord(nameOf(key));
    if (state === 'none') return undefined;
    if (state === 'damaged') await setAside(key);
    return state === 'damaged' ? undefined : state;
  }

  async function readRecord(name: string): Promise<TokenState | 'none' | 'damaged'> {
    try {
      const { text, isExposed } = await readOwnFile(join(folder, name), largestFile);
      if (isExposed) observe({ type: 'state_exposed', file: name });
      return parseRecord(text, clock.wallOffsetMs()) ?? 'damaged';
    } catch (error) {
      return codeOf(error) === 'ENOENT' ? 'none' : 'damaged';
    }
  }

  /** Moves a damaged file out of the way, for a person to look at. */
  async function setAside(key: string): Promise<void> {
    const name = nameOf(key);
    const isSaid = inTheWay.has(key);
    inTheWay.add(key);
    try {
      const aside = await freeName(`${name}.damaged-${wallTime()}`);
      await rename(join(folder, name), join(folder, aside));
      inTheWay.delete(key);
      if (!isSaid) observe({ type: 'state_damaged', file: aside });
    } catch (error) {
      if (!isSaid) observe({ type: 'state_damaged', file: name });
      throw error;
    }
  }

  const wallTime = (): string =>
    new Date(clock.now() + clock.wallOffsetMs()).toISOString().replaceAll(':', '');

  async function freeName(name: string): Promise<string> {
    for (let count = 1; ; count += 1) {
      const free = count === 1 ? name : `${name}-${count}`;
      const isTaken = await access(join(folder, free)).then(
        () => true,
        () => false,
      );
      if (!isTaken) return free;
    }
  }

  async function write(key: string, state: TokenState): Promise<void> {
    if (inTheWay.has(key)) await setAside(key);
    await replaceFile(join(folder, nameOf(key)), toRecord(state, clock.wallOffsetMs()));
    await syncFolder(folder);
  }

  return { read, write };
}
