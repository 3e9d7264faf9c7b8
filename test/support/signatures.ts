// The examples in WeChat's documentation, and what the tests of signatures make of them.
import { createHash } from 'node:crypto';
import { inSeconds, pageAddress } from '../../src/wechat/signatures/jsapi.ts';
import { findJsapiMistakes } from '../../src/wechat/signatures/jsapi-mistakes.ts';

/** https://developer.work.weixin.qq.com/document/path/96909, without an address. */
export const officialJsapi = {
  ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
  noncestr: 'Wm3WZYTPz0wzccnW',
  timestamp: '1414587457',
} as const;

/** https://developers.weixin.qq.com/doc/oplatform/developers/dev/push */
export const officialCheck = {
  token: 'AAAAA',
  timestamp: '1714036504',
  nonce: '1514711492',
  signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
  echostr: '4375120948345356249',
} as const;

/** https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html */
export const officialPush = {
  token: 'AAAAA',
  aesKey: 'A'.repeat(43),
  appid: 'wxba5fad812f8e6fb9',
  timestamp: '1714112445',
  nonce: '415670741',
  signature: '6c5c811b55cc85e0e1b54100749188c20beb3f5d',
  msgSignature: '046e02f8204d34f8ba5fa3b1db94908f3df2e9b3',
  encrypt:
    '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=',
  /** the reply to it */
  reply: {
    random: '707722b803182950',
    message: '{"demo_resp":"good luck"}',
    timestamp: '1713424427',
    encrypt: 'ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==',
    msgSignature: '1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1',
  },
} as const;

/** What a hand-made text is signed with. */
export const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

/** The ticket, noncestr and timestamp of the examples, in short: they stand in every text that is signed. */
export const {
  ticket: T,
  noncestr: N,
  timestamp: S,
}: Readonly<Record<keyof typeof officialJsapi, string>> = officialJsapi;
/** As it was typed, and as it is signed. */
export const typedUrl = 'https://m.example.com/order/?id=1024&name=a%20b#pay';
export const U = 'https://m.example.com/order/?id=1024&name=a%20b';
export const accessToken = '93_pBbqhEIfp-E1FYLaSCNbrIg4CjN-xctakjncfVeQi0sNe_G3tThPymo2G5PMylL4PWfyq86VrU4';
export const cardTicket = 'IpK_1T69hDhZkLQTlwsAX-pKzQ0pyvbEkPQ5lVg7';

/** What is found for a signature of the example, or of another address or time. */
export const findFor = (given: string, typed = typedUrl, typedTimestamp = S) => {
  const { url, fragment } = pageAddress(typed);
  return findJsapiMistakes({ ticket: T, noncestr: N, timestamp: inSeconds(typedTimestamp), url }, given, {
    accessToken,
    cardTicket,
    fragment,
    typedTimestamp,
  });
};

/** string1 as somebody's program wrote it; what is not named is right. */
export const written = ({ t = T, n = N, s = S, u = U } = {}): string =>
  `jsapi_ticket=${t}&noncestr=${n}&timestamp=${s}&url=${u}`;
