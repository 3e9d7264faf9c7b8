import type { TestContext } from 'node:test';
import type { VirtualTime } from './virtual-time.ts';

/** What this process does with timers and `performance` follows this time until the test has ended. */
export function useVirtualTimers(t: TestContext, time: () => VirtualTime): void {
  const cleared = new WeakSet<object>();
  t.mock.method(globalThis, 'setTimeout', (action: () => void, ms: number) => {
    const handle = {};
    time().after(ms, () => {
      if (!cleared.has(handle)) action();
    });
    return handle;
  });
  t.mock.method(globalThis, 'clearTimeout', (handle: unknown) => {
    if (typeof handle === 'object' && handle !== null) cleared.add(handle);
  });
  t.mock.method(performance, 'now', () => time().now() - 1_000_000_000_000);
}
