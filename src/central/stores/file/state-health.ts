/** What a person should hear of the state folder. `code` is what the system calls it: ENOSPC, EROFS, ETIMEDOUT … */
export type StateEvent =
  /** the name of a file that holds no state, as it is called now: set aside, or where it was if that failed */
  | Readonly<{ type: 'state_damaged'; file: string }>
  /** a link, somebody else's …: `why` follows the name. Neither read nor changed, but set aside as a damaged one */
  | Readonly<{ type: 'state_unsafe'; file: string; why: string }>
  /** issued by another WeChat, and kept under this name until the folder is used with that one again */
  | Readonly<{ type: 'state_foreign'; file: string }>
  /** written by a version of this server that this one cannot read, and left alone */
  | Readonly<{ type: 'state_newer'; file: string }>
  /** others can read it, and that could not be changed */
  | Readonly<{ type: 'state_exposed'; file: string }>
  /** others can put files into the folder: anybody by its mode, or its owner, who is not us */
  | Readonly<{ type: 'state_folder_open'; to: 'anybody' | 'owner' }>
  /** our lock is not at its place any more: nothing is written, since another process may be writing there */
  | Readonly<{ type: 'state_folder_gone' }>
  | Readonly<{ type: 'state_folder_back' }>
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
