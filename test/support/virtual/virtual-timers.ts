import type { TestContext } from 'node:test';
import type { VirtualTime } from './virtual-time.ts';

/**
 * What this process does with timers and `performance` follows this time until the test has ended.
 * Not by the runner's own mocks: they keep every call with its stack, and a history makes hundreds of thousands.
 */
export function useVirtualTimers(t: Pick<TestContext, 'after'>, time: () => VirtualTime): void {
  const { setTimeout, clearTimeout } = globalThis;
  const cancels = new WeakMap<object, () => void>();
  Object.assign(globalThis, {
    setTimeout: (action: () => void, ms: number) => {
      const handle = {};
      cancels.set(handle, time().after(ms, action));
      return handle;
    },
    clearTimeout: (handle: unknown) => {
      if (typeof handle === 'object' && handle !== null) cancels.get(handle)?.();
    },
  });
  const realNow = performance.now;
  performance.now = () => time().now() - 1_000_000_000_000;
  t.after(() => {
    Object.assign(globalThis, { setTimeout, clearTimeout });
    performance.now = realNow;
  });
}
