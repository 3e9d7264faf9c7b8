import { plural } from './count-en.ts';

const inBetween =
  'Is there a proxy or gateway between this server and api.weixin.qq.com? It may have answered instead of WeChat.';
const base = 'WECHAT_API_BASE must name WeChat’s API or a server that speaks its protocol.';

/** An answer that could not be used: what it was, and what fits that. */
export const answersEn = {
  /** `size` is left out where it is not known any more */
  was: {
    nothing: () => 'It came without a body: nothing at all.',
    html: (size?: number) => `It was an HTML page${size === undefined ? '' : ` of ${plural(size, 'byte')}`}.`,
    json: (size?: number) =>
      `It was JSON${size === undefined ? '' : ` of ${plural(size, 'byte')}`}; do not rely on what it says.`,
    text: (size?: number) =>
      `It was text that is not JSON${size === undefined ? '' : `, of ${plural(size, 'byte')}`}.`,
    bytes: (size?: number) =>
      `It was no text at all${size === undefined ? '' : `: ${plural(size, 'byte')}`}.`,
  },
  status:
    'WeChat sends its errors with HTTP 200, so something between this server and WeChat, or a disturbed WeChat, answered.',
  length: 'WeChat’s own gateway answers so to a body that comes in chunks, without a Content-Length.',
  good: 'WeChat’s answers are JSON with an access_token or an errcode; this is none.',
  hidden: 'It is not shown here, since it may repeat the address that was called.',
  steps: {
    redirect: [
      'No redirect is followed, since the secret would go where it points. Does WECHAT_API_BASE begin with http:// where it should be https://, or name an old address?',
      'A login page of a network (captive portal) redirects like this: log in there, or use another way out.',
    ],
    denied: [
      'A proxy, firewall or gateway on the way refuses the call: does it allow api.weixin.qq.com?',
      'If it asks for a user and a password, put them into HTTPS_PROXY.',
      base,
    ],
    notFound: [
      'Does WECHAT_API_BASE end where WeChat’s paths begin, as https://api.weixin.qq.com does, without /cgi-bin?',
      inBetween,
    ],
    length: [
      'This server sends a Content-Length. A proxy or gateway on the way that passes bodies on in chunks (Transfer-Encoding: chunked) must pass them on whole.',
      'In a program of your own: send the JSON whole, with Content-Length, not as a stream.',
    ],
    tooLarge: [
      'A gateway on the way bounds what it passes on; these calls have a few hundred bytes.',
      inBetween,
    ],
    tooMany: [
      'Whoever answered wants fewer calls: wait a few minutes, then try again less often.',
      inBetween,
    ],
    server: [
      'A disturbance at WeChat passes: wait a minute, then try again. If it stays so, try WECHAT_API_BASE=https://api2.weixin.qq.com.',
      inBetween,
    ],
    cloud: [
      'In WeChat Cloud Hosting (微信云托管) such a page comes from its own gateway: is 开放接口服务 (open API service) on, and is this path in its list? With it on, no access_token is needed there; with it off, call https://api.weixin.qq.com.',
      'Elsewhere: wait a minute, then try again. If it stays so, a proxy or gateway on the way fails to reach WeChat; its log says.',
    ],
    page: [
      'A login page of a network (captive portal) or a firewall’s notice looks like this: what stands between this server and api.weixin.qq.com?',
      base,
    ],
    lost: [
      'Something on the way may have swallowed the answer: wait a moment, then try again.',
      inBetween,
      base,
    ],
    other: [inBetween, base],
  },
};
