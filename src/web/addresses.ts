import type { Caller } from '../wechat/errmsg.ts';
import type { Texts } from './texts/index.ts';
import type { Addresses } from './tips.ts';

/**
 * The addresses that WeChat saw, under this label: which can be listed, and that they change where they do. `hint`: whose
 * they are.
 */
export function addressesOf(
  callers: readonly Caller[],
  label: string,
  t: Texts,
  hint?: string,
): Addresses | undefined {
  if (callers.length === 0) return undefined;
  const listable = callers.filter(({ isListable }) => isListable);
  return {
    label,
    items: callers.map(({ address, isListable }) => ({
      value: address,
      note: isListable ? undefined : t.addresses.notListable,
    })),
    note: listable.length > 1 ? t.addresses.differ : hint,
  };
}
