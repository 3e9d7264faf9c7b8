import { familyText, histogramText, labelText } from './family.ts';

/** A call of a gateway client that has ended. */
export type CallMeasured = Readonly<{ client: string; account: string; outcome: string; durationMs: number }>;

/** From what this server refuses by itself to a long upload, in seconds. */
const buckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The figures of the gateway. In the path of each call, so no more than a few additions. */
export function createCallFigures() {
  const counts = new Map<string, { call: CallMeasured; count: number }>();
  const durations = new Map<string, { inBuckets: number[]; sumS: number }>();

  function count(call: CallMeasured): void {
    // no alias holds a blank
    const name = `${call.client} ${call.account} ${call.outcome}`;
    const known = counts.get(name);
    if (known === undefined) counts.set(name, { call, count: 1 });
    else known.count += 1;
  }

  function measure({ outcome, durationMs }: CallMeasured): void {
    const known = durations.get(outcome) ?? { inBuckets: [...buckets, 0].fill(0), sumS: 0 };
    durations.set(outcome, known);
    const seconds = durationMs / 1000;
    const found = buckets.findIndex((bound) => seconds <= bound);
    const bucket = found === -1 ? buckets.length : found;
    known.inBuckets[bucket] = (known.inBuckets[bucket] ?? 0) + 1;
    known.sumS += seconds;
  }

  return {
    observe: (call: CallMeasured): void => {
      count(call);
      measure(call);
    },
    /** in Prometheus' text format */
    text: async (): Promise<string> => {
      const requests = await familyText(
        {
          name: 'wechat_gateway_requests_total',
          type: 'counter',
          help: 'Calls through the gateway, by client, account and what came of them',
        },
        [...counts.values()].map(
          ({ call: { client, account, outcome }, count: value }) =>
            [labelText({ client, account, outcome }), value] as const,
        ),
      );
      const took = histogramText(
        'wechat_gateway_request_duration_seconds',
        'How long calls through the gateway took, from their head to the last byte of their answer',
        buckets,
        [...durations].map(([outcome, of]) => ({ labels: labelText({ outcome }), ...of })),
      );
      return requests + took;
    },
  };
}
