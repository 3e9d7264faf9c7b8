import assert from 'node:assert/strict';
import type { Check } from '../../../src/demo/simulator/wechat-tokens.ts';

type Promised = Readonly<{ value: string; until: number }>;

/**
 * Tokens that were handed out, each with the instant until which it is to work. `checkAt` asks WeChat what was with a
 * token at an instant.
 */
export function createPromises(checkAt: (value: string, at: number) => Check) {
  let promises: Promised[] = [];
  let checked = 0;
  return {
    add: (value: string, until: number): void => void promises.push({ value, until }),
    /** nothing is to be held any more */
    forget: (): void => {
      promises = [];
    },
    ends: (): readonly number[] => promises.map(({ until }) => until),
    /** those that end by `now` must have worked in their last moment */
    check: (now: number): void => {
      for (const { value, until } of promises.filter((promised) => promised.until <= now)) {
        const found = checkAt(value, until - 1);
        assert.equal(typeof found, 'object', `${value.slice(0, 6)} was ${String(found)} before its time`);
        checked += 1;
      }
      promises = promises.filter(({ until }) => until > now);
    },
    checked: (): number => checked,
  };
}
