import { kindOf, type ValueKind } from '../pasted/value-kind.ts';
import { looksLikeSecret } from '../shapes.ts';

const keys: ReadonlySet<ValueKind> = new Set(['token', 'ticket', 'key43', 'client_key', 'refresh_token']);

/** Does this value look like a token, a ticket or a key? `mayBeHex`: 32 hex digits are none, though an AppSecret has them. */
export const holdsKey = (value: string, mayBeHex = false): boolean =>
  keys.has(kindOf(value)) || (!mayBeHex && looksLikeSecret(value.toLowerCase()));
