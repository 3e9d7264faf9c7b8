import type { BigIntStats } from 'node:fs';

const sticky = 0o1000n;

/** May this user be the owner of what is trusted? Root reads and changes everything anyhow. */
const isTrusted = (uid: bigint, own: bigint): boolean => uid === 0n || uid === own;

/**
 * Who else could read or change a file with secrets, in words that follow its name, and what to do; undefined where
 * nobody can. `folders` are those that hold its name and, behind links, itself: whoever may write to one puts another
 * file in its place. On Windows there are no such modes.
 */
export function exposureOf(file: BigIntStats, folders: readonly BigIntStats[]): string | undefined {
  if (process.geteuid === undefined || process.platform === 'win32') return undefined;
  const own = BigInt(process.geteuid());
  if (!isTrusted(file.uid, own))
    return 'belongs to another user than the one that this server runs as: chown it';
  if ((file.mode & 0o022n) !== 0n) return 'can be changed by others than its owner: chmod 600';
  // how systemd and Kubernetes hand root's files to one user: by a list or a group that has no other member
  const isHandedOver = file.uid === 0n && own !== 0n && (file.mode & 0o037n) === 0n;
  if ((file.mode & 0o077n) !== 0n && !isHandedOver) return 'can be read by others than its owner: chmod 600';
  if (folders.some(({ uid }) => !isTrusted(uid, own)))
    return 'stands in a folder of another user: chown the folder';
  const isOpen = folders.some(({ mode }) => (mode & 0o022n) !== 0n && (mode & sticky) === 0n);
  return isOpen
    ? 'stands in a folder that others than its owner can write to: chmod 700 the folder'
    : undefined;
}
