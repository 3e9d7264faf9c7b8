import { commonCodesDoc, type Errcode, stableTokenDoc, tokenDoc } from './errcode-entry.ts';

/** The codes that fault the form of the request: its address, method, parameters or body. Facts: the page in each `source`. */
export const requestErrcodes: readonly Errcode[] = [
  {
    code: 40002,
    where: ['token', 'stable_token'],
    name: { en: 'grant_type is not valid', zh: 'grant_type 不正确' },
    meaning: {
      en: 'The call did not carry grant_type with the value client_credential.',
      zh: '请求里的 grant_type 不是 client_credential，或者没有传。',
    },
    action: {
      en: 'Send grant_type=client_credential exactly, in the singular. The client_credentials of OAuth is not the value WeChat documents.',
      zh: '原样传 grant_type=client_credential，结尾没有 s。OAuth 里习惯写的 client_credentials 不是微信文档给出的值。',
    },
    retry: 'person',
    source: tokenDoc,
  },
  {
    code: 40066,
    where: ['use'],
    name: { en: 'The path is not known', zh: '接口路径不正确' },
    meaning: {
      en: 'WeChat has no API at the path that was called.',
      zh: '请求的路径没有对应的微信接口。',
    },
    action: {
      en: 'Compare the URL with WeChat’s documentation of the API, character by character.',
      zh: '把请求的 URL 和微信接口文档逐字对一遍。',
    },
    retry: 'person',
    source: commonCodesDoc,
  },
  {
    code: 40097,
    where: ['use'],
    name: { en: 'An argument is wrong', zh: '参数有误' },
    meaning: {
      en: 'WeChat rejects an argument of the call and does not say which.',
      zh: '接口参数有误，微信没有说明是哪一个。',
    },
    action: {
      en: 'Compare names, types and allowed values with the API’s page; a misspelled type or env_version is typical.',
      zh: '按接口文档核对参数名、类型和取值；常见的是 type、env_version 写错。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/qr-code/api_getunlimitedqrcode.html',
  },
  {
    code: 41001,
    where: ['use'],
    name: { en: 'access_token was not sent', zh: '没有传 access_token' },
    meaning: {
      en: 'WeChat did not receive an access_token with this call.',
      zh: '微信没有收到 access_token 参数。',
    },
    action: {
      en: 'Put access_token in the query string, also when the call is a POST with a JSON body. If the variable that holds it is empty, look in the log for the refusal of the fetch before it. In WeChat Cloud Hosting (云托管), where no token is sent, it means that the open API service (开放接口服务) did not take the call over: switch it on, publish a new version, and call over http.',
      zh: '把 access_token 放在 URL 的查询参数里，POST JSON 的接口也一样。存放它的变量是空的话，到日志里找前面那次获取 token 的报错。在微信云托管里不传 token 的，是开放接口服务没有接管这次调用：开启它、重新发布版本，并用 http 调用。',
    },
    retry: 'person',
    source: commonCodesDoc,
  },
  {
    code: 41002,
    where: ['token', 'stable_token'],
    name: { en: 'The AppID was not received', zh: '没有收到 appid' },
    meaning: {
      en: 'WeChat found no appid where it looks for it. stable_token answers this also when the appid is there but the body was sent as a form instead of JSON.',
      zh: '微信在该有的位置没有找到 appid。stable_token 的请求体如果按表单提交而不是 JSON，即使带了 appid 也会返回这个码。',
    },
    action: {
      en: 'cgi-bin/token: put appid in the query string, not in a body. stable_token: send a JSON body with Content-Type: application/json, nothing in the query string. Check that the value is not empty.',
      zh: 'cgi-bin/token：appid 放在 URL 查询参数里，不要放请求体。stable_token：用 JSON 请求体，Content-Type 为 application/json，不要放查询参数。检查值是不是空的。',
    },
    retry: 'person',
    source: stableTokenDoc,
  },
  {
    code: 41004,
    where: ['token', 'stable_token'],
    name: { en: 'The AppSecret was not received', zh: '没有收到 secret' },
    meaning: {
      en: 'WeChat found no secret where it looks for it.',
      zh: '微信在该有的位置没有找到 secret。',
    },
    action: {
      en: 'The parameter is called secret here. cgi-bin/token: put it in the query string, not in a body. stable_token: send a JSON body with Content-Type: application/json, nothing in the query string. Check that the value is not empty.',
      zh: '这里的参数名是 secret。cgi-bin/token：放在 URL 查询参数里，不要放请求体。stable_token：用 JSON 请求体，Content-Type 为 application/json，不要放查询参数。检查值是不是空的。',
    },
    retry: 'person',
    source: tokenDoc,
  },
  {
    code: 43001,
    where: ['use'],
    name: { en: 'The call must be a GET', zh: '必须用 GET 请求' },
    meaning: {
      en: 'The API was called with another method than GET.',
      zh: '调用这个接口用的不是 GET。',
    },
    action: {
      en: 'Change the method, and put the parameters in the query string.',
      zh: '改用 GET，参数放在 URL 里。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 43002,
    where: ['stable_token'],
    name: { en: 'The call must be a POST', zh: '必须用 POST 请求' },
    meaning: {
      en: 'stable_token was called with another method than POST.',
      zh: '调用 stable_token 用的不是 POST。',
    },
    action: {
      en: 'Send POST https://api.weixin.qq.com/cgi-bin/stable_token with grant_type, appid and secret in a JSON body. The call made with GET is cgi-bin/token.',
      zh: '改为 POST https://api.weixin.qq.com/cgi-bin/stable_token，grant_type、appid、secret 放在 JSON 请求体里。用 GET 的是 cgi-bin/token。',
    },
    retry: 'person',
    source: stableTokenDoc,
  },
  {
    code: 43003,
    where: ['use'],
    name: { en: 'The call must use HTTPS', zh: '必须用 HTTPS 请求' },
    meaning: {
      en: 'The call was made over HTTP.',
      zh: '请求用的是 HTTP。',
    },
    action: {
      en: 'Change the scheme of the URL to https.',
      zh: '把 URL 改成 https 开头。',
    },
    retry: 'person',
    source: commonCodesDoc,
  },
  {
    code: 44002,
    where: ['stable_token', 'use'],
    name: { en: 'The request body is empty', zh: '请求体为空' },
    meaning: {
      en: 'WeChat expected a body and received none. WeChat does not document this code for stable_token itself, only for its APIs in general.',
      zh: '接口需要请求体，微信收到的是空的。这是通用错误码，stable_token 的文档没有单独列出。',
    },
    action: {
      en: 'Send the parameters as a JSON body. Check that the HTTP library or a proxy on the way does not drop it.',
      zh: '把参数放进 JSON 请求体。检查 HTTP 库或中间的代理有没有把请求体丢掉。',
    },
    retry: 'person',
    source: commonCodesDoc,
  },
  {
    code: 47001,
    where: ['stable_token', 'use'],
    name: { en: 'The request body is not valid JSON', zh: '请求体格式错误' },
    meaning: {
      en: 'WeChat could not read the body. WeChat does not document this code for stable_token itself, only for its APIs in general.',
      zh: '微信解析不了请求体。这是通用错误码，stable_token 的文档没有单独列出。',
    },
    action: {
      en: 'Check the JSON that is really sent: quotes, commas, character encoding. A body sent to stable_token as a form gives 41002 instead.',
      zh: '检查实际发出去的 JSON：引号、逗号、字符编码。按表单提交给 stable_token 时，返回的是 41002。',
    },
    retry: 'person',
    source: commonCodesDoc,
  },
  {
    code: 48017,
    where: ['token', 'stable_token', 'use'],
    name: { en: 'The call went to a retired WeChat address', zh: '接入 IP 已停用' },
    meaning: {
      en: 'The call reached an IP address of WeChat’s Hong Kong entry point that was retired in September 2023.',
      zh: '请求连到了微信香港接入点的旧 IP，该 IP 已于 2023 年 9 月停用。',
    },
    action: {
      en: 'Call api.weixin.qq.com by its name. Remove entries for it from hosts files, and IP addresses written into settings.',
      zh: '用域名 api.weixin.qq.com 访问。删掉 hosts 里的记录和配置里写死的 IP。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/community/develop/doc/0000e0a37d8bc8a788102be6d66c01',
  },
];
