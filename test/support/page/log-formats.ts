// The forms in which logs, dumps, SDKs and people write an errcode down.

export type Told = Readonly<{ code: number; errmsg: string }>;

const json = ({ code, errmsg }: Told): string => JSON.stringify({ errcode: code, errmsg });
const time = '2026-11-26 10:15:23.456';

/** What programs print, by name. */
export const dumps: Readonly<Record<string, (told: Told) => string>> = {
  JSON: json,
  'JSON, pretty': ({ code, errmsg }) => JSON.stringify({ errcode: code, errmsg }, null, 4),
  'JSON in JSON': (told) =>
    JSON.stringify({ level: 'error', ts: 1764123456, caller: 'wx/token.go:142', msg: json(told) }),
  'JSON in JSON in JSON': (told) =>
    JSON.stringify({ log: JSON.stringify({ message: json(told) }), stream: 'stderr' }),
  'a number as a string': ({ code, errmsg }) => JSON.stringify({ errcode: String(code), errmsg }),
  Kubernetes: (told) =>
    JSON.stringify({
      log: `${time} ERROR wx ${json(told)}\n`,
      stream: 'stdout',
      time: '2026-11-26T02:15:23.456789012Z',
    }),
  'in a URL': (told) => encodeURIComponent(json(told)),
  'in a form': (told) => new URLSearchParams({ body: json(told) }).toString(),
  'in a URL, twice': (told) => encodeURIComponent(encodeURIComponent(json(told))),
  'in HTML': (told) => json(told).replaceAll('"', '&quot;'),
  'in HTML, by numbers': (told) => `<pre>${json(told).replaceAll('"', '&#34;')}</pre>`,
  'nginx, escaped': (told) => `body: "${json(told).replaceAll('"', '\\x22')}"`,
  'JSON, quotes escaped': ({ code }) => `{\\u0022errcode\\u0022:${code}}`,
  'JSON, Chinese escaped': ({ code }) => `{"\\u9519\\u8bef\\u7801": ${code}}`,
  XML: ({ code, errmsg }) => `<xml><errcode>${code}</errcode><errmsg><![CDATA[${errmsg}]]></errmsg></xml>`,
  'XML, CDATA': ({ code }) => `<ErrCode><![CDATA[${code}]]></ErrCode>`,
  'PHP print_r': ({ code, errmsg }) => `Array\n(\n    [errcode] => ${code}\n    [errmsg] => ${errmsg}\n)\n`,
  'PHP var_dump': ({ code, errmsg }) =>
    `array(2) {\n  ["errcode"]=>\n  int(${code})\n  ["errmsg"]=>\n  string(${errmsg.length}) "${errmsg}"\n}`,
  'PHP var_dump of a string': ({ code }) => `array(1) {\n  ["errcode"]=>\n  string(5) "${code}"\n}`,
  'PHP var_export': ({ code, errmsg }) => `array (\n  'errcode' => ${code},\n  'errmsg' => '${errmsg}',\n)`,
  'PHP serialize': ({ code, errmsg }) =>
    `a:2:{s:7:"errcode";i:${code};s:6:"errmsg";s:${errmsg.length}:"${errmsg}";}`,
  'PHP exception': ({ code, errmsg }) =>
    `PHP Fatal error:  Uncaught EasyWeChat\\Kernel\\Exceptions\\HttpException: Request access_token fail: {"errcode":${code},"errmsg":"${errmsg}"} in /var/www/html/vendor/AccessToken.php:176\nStack trace:\n#0 /var/www/html/index.php(40): Foo->bar()`,
  'Go %v': (told) => `${time} get token failed: errcode=${told.code} errmsg=${told.errmsg}`,
  'Go %+v': ({ code, errmsg }) =>
    `&{CommonError:{apiName: ErrCode:${code} ErrMsg:${errmsg}} AccessToken: ExpiresIn:0}`,
  'Go %#v': ({ code, errmsg }) => `main.Reply{ErrCode:${code}, ErrMsg:"${errmsg}", ExpiresIn:0}`,
  'Go error': ({ code, errmsg }) => `GetAccessToken Error , errcode=${code} , errmsg=${errmsg}`,
  logfmt: ({ code, errmsg }) =>
    `time=2026-11-26T10:15:23Z level=error msg="call failed" errcode=${code} errmsg="${errmsg}" took=31ms`,
  'Python dict': ({ code, errmsg }) => `{'errcode': ${code}, 'errmsg': '${errmsg}'}`,
  'Python 2 dict': ({ code, errmsg }) => `{u'errcode': ${code}, u'errmsg': u'${errmsg}'}`,
  'Python bytes': (told) => `b'${json(told)}'`,
  'Python exception': ({ code, errmsg }) =>
    `Traceback (most recent call last):\n  File "app.py", line 42, in <module>\nwechatpy.exceptions.WeChatClientException: Error code: ${code}, message: ${errmsg}`,
  'Python repr': ({ code, errmsg }) => `WeChatClientException(${code}, '${errmsg}')`,
  'Java map': ({ code, errmsg }) => `{errcode=${code}, errmsg=${errmsg}}`,
  'Java record': ({ code, errmsg }) => `WxError(errorCode=${code}, errorMsg=${errmsg}, json=null)`,
  WxJava: (told) =>
    `me.chanjar.weixin.common.error.WxErrorException: 错误代码：${told.code}, 错误信息：${told.errmsg}，微信原始报文：${json(told)}\n\tat me.chanjar.weixin.mp.api.impl.WxMpServiceImpl.execute(WxMpServiceImpl.java:401)`,
  'Spring Boot': ({ code, errmsg }) =>
    `${time} ERROR 40013 --- [nio-8080-exec-1] c.e.wx.TokenService : errcode: ${code}, errmsg: ${errmsg}`,
  'C#': ({ code, errmsg }) =>
    `Senparc.Weixin.Exceptions.ErrorJsonResultException: 微信请求发生错误！错误代码：${code}，说明：${errmsg}`,
  'Node inspect': ({ code, errmsg }) => `{ errcode: ${code},\n  errmsg: '${errmsg}' }`,
  'Node error': ({ code, errmsg }) =>
    `WeChatAPIError: ${errmsg}\n    at Request.handle (/srv/app/node_modules/co-wechat-api/lib/api_common.js:88:15) {\n  code: ${code}\n}`,
  'Node error, coloured': ({ code }) => `{ errcode: \u001b[33m${code}\u001b[39m }`,
  'Ruby hash': ({ code, errmsg }) => `{"errcode"=>${code}, "errmsg"=>"${errmsg}"}`,
  'Ruby symbols': ({ code, errmsg }) => `{:errcode=>${code}, :errmsg=>"${errmsg}"}`,
  Elixir: ({ code, errmsg }) => `%{"errcode" => ${code}, "errmsg" => "${errmsg}"}`,
  Rust: ({ code, errmsg }) => `Reply { errcode: Some(${code}), errmsg: Some("${errmsg}") }`,
  'a typed field': ({ code }) => `Errcode(i32): ${code}`,
  Swift: ({ code }) => `["errcode": Optional(${code})]`,
  'Objective-C': ({ code, errmsg }) => `Error Domain=wx Code=${code} "${errmsg}" UserInfo={}`,
  syslog: ({ code, errmsg }) =>
    `Nov 26 10:15:23 web1 app[2412]: wechat: errcode: ${code}#012 errmsg: ${errmsg}`,
  'nginx error log': (told) =>
    `2026/11/26 10:15:23 [error] 31#31: *4711 upstream said: ${json(told)}, client: 192.0.2.4, server: _, request: "GET / HTTP/1.1"`,
  'a map of Gson': ({ code, errmsg }) => `{errcode=${code}.0, errmsg=${errmsg}}`,
  'JSON of Lua': ({ code, errmsg }) => `{"errcode":${code}.0,"errmsg":"${errmsg}"}`,
  YAML: ({ code, errmsg }) => `errcode: ${code}\nerrmsg: "${errmsg}"`,
  'a table': ({ code, errmsg }) => `| errcode | ${code} |\n| errmsg | ${errmsg} |`,
  'a wrapped line': ({ code, errmsg }) => `{"errcode":\n    ${code},\n "errmsg":"${errmsg}"}`,
};

