// The other instances on one Redis, for services that a test drives by hand.
import { keyOf } from '../../../src/central/tokens/entry.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import { ownLease, type Saved, shifted } from '../../../src/central/tokens/store.ts';
import { type Changes, newAccount } from './token-service.ts';

export type PlayedPeers = Readonly<{
  /** for the service */
  changes: Changes;
  /** one of them has stored this */
  tell: (key: string, state: TokenState) => void;
}>;

/** There are others, and what they store is told by the test. */
export function createPlayedPeers(): PlayedPeers {
  let listener: (key: string, state: TokenState) => void = () => {};
  return {
    changes: {
      areNone: false,
      onChange: (given) => {
        listener = given;
      },
    },
    tell: (key, state) => listener(key, state),
  };
}

type Member = Readonly<{
  /** it reaches the store no more */
  isCut?: () => boolean;
  /** its clock minus that of the store */
  aheadMs?: number;
  /** by the clock that all share, as far as this one knows it */
  fenceNow: () => number;
}>;

export type SharedStore = Readonly<{
  join: (member: Member) => Changes;
  stored: () => TokenState | undefined;
  /** how often something was written */
  writes: () => number;
  /** FLUSHALL */
  flush: () => void;
  /** from now on nobody is told what others write: messages come late, or are lost */
  loseMessages: () => void;
}>;

/** What several services share of one key, as Redis does: nobody writes over what he has not seen. */
export function createSharedStore(key = keyOf(newAccount('stable_token'))): SharedStore {
  let stored: TokenState | undefined;
  let writes = 0;
  let told: (() => void)[] = [];

  function join({ isCut = () => false, aheadMs = 0, fenceNow }: Member): Changes {
    let seen: TokenState | undefined;
    let tell: (key: string, state: TokenState) => void = () => {};
    const look = (): TokenState | undefined => {
      seen = stored;
      return stored && shifted(stored, aheadMs);
    };
    function save(state: TokenState): Saved {
      if (isCut()) return 'away';
      const theirs = seen === stored ? undefined : look();
      if (theirs !== undefined) return { superseded: theirs };
      seen = shifted(state, -aheadMs);
      stored = seen;
      writes += 1;
      for (const each of told) if (each !== hear) each();
      return 'saved';
    }
    const hear = (): void => {
      const theirs = isCut() ? undefined : look();
      if (theirs !== undefined) tell(key, theirs);
    };
    told.push(hear);
    return {
      areNone: false,
      fenceNow,
      lease: () =>
        Promise.resolve(
          isCut() ? 'away' : { ...ownLease, newest: look(), leastFence: Math.floor(fenceNow()) },
        ),
      save: (_key, state) => Promise.resolve(save(state)),
      onChange: (listener) => {
        tell = listener;
      },
    };
  }

  return {
    join,
    stored: () => stored,
    writes: () => writes,
    flush: () => {
      stored = undefined;
    },
    loseMessages: () => {
      told = [];
    },
  };
}
