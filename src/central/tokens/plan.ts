import type { Fetched } from './due.ts';
import { doubtedSince, replaces } from './promise.ts';
import type { Failure, TokenState } from './state.ts';

/** `reportedDead`: a reader says that the token it was given does not work. */
export type Wish = Readonly<{ isForced: boolean; reportedDead: boolean }>;

/** Can the processes be reached with which the key is shared? `cut_off`: they go on without this one. */
export type Reach = 'leased' | 'cut_off';

export type Call = 'normal' | 'forced';

export type Plan = Readonly<{
  /** what is in the way: nobody is called */
  obstacle?: Failure;
  /** in this order, each where the one before brought the token that is held already */
  calls: readonly Call[];
  /** does a call of this fetch end the token before? Then it is written down before it is made */
  isReplacing: boolean;
}>;

const unasked = { isUnasked: true, mayHaveIssued: false, needsPerson: false } as const;
export const storeAway: Failure = { code: 'store_away', ...unasked };
export const leaseLost: Failure = { code: 'turn_lost', ...unasked };

const callsOf = { token: ['forced'], stable_token: ['normal', 'forced'], ticket: ['normal'] } as const;

/**
 * Which calls a fetch makes, given what is known and what is wished. For stable_token the force is the second step: the
 * first may already bring another one than the dead one. Cut off from the others a call that replaces a token would end
 * the one that they hand out, so there is none; a normal one for stable_token or a ticket disturbs nobody.
 */
export function plan({ kind }: Pick<TokenState, 'kind'>, wish: Wish, reach: Reach): Plan {
  const wished: readonly Call[] = wish.isForced ? callsOf[kind] : ['normal'];
  const isCutOff = reach === 'cut_off';
  if (isCutOff && replaces({ kind }, false)) return { obstacle: storeAway, calls: [], isReplacing: false };
  const calls = isCutOff ? wished.filter((call) => call === 'normal') : wished;
  return { calls, isReplacing: calls.some((call) => replaces({ kind }, call === 'forced')) };
}

/** Is the next call of the plan needed after one that brought this? */
export const isSame = ({ held }: TokenState, outcome: Fetched | Failure): boolean =>
  'value' in outcome && outcome.value === held?.value;

/**
 * Has somebody else fetched for this account, past this server? A token that was reported dead though it was in no doubt
 * and not due, and in whose place WeChat had another one.
 */
export function isReplacedElsewhere(before: TokenState, wish: Wish, value: string, now: number): boolean {
  const { held } = before;
  const isEarly = held !== undefined && doubtedSince(before) === undefined && now < held.dueAt;
  return wish.reportedDead && isEarly && held.value !== value;
}
