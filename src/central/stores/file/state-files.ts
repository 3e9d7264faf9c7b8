import { createHash } from 'node:crypto';
import { lstat, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../tokens/clock.ts';
import type { TokenState } from '../../tokens/state.ts';
import { parseFirstFile } from '../earlier-states.ts';
import { ownerOf, type Time } from '../state-fields.ts';
import { largestRecord, parseRecord, type Read, toRecord } from '../state-record.ts';
import { codeOf, findUnsafe, readOwnFile, replaceFile, syncFolder } from './disk.ts';
import type { StateEvent } from './state-health.ts';

export type StateFiles = Readonly<{
  /** The state of a key; undefined where there is none to be used. Rejects with the system's error. */
  read: (key: string) => Promise<TokenState | undefined>;
  /**
   * Resolves once the state will survive a loss of power; false where a newer version's record is left alone instead.
   * Rejects with the system's error.
   */
  write: (key: string, state: TokenState) => Promise<boolean>;
  /** a newer version's record stands in the place of this key, as far as is known */
  isLeftAlone: (key: string) => boolean;
  /** what is wrong with what is stored, in a stable word, until it is stored over */
  problem: () => 'state_damaged' | 'state_newer' | undefined;
}>;

type Deps = Readonly<{
  folder: string;
  /** who issues what is kept here */
  issuer: string;
  clock: Clock;
  observe: (event: StateEvent) => void;
}>;

/** A clock that lost its battery starts years back; a file from further ahead is taken for damaged, and fetched anew. */
const aheadMs = 31 * 86_400_000;

/** Parts of a key never hold a dot; whatever else they hold, the file stands in the folder. */
const nameOf = (key: string): string => `${key.split(':').map(encodeURIComponent).join('.')}.json`;

/** Where the record of an issuer waits while the folder is used with another one. */
const nameFor = (name: string, issuer: string): string =>
  `${name}.issuer-${createHash('sha256').update(issuer).digest('hex').slice(0, 16)}`;

type Found = Read | Readonly<{ what: 'none' }> | Readonly<{ what: 'first'; state: TokenState }>;

/** One file for each key. Those of one key must not be read and written at the same time. */
export function createStateFiles({ folder, issuer, clock, observe }: Deps): StateFiles {
  /** what has to be moved, and could not be yet: nothing may take its place before it is */
  const inTheWay = new Map<string, string>();
  /** nothing has been stored in the place of a damaged record yet */
  const damaged = new Set<string>();
  const leftAlone = new Set<string>();
  /** what the next release has added to the envelope */
  const others = new Map<string, Readonly<Record<string, unknown>>>();

  const time = (): Time => ({ now: clock.now(), offsetMs: clock.wallOffsetMs(), aheadMs });

  async function read(key: string): Promise<TokenState | undefined> {
    const name = nameOf(key);
    let found = await look(key, name);
    if (found.what === 'foreign') {
      await rename(join(folder, name), join(folder, nameFor(name, found.issuer)));
      observe({ type: 'state_foreign', file: nameFor(name, found.issuer) });
      found = { what: 'none' };
    }
    if (found.what === 'none') found = await bringBack(key, name);
    const isNewer = found.what === 'newer' && clock.now() < found.until;
    if (isNewer && !leftAlone.has(key)) observe({ type: 'state_newer', file: name });
    if (isNewer) leftAlone.add(key);
    else leftAlone.delete(key);
    if (found.what === 'newer' && !isNewer) await setAside(key, 'newer');
    if (found.what === 'damaged') await setAside(key, 'damaged');
    if (found.what === 'first') await write(key, found.state);
    if (found.what === 'state') others.set(key, found.others);
    return 'state' in found ? found.state : undefined;
  }

  /** From when the folder was used with this issuer before. */
  async function bringBack(key: string, name: string): Promise<Found> {
    const parked = join(folder, nameFor(name, issuer));
    if ((await findUnsafe(parked)) !== undefined) return { what: 'none' };
    const isBack = await rename(parked, join(folder, name)).then(
      () => true,
      () => false,
    );
    return isBack ? look(key, name) : { what: 'none' };
  }

  async function look(key: string, name: string): Promise<Found> {
    const owner = ownerOf(key, issuer);
    try {
      const { text, isExposed } = await readOwnFile(join(folder, name), largestRecord);
      if (isExposed) observe({ type: 'state_exposed', file: name });
      const found = parseRecord(owner, text, time());
      const state = found.what === 'damaged' ? parseFirstFile(owner, text, time()) : undefined;
      return state === undefined ? found : { what: 'first', state };
    } catch (error) {
      return { what: codeOf(error) === 'ENOENT' ? 'none' : 'damaged' };
    }
  }

  /** Moves what stands in the place of a key out of the way, as it is, for a person to look at. */
  async function setAside(key: string, word: string): Promise<void> {
    const name = nameOf(key);
    const why = await findUnsafe(join(folder, name));
    const isSaid = inTheWay.has(key);
    const say = (file: string): void => {
      if (isSaid || word === 'newer') return;
      observe(why === undefined ? { type: 'state_damaged', file } : { type: 'state_unsafe', file, why });
    };
    inTheWay.set(key, word);
    if (word === 'damaged') damaged.add(key);
    try {
      const aside = await freeName(`${name}.${word}-${wallTime()}`);
      await rename(join(folder, name), join(folder, aside));
      inTheWay.delete(key);
      say(aside);
    } catch (error) {
      say(name);
      throw error;
    }
  }

  const wallTime = (): string =>
    new Date(clock.now() + clock.wallOffsetMs()).toISOString().replaceAll(':', '');

  async function freeName(name: string): Promise<string> {
    for (let count = 1; ; count += 1) {
      const free = count === 1 ? name : `${name}-${count}`;
      const isTaken = await lstat(join(folder, free)).then(
        () => true,
        () => false,
      );
      if (!isTaken) return free;
    }
  }

  async function write(key: string, state: TokenState): Promise<boolean> {
    // it may be over by now, or somebody has moved it away
    if (leftAlone.has(key)) await read(key);
    if (leftAlone.has(key)) return false;
    const path = join(folder, nameOf(key));
    const word = inTheWay.get(key) ?? ((await findUnsafe(path)) === undefined ? undefined : 'damaged');
    if (word !== undefined) await setAside(key, word);
    const text = toRecord(ownerOf(key, issuer), state, clock.wallOffsetMs(), '', others.get(key));
    await replaceFile(path, text);
    await syncFolder(folder);
    damaged.delete(key);
    return true;
  }

  return {
    read,
    write,
    isLeftAlone: (key) => leftAlone.has(key),
    problem: () => (damaged.size > 0 ? 'state_damaged' : leftAlone.size > 0 ? 'state_newer' : undefined),
  };
}