/** What people and SDKs put in front of a code, in both languages; `{}` is its place. */
export const labels: readonly string[] = [
  ...[
    'errcode {}',
    'errcode: {}',
    'errcode={}',
    'ErrCode：{}',
    'err_code is {}',
    'error code {}',
    'Error Code: {}',
  ],
  ...[
    'errorCode={}',
    'error_code: "{}"',
    'error-code {}',
    'code {}',
    'code: {}',
    'with code {}',
    'return code: {}',
  ],
  ...[
    'retcode={}',
    'ret={}',
    'Request Error: {}, it failed',
    'WxApiError: {}: it failed',
    'error [{}]',
    'err: {}',
  ],
  ...['WeChatException({})', 'error #{}', 'ERR-{}', 'errcode{}', 'got errcode of {} again'],
  ...[
    '错误码：{}',
    '错误码 {}',
    '错误码为{}',
    '错误码是：{}，请检查',
    '错误代码：{}',
    '错误代码[{}]',
    '返回码：{}',
    '返回码{}',
  ],
  ...[
    '报错{}',
    '报错：{}',
    '一直报错 {}，怎么办',
    '接口返回{}错误',
    '返回错误码：{}',
    '微信返回 {}',
    '异常：{}',
    '错误：{}',
  ],
  ...['错误编号：{}', '全局返回码：{}', '请求失败，错误码（{}）', '【错误码】{}', '返回了{}'],
];
