// Clients that call nobody, for tests of what stands in front of WeChat.
import type { WeChatClient } from '../../../src/wechat/client.ts';
import type { Fault } from '../../../src/wechat/fault.ts';
import type { Reply } from '../../../src/wechat/reply.ts';

/** Whatever it is asked, `answer` says what comes of it. */
export function clientThat(answer: () => Promise<Reply<never>>): WeChatClient {
  return {
    requestToken: answer,
    requestTicket: answer,
    checkToken: answer,
    getQuota: answer,
    callApi: answer,
    close: () => Promise.resolve(),
  };
}

/** Every call ends like this. */
export function failingClient(fault: Fault): WeChatClient {
  return clientThat(() => Promise.resolve({ kind: 'network', fault, durationMs: 1 }));
}

/** Every call is answered by WeChat with this errcode. */
export function refusingClient(errcode: number): WeChatClient {
  const text = JSON.stringify({ errcode, errmsg: 'refused' });
  const received = {
    status: 200,
    contentType: 'application/json',
    body: Buffer.from(text),
    durationMs: 1,
    receivedAt: 0,
  };
  return clientThat(() => Promise.resolve({ kind: 'errcode', errcode, errmsg: 'refused', received, text }));
}
