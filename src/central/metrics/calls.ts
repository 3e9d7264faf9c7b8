import { Counter, Histogram, type Registry } from 'prom-client';

/** A call of a gateway client that has ended. */
export type CallMeasured = Readonly<{ client: string; account: string; outcome: string; durationMs: number }>;

/** From what this server refuses by itself to a long upload, in seconds. */
const buckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The figures of the gateway; what comes back counts one call. */
export function registerCalls(registry: Registry): (call: CallMeasured) => void {
  const registers = [registry];
  const requests = new Counter({
    name: 'wechat_gateway_requests_total',
    help: 'Calls through the gateway, by client, account and what came of them',
    labelNames: ['client', 'account', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'wechat_gateway_request_duration_seconds',
    help: 'How long calls through the gateway took, from their head to the last byte of their answer',
    labelNames: ['outcome'],
    buckets,
    registers,
  });
  return ({ client, account, outcome, durationMs }) => {
    requests.inc({ client, account, outcome });
    durations.observe({ outcome }, durationMs / 1000);
  };
}
