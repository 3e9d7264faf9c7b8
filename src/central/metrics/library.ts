import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** From a quick answer to the longest deadline that can be set, in seconds. */
const durationBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** A registry with what the library counts by itself, and the figures that have few lines. */
export function createLibraryMetrics(reads: ReadonlyMap<string, number>, isStoreUp: () => boolean) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'wechat_fetch_duration_seconds',
    help: 'How long WeChat took to answer a fetch',
    buckets: durationBuckets,
    registers,
  });
  const forced = new Counter({
    name: 'forced_refreshes_total',
    help: 'Requests for a forced refresh, by what came of them',
    labelNames: ['account', 'client', 'outcome'],
    registers,
  });
  registry.registerMetric(
    new Counter({
      name: 'token_reads_total',
      help: 'Tokens given out, by client',
      labelNames: ['client'],
      registers: [],
      collect() {
        this.reset();
        for (const [client, count] of reads) this.inc({ client }, count);
      },
    }),
  );
  registry.registerMetric(
    new Gauge({
      name: 'state_store_up',
      help: '1 while the store can be used',
      registers: [],
      collect() {
        this.set(isStoreUp() ? 1 : 0);
      },
    }),
  );
  return { registry, durations, forced };
}
