// What a Redis that lost everything leaves to old tokens: nobody in touch may know better than what a cut-off one brings.
import type { SharedInstance } from './shared-instance.ts';

/** `knowers` held the newest token when Redis lost the news of it. */
type Loss = Readonly<{ at: number; knowers: ReadonlySet<SharedInstance> }>;

/** Old tokens that cut-off instances held then, until one that knew the newest has stayed in touch for `settledMs`. */
export function createLostNews(settledMs: number) {
  const losses = new Map<string, Loss>();
  return {
    covers: (value: string): boolean => losses.has(value),
    /** `cutOff` are those of `live` that Redis could not tell by now. */
    note: (
      at: number,
      newest: string | undefined,
      live: readonly SharedInstance[],
      cutOff: readonly SharedInstance[],
    ): void => {
      const knowers = new Set(live.filter((one) => one.current()?.value === newest));
      for (const value of cutOff.map((one) => one.current()?.value))
        if (value !== undefined && value !== newest) losses.set(value, { at, knowers });
    },
    /** This one has been in touch since then. */
    inTouch: (instance: SharedInstance, since: number, now: number): void => {
      for (const [value, { at, knowers }] of losses)
        if (knowers.has(instance) && now > Math.max(at, since) + settledMs) losses.delete(value);
    },
  };
}
