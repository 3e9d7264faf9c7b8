import type { Directory } from '../accounts/directory.ts';
import { ticketTypes } from '../tokens/entry.ts';
import type { TokenService } from '../tokens/service.ts';
import type { Call, Ended } from './call.ts';
import { mayCallFrom } from './cors.ts';
import { type OwnAnswer, refusal, unserved } from './refusals.ts';
import { beginRelayed } from './reply.ts';

/** Answered here, from what is kept, for every gateway client. */
export const isTicketPath = (path: string): boolean => path === '/cgi-bin/ticket/getticket';

const typeIn = (parts: readonly string[]): string | undefined =>
  new URLSearchParams(parts.join('&')).get('type') ?? undefined;

/** A ticket of the caller's account, as WeChat would give it. */
export async function answerTicket(
  { req, res, wanted, caller, begin }: Omit<Call, 'isAllowed'>,
  directory: Directory,
  service: Pick<TokenService, 'read' | 'ticketKey'>,
): Promise<Ended | OwnAnswer> {
  if (wanted.method !== 'GET') return refusal('needs_get');
  if (!mayCallFrom(caller.client, req)) return refusal('origin');
  const type = ticketTypes.find((each) => each === typeIn(wanted.query.parts));
  if (type === undefined) return refusal('bad_ticket_type');
  const account =
    caller.account && directory.find(caller.client, caller.account.appid, caller.account.endpoint);
  if (account === undefined) return refusal('foreign_account');
  const answer = await service.read(await service.ticketKey(account, type));
  if ('failure' in answer) return unserved(answer, 'ticket');
  const body = JSON.stringify({
    errcode: 0,
    errmsg: 'ok',
    ticket: answer.value,
    expires_in: answer.expiresInS,
  });
  const length = Buffer.byteLength(body);
  const head = { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' } };
  beginRelayed(res, head, length, begin('relayed'), []);
  res.end(body);
  return { outcome: 'relayed', status: 200, errcode: 0, bytes: length };
}
