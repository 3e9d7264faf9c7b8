// How a token, and an AppID with its AppSecret, are shown, copied, logged and put into code.

type Form = Readonly<Record<string, string>>;

const api = 'https://api.weixin.qq.com/cgi-bin';
const b64 = (text: string): string => Buffer.from(text).toString('base64');

/** Every one of them holds this token and no other. */
export const tokenForms = (token: string): Form => {
  const json = JSON.stringify({ access_token: token, expires_in: 7200 });
  const address = `${api}/user/info?access_token=${token}&openid=OPENID&lang=zh_CN`;
  return {
    'WeChat’s answer': json,
    'WeChat’s answer, pretty': JSON.stringify(JSON.parse(json), null, 2),
    'JSON in a string': JSON.stringify(json),
    'JSON in JSON in a string': JSON.stringify(JSON.stringify({ body: json })),
    'JSON with escaped quotes': json.replaceAll('"', '\\u0022'),
    'JSON as HTML': json.replaceAll('"', '&quot;'),
    'JSON as HTML by number': json.replaceAll('"', '&#34;'),
    'JSON in an address': encodeURIComponent(json),
    JSON5: `{access_token:'${token}', expires_in:7200,}`,
    'an element of JSON': `"access_token":"${token}",`,
    'half of the JSON': `{"access_token":"${token}`,
    'JSON with a ticket beside it': `{"access_token":"${token}","ticket":"sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy"}`,
    'an answer with errcode 0': `{"errcode":0,"errmsg":"ok","access_token":"${token}","expires_in":7200}`,
    'an authorizer’s': `{"authorizer_appid":"wx0000000000000000","authorizer_access_token":"${token}","authorizer_refresh_token":"refreshtoken@@@abc"}`,
    'a body with lines around it': `HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n${json}`,
    'a whole address': address,
    'an address of stable sort': `${api}/get_api_domain_ip?access_token=${token}`,
    'an address with the token last': `${api}/media/upload?type=image&access_token=${token}`,
    'an address with a fragment': `${api}/menu/get?access_token=${token}#x`,
    'an escaped address': encodeURIComponent(address),
    'an address in JSON': JSON.stringify({ url: address }).replaceAll('/', '\\/'),
    'an address in HTML': `<a href="${address.replaceAll('&', '&amp;')}">x</a>`,
    'an address in brackets': `<${api}/menu/get?access_token=${token}>`,
    'Markdown of an address': `[menu](${api}/menu/get?access_token=${token})`,
    'a request line': `POST /cgi-bin/menu/create?access_token=${token} HTTP/1.1`,
    'a query': `access_token=${token}`,
    'a query with more': `grant_type=x&access_token=${token}&type=jsapi`,
    'curl with an address': `curl "${api}/get_api_domain_ip?access_token=${token}"`,
    'curl over lines': `curl -G '${api}/menu/get' \\\n  --data-urlencode 'access_token=${token}'`,
    'curl with a header': `curl -H 'Authorization: Bearer ${token}' https://example.com/`,
    PowerShell: `Invoke-RestMethod "${api}/menu/get?access_token=${token}"`,
    wget: `wget -qO- '${api}/menu/get?access_token=${token}'`,
    'a header line': `Authorization: Bearer ${token}`,
    'a header line in small letters': `authorization: bearer ${token}`,
    'a header line and more': `Host: example.com\r\nAuthorization: Bearer ${token}\r\nAccept: */*`,
    Bearer: `Bearer ${token}`,
    'a header of its own': `X-Access-Token: ${token}`,
    '.env': `WECHAT_ACCESS_TOKEN=${token}`,
    '.env, quoted': `ACCESS_TOKEN="${token}"`,
    '.env with more': `# token\nAPP_ENV=local\nWX_ACCESS_TOKEN='${token}'\nPORT=3000`,
    'a shell’s export': `export ACCESS_TOKEN=${token}`,
    'a shell’s TOKEN': `TOKEN=${token}; curl "$URL"`,
    cmd: `set ACCESS_TOKEN=${token}`,
    setx: `setx ACCESS_TOKEN ${token}`,
    'PowerShell’s environment': `$env:ACCESS_TOKEN = "${token}"`,
    fish: `set -x ACCESS_TOKEN ${token}`,
    YAML: `wechat:\n  access_token: ${token}\n  expires_in: 7200`,
    'YAML, quoted': `access_token: '${token}'`,
    'YAML, folded': `access_token: >-\n  ${token}`,
    properties: `wx.access.token=${token}`,
    INI: `[wechat]\naccess_token = ${token}`,
    TOML: `access_token = "${token}"`,
    'a PHP array': `'access_token' => '${token}',`,
    'PHP’s define': `define('ACCESS_TOKEN', '${token}');`,
    'PHP’s const': `const ACCESS_TOKEN = '${token}';`,
    'PHP’s variable': `$accessToken = "${token}";`,
    'PHP’s print_r': `Array\n(\n    [access_token] => ${token}\n    [expires_in] => 7200\n)`,
    'PHP’s var_dump': `array(2) {\n  ["access_token"]=>\n  string(${token.length}) "${token}"\n  ["expires_in"]=>\n  int(7200)\n}`,
    'PHP’s var_export': `array (\n  'access_token' => '${token}',\n  'expires_in' => 7200,\n)`,
    'PHP’s serialize': `a:2:{s:12:"access_token";s:${token.length}:"${token}";s:10:"expires_in";i:7200;}`,
    JavaScript: `const accessToken = '${token}';`,
    'JavaScript, a template': `let access_token = \`${token}\``,
    'a dump of Node': `{ access_token: '${token}', expires_in: 7200 }`,
    'co-wechat-api': `{"accessToken":"${token}","expireTime":1700000000000}`,
    'a dump of Node in colours': `{ access_token: \u001b[32m'${token}'\u001b[39m, expires_in: \u001b[33m7200\u001b[39m }`,
    TypeScript: `accessToken: string = "${token}"`,
    Python: `access_token = "${token}"`,
    'Python with a type': `ACCESS_TOKEN: str = '${token}'`,
    'a dump of Python': `{'access_token': '${token}', 'expires_in': 7200}`,
    'a dump of Python 2': `{u'access_token': u'${token}', u'expires_in': 7200}`,
    'bytes of Python': `b'{"access_token":"${token}","expires_in":7200}'`,
    Go: `AccessToken: "${token}",`,
    'Go’s :=': `accessToken := "${token}"`,
    'a dump of Go': `{AccessToken:${token} ExpiresIn:7200}`,
    'a dump of Go, %+v': `&{CommonError:{ErrCode:0 ErrMsg:} AccessToken:${token} ExpiresIn:7200}`,
    'a dump of Go, %#v': `credential.ResAccessToken{AccessToken:"${token}", ExpiresIn:7200}`,
    Java: `private static final String ACCESS_TOKEN = "${token}";`,
    'Java’s toString': `WxAccessToken(accessToken=${token}, expiresIn=7200)`,
    'Java’s toString, quoted': `AccessToken{accessToken='${token}', expiresIn=7200}`,
    'a map of Java': `{access_token=${token}, expires_in=7200}`,
    'C#': `var accessToken = @"${token}";`,
    Ruby: `{:access_token=>"${token}", :expires_in=>7200}`,
    Rust: `AccessToken { access_token: "${token}", expires_in: 7200 }`,
    Swift: `["access_token": "${token}"]`,
    'Objective-C': `{\n    "access_token" = "${token}";\n}`,
    Lua: `access_token = [[${token}]]`,
    Erlang: `#{<<"access_token">> => <<"${token}">>}`,
    XML: `<access_token>${token}</access_token>`,
    'XML, CDATA': `<xml><access_token><![CDATA[${token}]]></access_token></xml>`,
    'an HTML table': `<tr><td>access_token</td><td>${token}</td></tr>`,
    'a Markdown table': `| access_token | ${token} |\n| expires_in | 7200 |`,
    Markdown: `**access_token**: \`${token}\``,
    'a table by tabs': `access_token\t${token}\nexpires_in\t7200`,
    'Redis’ monitor': `1764172800.1 [0 127.0.0.1:1] "set" "wechat:access_token" "${token}"`,
    'Redis’ hgetall': `1) "access_token"\n2) "${token}"`,
    'a log line': `[2026-11-26 10:00:00] INFO: got access_token: ${token} (7200 s)`,
    'a log line with is': `access_token is ${token}`,
    'a log line with an arrow': `access_token ---> ${token}`,
    'a Chinese log line': `获取到access_token为${token}`,
    'Chinese punctuation': `access_token：${token}；有效期：7200`,
    'Chinese quotes': `access_token：“${token}”。`,
    'Chinese brackets': `【access_token】：「${token}」`,
    'full-width signs': `ａｃｃｅｓｓ＿ｔｏｋｅｎ＝${token}`,
    'a label on a line of its own': `access_token:\n${token}`,
    'a label with a blank': `Access Token: ${token}`,
    'a column of a CSV': `"access_token","expires_in"\n"access_token","${token}"`,
    'the same twice': `${json}\n${address}`,
    'quoted-printable': `access_token=3D${token}`,
    'key: token': `{"token":"${token}"}`,
    'no-break spaces': `access_token\u00a0:\u00a0${token}\u00a0`,
    'zero-width around': `\u200baccess_token=\u200b${token}\u200b`,
    'base64 beside it': `${b64('x'.repeat(30))} access_token=${token}`,
  };
};

