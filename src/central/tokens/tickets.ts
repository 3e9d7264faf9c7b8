import { type Entry, keyOf, type TicketType } from './entry.ts';
import type { Outcome } from './flight.ts';
import type { TokenService } from './service.ts';

type Deps = Readonly<{
  service: () => TokenService;
  /** One call; a token that WeChat refuses makes it a failure with 40001, 40014 or 42001. Never rejects. */
  requestTicket: (accessToken: string, type: TicketType) => Promise<Outcome>;
}>;

/** WeChat's words for a token that is dead or none. */
const deadTokenCodes: ReadonlySet<number | undefined> = new Set([40001, 40014, 42001]);

/** Asks for a ticket with the account's kept token. A token that turns out dead is reported, as by any other reader. */
export function createTickets({ service, requestTicket }: Deps) {
  return async ({ account }: Entry, type: TicketType): Promise<Outcome> => {
    const { read, force } = service();
    const token = await read(keyOf(account));
    if ('failure' in token) return token.failure;
    const outcome = await requestTicket(token.value, type);
    if (!('code' in outcome) || !deadTokenCodes.has(outcome.errcode)) return outcome;
    const { answer } = await force(keyOf(account), token.value);
    if ('failure' in answer || answer.value === token.value) return outcome;
    return requestTicket(answer.value, type);
  };
}
