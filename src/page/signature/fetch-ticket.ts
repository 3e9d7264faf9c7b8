import type { Response } from 'express';
import type { Log } from '../../log.ts';
import type { WeChatClient } from '../../wechat/client.ts';
import { createMask } from '../../wechat/mask.ts';
import type { Reply, Ticket } from '../../wechat/reply.ts';
import { logCall } from '../log-call.ts';
import type { SignatureForm } from './form.ts';
import { type JsapiResult, jsapiResult, type Tickets } from './jsapi.ts';

type Deps = Readonly<{ client: WeChatClient; log: Log; res: Response; now: () => number }>;

export type Signed =
  | Readonly<{
      kind: 'signed';
      tickets: Tickets;
      /** none: only the ticket was wanted */
      result: JsapiResult | undefined;
      /** what the call said of the ticket that was fetched */
      fetched: Ticket | undefined;
    }>
  | Readonly<{ kind: 'failed'; reply: Exclude<Reply<Ticket>, { kind: 'success' }> }>;

/**
 * Signs a page with the ticket of the form, or with the one that its access_token fetches. Where one's own signature fits nothing,
 * the token also fetches the ticket for cards, which is a usual mistake: two read-only calls at most, none without a token.
 */
export async function signPage(form: SignatureForm, { client, log, res, now }: Deps): Promise<Signed> {
  const { accessToken, values } = form;
  const fetchTicket = async (type: 'jsapi' | 'wx_card') => {
    const reply = await client.requestTicket(accessToken, type);
    logCall(log, res, 'ticket/getticket', reply, createMask([accessToken]));
    return reply;
  };
  const reply = values.ticket === '' ? await fetchTicket('jsapi') : undefined;
  if (reply !== undefined && reply.kind !== 'success') return { kind: 'failed', reply };
  const ticket = reply?.ticket ?? values.ticket;
  if (values.url === '') return { kind: 'signed', tickets: { ticket }, result: undefined, fetched: reply };
  const result = jsapiResult(form, { ticket }, now());
  const isOpen = result.given !== '' && !result.matches && result.verdict === undefined;
  const card = isOpen && accessToken !== '' ? await fetchTicket('wx_card') : undefined;
  if (card?.kind !== 'success') return { kind: 'signed', tickets: { ticket }, result, fetched: reply };
  const tickets = { ticket, cardTicket: card.ticket };
  return { kind: 'signed', tickets, result: jsapiResult(form, tickets, now()), fetched: reply };
}
