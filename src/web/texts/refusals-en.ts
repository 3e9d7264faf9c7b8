/** What this server itself turns down, and what to do. */
export const refusalsEn = {
  form_malformed: {
    heading: 'This form was not understood',
    text: 'The form has an unknown or repeated field, or a line break or control character inside a value. Nothing was sent to WeChat. Fields of /: appid, secret, endpoint, force_refresh, replace_kept; of /check: access_token, quota.',
  },
  force_refresh_needs_stable_token: {
    heading: 'force_refresh goes with stable_token',
    text: 'Nothing was sent to WeChat. Choose stable_token, or leave force_refresh out: cgi-bin/token issues a new token with each call anyway.',
  },
  operator_key_needed: {
    heading: 'This needs the operator’s key',
    text: 'It is for whoever runs this server. In a browser, enter any user name and, as the password, the key in OPERATOR_KEY. A program sends it as Authorization: Bearer <key>.',
  },
  not_same_origin: {
    heading: 'This request did not come from this page',
    text: 'Another site, or this page under another address, sent it. Nothing was sent to WeChat. Open the page itself and press Get there. Behind an https proxy, set PUBLIC_URL to the address that browsers use.',
  },
  not_found: { heading: 'Page not found', text: 'The form is at /.' },
  method_not_allowed: {
    heading: 'This address does not take that method',
    text: 'The Allow header of this answer names those that it takes.',
  },
  too_large: {
    heading: 'The form is too large',
    text: 'What these forms take is short, and this server reads up to 16 KiB of it, of a text to look up 256 KiB. Nothing was sent to WeChat.',
  },
  not_a_form: {
    heading: 'That is not a form',
    text: 'Send application/x-www-form-urlencoded in UTF-8, uncompressed, as a browser and curl -d do. Nothing was sent to WeChat.',
  },
  wrong_host: {
    heading: 'This server does not answer to that name',
    text: 'It answers to localhost, to addresses, and to the names in ALLOWED_HOSTS and PUBLIC_URL. If the name in the address bar is yours, add it to ALLOWED_HOSTS and start again.',
  },
  too_many_requests: {
    heading: 'Too many requests',
    text: 'Nothing was sent to WeChat. RATE_LIMIT sets how many a client, and an AppID, may send in a minute.',
  },
  internal: {
    heading: 'Something went wrong here',
    text: 'Try again; if it stays so, look for the request id below in the server’s log. Nothing that you typed is in the log.',
  },
  formAnew: 'The form is empty again: check the endpoint before the next press.',
  wait: (seconds: number) => `Try again in ${seconds} s.`,
  requestId: 'Request id: ',
  back: 'To the page',
};
