/** What a person should hear of the state folder. `code` is what the system calls it: ENOSPC, EROFS, ETIMEDOUT … */
export type StateEvent =
  /** the name of a file that holds no state, as it is called now: set aside, or where it was if that failed */
  | Readonly<{ type: 'state_damaged'; file: string }>
  /** others can read it, and that could not be changed */
  | Readonly<{ type: 'state_exposed'; file: string }>
  /** others can put files into the folder */
  | Readonly<{ type: 'state_folder_open' }>
  | Readonly<{ type: 'state_unwritable'; code: string }>
  | Readonly<{ type: 'state_writable' }>;

export type StateHealth = Readonly<{
  failed: (code: string) => void;
  succeeded: () => void;
  problem: () => 'state_unwritable' | undefined;
}>;

/** A full disk fails each save of each account. */
const tellEveryMs = 60_000;

/**
 * Knows whether the last save could be written, and says so at most once a minute; what was said to fail is said to
 * work again, once.
 */
export function createStateHealth(now: () => number, observe: (event: StateEvent) => void): StateHealth {
  let isFailing = false;
  let isSaid = false;
  let saidAt = Number.NEGATIVE_INFINITY;

  return {
    failed: (code) => {
      isFailing = true;
      if (now() - saidAt < tellEveryMs) return;
      isSaid = true;
      saidAt = now();
      observe({ type: 'state_unwritable', code });
    },
    succeeded: () => {
      isFailing = false;
      if (!isSaid) return;
      isSaid = false;
      observe({ type: 'state_writable' });
    },
    problem: () => (isFailing ? 'state_unwritable' : undefined),
  };
}
