// Release 0.1.0's records, which said neither whose they were nor whether they were whole.
import type { TokenState } from '../token-state.ts';
import type { Owner } from './envelope.ts';
import { parseState, type Time } from './state-record.ts';

/** The state in a file of release 0.1.0: it counts as its reader's, who writes it anew. Undefined where it is none. */
export function parseFirstFile(owner: Owner, text: string, time: Time): TokenState | undefined {
  const { version, state, ...others } = objectOf(text);
  const isFirst = version === 1 && Object.keys(others).length === 0;
  return isFirst ? parseState(owner, state, time) : undefined;
}

/** … and in a value that 0.1.0 has put into Redis, where a file stood in an object of its own. */
export function parseFirstValue(owner: Owner, text: string, time: Time): TokenState | undefined {
  const { record } = objectOf(text);
  return typeof record === 'string' ? parseFirstFile(owner, record, time) : undefined;
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(text);
    // whatever it is, each of its members is looked at
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
