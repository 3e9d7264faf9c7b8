import { Counter, Gauge, type Registry } from 'prom-client';
import type { KeyGuard } from '../../http/key-guard.ts';
import type { AccountsFile } from '../accounts/accounts-file.ts';

export type Watched = Readonly<{
  accountsFile: Pick<AccountsFile, 'refused' | 'loadedAt'>;
  /** wrong keys since the start, by door */
  guard: Pick<KeyGuard, 'counts'>;
}>;

/** The figures of the accounts file and of wrong keys: for an alert on what a person has to look at. */
export function registerWatched(registry: Registry, { accountsFile, guard }: Watched): void {
  const gauges: readonly (readonly [name: string, help: string, read: () => number])[] = [
    [
      'wechat_accounts_file_refused',
      '1 while the accounts file on the disk is refused, so that an older version is in force',
      () => (accountsFile.refused() === undefined ? 0 : 1),
    ],
    [
      'wechat_accounts_file_loaded_timestamp_seconds',
      'When the version of the accounts file that is in force was read, in seconds since 1970',
      () => accountsFile.loadedAt() / 1000,
    ],
  ];
  for (const [name, help, read] of gauges) {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      }),
    );
  }
  registry.registerMetric(
    new Counter({
      name: 'wechat_keys_refused_total',
      help: 'Wrong keys and tokens that somebody brought, by where they were brought',
      labelNames: ['door'],
      registers: [],
      collect() {
        this.reset();
        for (const [door, count] of guard.counts) this.inc({ door }, count);
      },
    }),
  );
}
