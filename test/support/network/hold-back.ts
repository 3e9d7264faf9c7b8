/** A promise, and what resolves it: an answer that is given when the test says so. */
export function holdBack(): { until: Promise<void>; release: () => void } {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}