/** Around a token, or around any form of it. */
export const wrappers: Readonly<Record<string, (text: string) => string>> = {
  blanks: (text) => `  ${text}  `,
  'line ends': (text) => `\r\n${text}\r\n\r\n`,
  'a BOM': (text) => `\ufeff${text}`,
  'double quotes': (text) => `"${text}"`,
  'Chinese quotes': (text) => `“${text}”`,
  'a semicolon': (text) => `${text};`,
  'a comma': (text) => `${text},`,
  'a full stop': (text) => `${text}。`,
  'a prompt': (text) => `$ ${text}`,
  'a quote in a mail': (text) => `> ${text}`,
  'a code fence': (text) => `\`\`\`\n${text}\n\`\`\``,
  brackets: (text) => `(${text})`,
};

/** Every one of them holds this AppID, this AppSecret, and no other of either. */
export const pairForms = (appid: string, secret: string): Form => {
  const labels: readonly (readonly [string, string])[] = [
    ['AppID', 'AppSecret'],
    ['开发者ID(AppID)', '开发者密码(AppSecret)'],
    ['AppID(小程序ID)', 'AppSecret(小程序密钥)'],
    ['appid', 'secret'],
    ['app-id', 'app-secret'],
    ['WECHAT_APP_ID', 'WECHAT_APP_SECRET'],
    ['wx.mp.appId', 'wx.mp.secret'],
    ['"appid"', '"appsecret"'],
    ['appID', 'appsecret'],
  ];
  const signs = ['：', ': ', '=', ' = ', '\t', '\n', ' => ', '', '="'];
  const gaps = ['\n', '\r\n', ' ', '，', '; ', '&', '', ',\n  '];
  const forms: [string, string][] = [];
  for (const [i, [a, b]] of labels.entries()) {
    for (const [j, sign] of signs.entries()) {
      const gap = gaps[(i + j) % gaps.length] ?? '\n';
      const end = sign.endsWith('"') ? '"' : '';
      const parts = [`${a}${sign}${appid}${end}`, `${b}${sign}${secret}${end}`];
      forms.push([`${a}${sign}…${JSON.stringify(gap)}`, parts.join(gap)]);
      forms.push([`${b}${sign}…${JSON.stringify(gap)}, the secret first`, parts.reverse().join(gap)]);
    }
  }
  const code = {
    JSON: JSON.stringify({ appid, secret }),
    'JSON in JSON': JSON.stringify(JSON.stringify({ secret, appid })),
    'JSON in an address': encodeURIComponent(JSON.stringify({ appid, secret })),
    'JSON with escaped quotes': JSON.stringify({ appid, secret }).replaceAll('"', '\\u0022'),
    'an address': `${api}/token?grant_type=client_credential&appid=${appid}&secret=${secret}`,
    'an escaped address': encodeURIComponent(`${api}/token?appid=${appid}&secret=${secret}`),
    curl: `curl ${api}/stable_token -d '{"grant_type":"client_credential","appid":"${appid}","secret":"${secret}"}'`,
    XML: `<appid>${appid}</appid><secret><![CDATA[${secret}]]></secret>`,
    PHP: `$config = ['app_id' => '${appid}', 'secret' => '${secret}'];`,
    'PHP’s var_dump': `["app_id"]=>\n  string(18) "${appid}"\n  ["secret"]=>\n  string(32) "${secret}"`,
    Java: `config.setAppId("${appid}"); config.setSecret("${secret}");`,
    Go: `&offConfig.Config{AppID: "${appid}", AppSecret: "${secret}", Token: "abc"}`,
    Python: `client = WeChatClient('${appid}', '${secret}')`,
    'the console’s page': `基本信息\n原始ID\ngh_0123456789ab\n开发者ID(AppID)\n${appid}\n复制\n开发者密码(AppSecret)\n${secret}\n重置`,
    'the page of a sandbox account': `测试号信息\nappID\n${appid}\nappsecret\n${secret}`,
    'nothing between': appid + secret,
    'nothing between, the secret first': secret + appid,
    'a line each': `${appid}\n${secret}`,
    'zero-width within': `AppID：${appid.slice(0, 9)}\u200b${appid.slice(9)} AppSecret：${secret}`,
    'full-width': `ＡｐｐＩＤ：${appid}　ＡｐｐＳｅｃｒｅｔ：${secret}`,
    'accounts.json': `{"accounts":[{"name":"shop","appid":"${appid}","secret":"${secret}"}]}`,
  };
  return { ...Object.fromEntries(forms), ...code };
};
