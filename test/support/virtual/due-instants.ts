// Prints when the tokens of two accounts fall due from the instant in its argument on: a process of its own for each TZ.
import { dayOf } from '../../../src/central/tokens/forcing.ts';
import { createWorld, endpoints, newAccount } from './token-service.ts';

const accounts = endpoints.map((endpoint, i) => newAccount(endpoint, i));
const { time, wechat, start } = createWorld(accounts, 1, Number(process.argv[2]));
const running = await start();
running.keep();
const lines: string[] = [`offset ${new Date(Number(process.argv[2])).getTimezoneOffset()}`];
for (let hour = 0; hour < 30; hour += 1) {
  await time.advance(3_600_000);
  for (const account of accounts) {
    const { held, usage } = running.entry(account).state;
    lines.push(
      `${account.name} ${held?.dueAt} ${held?.expiresAt} ${JSON.stringify(usage.calls)} ${dayOf(time.now())}`,
    );
  }
}
process.stdout.write(`${[...lines, ...wechat.calls.map(({ at }) => at)].join('\n')}\n`);
