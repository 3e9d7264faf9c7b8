// What SDKs and tools of many languages put into a log when WeChat refuses a call.
import type { Told } from './log-formats.ts';

const json = ({ code, errmsg }: Told): string => JSON.stringify({ errcode: code, errmsg });

/** A line of a log, or some, by the SDK that writes it. */
export const sdkLogs: Readonly<Record<string, (told: Told) => string>> = {
  'EasyWeChat 6 (PHP)': (told) =>
    `[2026-11-26 10:15:23] production.ERROR: Failed to get access_token: ${json(told)} {"exception":"[object] (EasyWeChat\\\\Kernel\\\\Exceptions\\\\HttpException(code: 0): Failed to get access_token: ${json(told).replaceAll('"', '\\"')} at /var/www/vendor/w7corp/easywechat/src/OfficialAccount/AccessToken.php:94)"}`,
  'EasyWeChat 5 (PHP)': (told) =>
    `PHP Fatal error:  Uncaught EasyWeChat\\Kernel\\Exceptions\\HttpException: Request access_token fail: ${json(told)} in /srv/vendor/overtrue/wechat/src/Kernel/AccessToken.php:176\nStack trace:\n#0 /srv/index.php(40): run()`,
  'overtrue/wechat 3 (PHP)': ({ code, errmsg }) =>
    `EasyWeChat\\Core\\Exceptions\\HttpException: [${code}] ${errmsg} in /srv/vendor/overtrue/wechat/src/Core/AbstractAPI.php:209`,
  'WeChatDeveloper (PHP)': ({ code, errmsg }) =>
    `[object] (WeChat\\Exceptions\\InvalidResponseException(code: ${code}): ${errmsg} at /srv/vendor/zoujingli/wechat-developer/WeChat/Contracts/Tools.php:210)`,
  'WxJava (Java)': (told) =>
    `2026-11-26 10:15:23.456 ERROR 7 --- [nio-8080-exec-1] m.c.w.m.a.impl.BaseWxMpServiceImpl : \n【请求地址】: https://api.weixin.qq.com/cgi-bin/user/info\n【错误信息】：错误代码：${told.code}, 错误信息：${told.errmsg}，微信原始报文：${json(told)}`,
  'WxJava, exception (Java)': ({ code, errmsg }) =>
    `me.chanjar.weixin.common.error.WxErrorException: 错误代码：${code}, 错误信息：${errmsg}，微信原始报文：{}\n\tat me.chanjar.weixin.mp.api.impl.BaseWxMpServiceImpl.executeInternal(BaseWxMpServiceImpl.java:439)`,
  'silenceper/wechat (Go)': ({ code, errmsg }) =>
    `2026/11/26 10:15:23 GetUserInfo Error , errcode=${code} , errmsg=${errmsg}`,
  'PowerWeChat (Go)': (told) =>
    `{"level":"error","time":"2026-11-26T10:15:23.456+0800","caller":"kernel/baseClient.go:143","msg":"response body: ${json(told).replaceAll('"', '\\"')}"}`,
  'chanxuehong/wechat (Go)': ({ code, errmsg }) => `errcode: ${code}, errmsg: ${errmsg}`,
  'wechatpy (Python)': ({ code, errmsg }) =>
    `Traceback (most recent call last):\n  File "/srv/app.py", line 42, in send\n    client.message.send_text(user, text)\nwechatpy.exceptions.WeChatClientException: Error code: ${code}, message: ${errmsg}`,
  'WeRoBot (Python)': ({ code, errmsg }) =>
    `  File "/srv/venv/lib/python3.12/site-packages/werobot/client.py", line 30, in check_error\n    raise ClientException("{}: {}".format(json["errcode"], json["errmsg"]))\nwerobot.client.ClientException: ${code}: ${errmsg}`,
  'Senparc.Weixin (.NET)': ({ code, errmsg }) =>
    `[[[ErrorJsonResultException]]]\n[2026/11/26 10:15:23]\n[线程：27]\n微信请求发生错误！错误代码：${code}，说明：${errmsg}`,
  'SKIT.FlurlHttpClient (.NET)': ({ code, errmsg }) =>
    `fail: Shop.Wechat[0] ErrorCode = ${code}, ErrorMessage = ${errmsg}, RawStatus = 200`,
  'co-wechat-api (Node)': ({ code, errmsg }) =>
    `WeChatAPIError: ${errmsg}\n    at API.request (/srv/node_modules/co-wechat-api/lib/api_common.js:126:17)\n    at processTicksAndRejections (node:internal/process/task_queues:95:5) {\n  code: ${code}\n}`,
  'node-easywechat (Node)': (told) =>
    `Error: Request access_token fail: ${json(told)}\n    at AccessToken.refresh (/srv/node_modules/node-easywechat/dist/OfficialAccount/AccessToken.js:88:19)`,
  'wechat4u of axios (Node)': ({ code, errmsg }) =>
    `{\n  status: 200,\n  statusText: 'OK',\n  data: { errcode: ${code}, errmsg: '${errmsg}' }\n}`,
  'wechat (Ruby)': ({ code, errmsg }) => `Wechat::ResponseError (${errmsg}(${code})):`,
  'wechat-rs (Rust)': ({ code, errmsg }) => `Error: WechatError { errcode: ${code}, errmsg: "${errmsg}" }`,
  'n8n node': ({ code, errmsg }) => `NodeApiError: WeChat API error ${code}: ${errmsg}`,
  'wenyan (CLI)': ({ code, errmsg }) => `获取 Access Token 失败，错误码：${code}，${errmsg}`,
};
