import type { JsapiMistake } from '../../wechat/signatures/jsapi-mistakes.ts';
import type { PushMistake } from '../../wechat/signatures/push.ts';

/** Every mistake that can be named. */
export type Mistake = JsapiMistake | PushMistake;

const address = "const url = location.href.split('#')[0];";
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is code to be shown
const string1 =
  'const string1 = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;';
const sent =
  "const url = location.href.split('#')[0];\nfetch(`/sign?url=${encodeURIComponent(url)}`);\n// server: sign the parameter after it was decoded, once";
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is code to be shown
const digest = "const signature = crypto.createHash('sha1').update(string1).digest('hex');";
const proxy = '# nginx\nproxy_set_header Host $host;\nproxy_set_header X-Forwarded-Proto $scheme;';
const ticket = 'GET /cgi-bin/ticket/getticket?access_token=ACCESS_TOKEN&type=jsapi';

/** A right JS-SDK signature. */
export const signCode = `${string1}\n${digest}`;

/** The signature of a push in plain mode, and in safe mode. */
export const pushCode = `const text = [token, timestamp, nonce].sort().join('');
const signature = crypto.createHash('sha1').update(text).digest('hex');`;
export const msgCode = pushCode.replace('nonce]', 'nonce, encrypt]').replace('signature', 'msgSignature');

/** The answer to the check of an address. */
export const echostrCode = `// Express
res.type('text/plain').send(req.query.echostr);
// PHP
echo $_GET['echostr']; exit;
// Spring: @GetMapping(produces = "text/plain")
return echostr;`;

/** Safe mode, opened. */
export const openCode = `const key = Buffer.from(encodingAESKey + '=', 'base64');
const decipher = crypto.createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
const padded = Buffer.concat([decipher.update(encrypt, 'base64'), decipher.final()]);
const plain = padded.subarray(0, padded.length - padded.at(-1));
const end = 20 + plain.readUInt32BE(16);
const message = plain.subarray(20, end).toString();
if (plain.subarray(end).toString() !== appid) throw new Error('for another account');`;

/** The line that goes without the mistake. */
export const codeLines: Readonly<Partial<Record<Mistake, string>>> = {
  fragment: address,
  encoded: sent,
  encoded_twice: sent,
  decoded: address,
  amp: address,
  json_escape: sent,
  scheme: proxy,
  no_scheme: address,
  path_only: address,
  port: proxy,
  origin: sent,
  index_file: address,
  slash: address,
  share_params: address,
  oauth_params: address,
  no_query: address,
  milliseconds: 'const timestamp = Math.floor(Date.now() / 1000);',
  access_token: ticket,
  card_ticket: ticket,
  line_end: `printf %s "$string1" | sha1sum`,
  number_sort:
    '// PHP\n$parts = [$token, $timestamp, $nonce];\nsort($parts, SORT_STRING);\n$signature = sha1(implode($parts));',
  plain_signature: msgCode,
  whole_body: msgCode,
  msg_signature_of_message: msgCode,
  encrypt_encoded: msgCode,
};
