import type { Errcode, Localized } from './errcode-entry.ts';

/** WeChat's page on cgi-bin/token, with the codes it lists for it. */
const tokenDoc =
  'https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-access-token/api_getaccesstoken.html';

/** WeChat's page on stable_token, with the codes it lists for it. */
const stableTokenDoc =
  'https://developers.weixin.qq.com/doc/subscription/api/base/api_getstableaccesstoken.html';

/** WeChat's list of the codes that any API may answer. */
const commonCodesDoc = 'https://developers.weixin.qq.com/doc/store/API/basics/commErrCode.html';

const waitAndAskAgain: Localized = {
  en: 'Wait a little and ask again, two or three times at most, with a longer pause each time. If it lasts, report it to WeChat with the rid, if the message has one.',
  zh: '稍等再试，最多两三次，间隔逐次拉长。一直这样的话，带上 rid（报错里有的话）向微信反馈。',
};

const whereToListTheIp: Localized = {
  en: 'Official Account: WeChat Developer Platform (微信开发者平台) → my business (我的业务) → Official Account (公众号) → basic info (基本信息) → development info (开发信息) → API IP whitelist (IP 白名单).',
  zh: '公众号：微信开发者平台 → 我的业务 → 公众号 → 基本信息 → 开发信息 → API IP 白名单。',
};

const whenItChanges: Localized = {
  en: 'If the address keeps changing, give the server a fixed way out (NAT or proxy), or list the range: like 172.0.0.1/24 for an Official Account, like 172.0.0.* for a Mini Program.',
  zh: '出口 IP 总在变的话，给服务器配固定出口（NAT 或代理），或者填网段：公众号写成 172.0.0.1/24 这种，小程序写成 172.0.0.* 这种。',
};

const askTheAdministrator: Localized = {
  en: 'Ask the account’s administrator to answer the message in WeChat. Then ask for the token again, from the same server.',
  zh: '让账号管理员在微信里处理收到的确认消息，再从同一台服务器获取一次 token。',
};

/** The three that one public list names without saying how they differ, so they share one wording. */
function waitingVariant(code: 89502 | 89504 | 89505): Errcode {
  return {
    code,
    where: ['token'],
    name: { en: 'Waiting for the administrator (reported)', zh: '等待管理员确认（据反馈）' },
    meaning: {
      en: 'WeChat does not document this code. One public list reports it as a variant of “waiting for the administrator to confirm this IP address”.',
      zh: '微信文档没有列出这个错误码。据一份公开的错误码表，它属于“等待管理员确认该 IP”一类。',
    },
    action: askTheAdministrator,
    retry: 'person',
  };
}

const callbackCheckDoc = 'https://developers.weixin.qq.com/doc/subscription/api/base/api_callbackcheck.html';
const ridDoc = 'https://developers.weixin.qq.com/doc/service/openApi/get_rid_info.html';
const quotaDoc = 'https://developers.weixin.qq.com/doc/service/api/apimanage/api_getapiquota';

/**
 * Every code of WeChat's that has an explanation, once each, in ascending order, and after them those of WeCom (企业微信),
 * where the same numbers mean something else. Facts: the page in each `source`.
 */
export const errcodes: readonly Errcode[] = [
  {
    code: -1000,
    where: ['token'],
    name: { en: 'Internal error at WeChat, undocumented', zh: '微信内部错误（文档未列）' },
    meaning: {
      en: 'WeChat does not document this code. It is reported with the text “system error”, so it is treated like -1.',
      zh: '微信文档没有列出这个错误码。有开发者遇到过，errmsg 是“system error”，按 -1 处理。',
    },
    action: waitAndAskAgain,
    retry: 'program',
  },
  {
    code: -1,
    where: ['token', 'stable_token', 'use'],
    name: { en: 'WeChat is busy', zh: '微信系统繁忙' },
    meaning: {
      en: 'WeChat could not handle the call at this moment. This says nothing about the AppID, the AppSecret or the access_token.',
      zh: '微信此刻没能处理这次请求。这不说明 AppID、AppSecret 或 access_token 有问题。',
    },
    action: waitAndAskAgain,
    retry: 'program',
    source: tokenDoc,
  },
  {
    code: 0,
    where: ['stable_token', 'use'],
    name: { en: 'Success', zh: '成功' },
    meaning: {
      en: 'The call succeeded. This is not an error.',
      zh: '调用成功，不是错误。',
    },
    action: {
      en: 'Nothing needs doing. cgi-bin/token and stable_token normally leave errcode out when they succeed: test for access_token, not for errcode 0.',
      zh: '无需处理。cgi-bin/token 和 stable_token 成功时一般不带 errcode：判断成功要看有没有 access_token，不要看 errcode 是不是 0。',
    },
    retry: 'person',
    source: stableTokenDoc,
  },
  {
    code: 40001,
    where: ['token', 'use'],
    commoner: 'use',
    name: {
      en: 'The AppSecret or the access_token is not valid',
      zh: 'AppSecret 不对，或 access_token 已失效',
    },
    meaning: {
      en: 'The AppSecret does not belong to this AppID. WeChat now answers 40125 for this; its documentation still lists 40001 as well.',
      zh: 'AppSecret 和这个 AppID 对不上。这种情况微信现在返回 40125，但文档里仍然列着 40001。',
    },
    action: {
      en: 'Copy the AppSecret again, and check that it and the AppID are of the same account. Look for stray spaces and missing characters. If the AppSecret has been reset, use the new one.',
      zh: '重新复制 AppSecret，确认它和 AppID 属于同一个账号。看有没有多余的空格、漏掉的字符。AppSecret 重置过的话，要用新的。',
    },
    use: {
      meaning: {
        en: 'The access_token is invalid or no longer the latest. Most often another program or person has fetched a new one; with cgi-bin/token, the previous one works for five minutes more.',
        zh: 'access_token 无效，或者不是最新的。多半是别的程序或别的人又取了一次；用 cgi-bin/token 取的话，旧的只能再用 5 分钟。',
      },
      action: {
        en: 'Look in the log for the refusal of a fetch before this error: many programs swallow a 40164 there, go on with a dead token and show only this last error. Then find the second fetcher: a test system, another worker, an SDK beside your own code, a colleague with Postman, WeChat’s debug page. Let one central server fetch for everyone, or move to stable_token; if you use stable_token already, somebody forces refreshes. A program that meets this code may refresh once, not in a loop. Check that it is no other kind of token: an OAuth user’s, WeCom’s (企业微信), a cloudbase_access_token (which is sent under that name), or another account’s, such as the sandbox account’s (测试号).',
        zh: '先看日志里这条报错之前获取 token 是不是已经失败：不少程序吞掉了那里的 40164，继续用失效的 token，只显示最后这个错误。再找出另一处在取 access_token 的地方：测试环境、其他进程、代码之外的 SDK、同事的 Postman、微信的接口调试工具。统一由一台中控服务器来取，或者改用 stable_token；已经在用 stable_token 的话，就是有人在强制刷新。程序遇到这个码可以刷新一次，不要循环刷新。再确认它不是别的 token：网页授权的、企业微信的、cloudbase_access_token（要用它自己的参数名传），或者别的账号的，例如测试号的。',
      },
    },
    retry: 'person',
    source: tokenDoc,
  },
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
    code: 40003,
    where: ['use'],
    name: { en: 'The openid is not valid here', zh: 'openid 和账号对不上' },
    meaning: {
      en: 'WeChat does not know this openid for the account that calls: it is mistyped, belongs to another account, or the person does not follow this one.',
      zh: '对发起调用的账号来说，这个 openid 不存在：写错了、是别的账号下的，或者用户没有关注。',
    },
    action: {
      en: 'An openid is valid for one AppID only; use the one that this account itself received. With several accounts, check that token and openid come from the same one.',
      zh: 'openid 只在一个 AppID 下有效，要用本账号自己拿到的那个。有多个账号时，确认 access_token 和 openid 出自同一个账号。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 40013,
    where: ['token', 'stable_token', 'use'],
    name: { en: 'The AppID is not valid', zh: 'AppID 无效' },
    meaning: {
      en: 'WeChat does not know this AppID as it was sent. An AppID has 18 characters: wx and 16 hexadecimal digits in lower case.',
      zh: '微信不认识收到的这个 AppID。AppID 一共 18 个字符：wx 加 16 位小写十六进制。',
    },
    action: {
      en: 'Copy the AppID from the console again. Check its length, upper and lower case, and stray spaces. Check that it is not a template variable left unfilled, such as {{appid}}. The original ID that begins with gh_ is not an AppID, nor is WeCom’s CorpID (企业微信), which mostly begins with ww: its token comes from qyapi.weixin.qq.com.',
      zh: '到控制台重新复制 AppID。检查长度、大小写和多余的空格。看是不是模板变量没替换，例如 {{appid}}。gh_ 开头的是原始 ID，ww 开头的多半是企业微信的 CorpID，都不是 AppID；企业微信的 token 要从 qyapi.weixin.qq.com 取。',
    },
    retry: 'person',
    source: tokenDoc,
  },
  {
    code: 40014,
    where: ['use'],
    name: { en: 'This is not a valid access_token', zh: 'access_token 不合法' },
    meaning: {
      en: 'WeChat does not accept the string as an access_token: it is another string, was cut off, or belongs to another account.',
      zh: '微信不认这个 access_token：传错了、被截断了，或者是别的账号的。',
    },
    action: {
      en: 'Compare it with the access_token as WeChat sent it, from the first character to the last. Leave room for at least 512 characters where it is stored. Check that it is of this account, and neither an OAuth user’s nor WeCom’s (企业微信). Look in the log for a failed fetch before this error: an error’s body may have been kept as a token. A program that meets this code may refresh once, not in a loop.',
      zh: '和微信返回的 access_token 从头到尾对一遍。存储至少留 512 个字符。确认它是这个账号的，不是网页授权的，也不是企业微信的。再看日志里这条报错之前获取 token 是不是已经失败：可能把报错内容当成 token 存了下来。程序遇到这个码可以刷新一次，不要循环刷新。',
    },
    retry: 'person',
  },
  {
    code: 40016,
    where: ['use'],
    name: { en: 'Wrong number of menu buttons', zh: '一级菜单数量不对' },
    meaning: {
      en: 'The menu has no first-level button, or more than three.',
      zh: '一级菜单一个都没有，或者超过了 3 个。',
    },
    action: { en: 'Send one to three entries in button.', zh: 'button 数组放 1 到 3 项。' },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu.html',
  },
  {
    code: 40029,
    where: ['use'],
    name: { en: 'The login code is not valid', zh: '登录 code 不被接受' },
    meaning: {
      en: 'The code is wrong, has expired, or was issued for another AppID; this is the exchange of a user’s code, not the fetch of the account’s access_token.',
      zh: 'code 不对、已过期，或者是别的 AppID 的；它是用户登录的 code，和获取账号的 access_token 无关。',
    },
    action: {
      en: 'Take a fresh code from the client and exchange it once, with the AppID and AppSecret it was issued for.',
      zh: '让前端重新取一个 code，用它所属的 AppID 和 AppSecret 只换一次。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/user-login/api_code2session.html',
  },
  {
    code: 40030,
    where: ['use'],
    name: { en: 'The refresh_token is not valid', zh: 'refresh_token 无效' },
    meaning: {
      en: 'WeChat does not accept this refresh_token of a user’s web authorisation.',
      zh: '网页授权的 refresh_token 不被接受。',
    },
    action: { en: 'Send the user through the authorisation page again.', zh: '让用户重新走一遍网页授权。' },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 40037,
    where: ['use'],
    name: { en: 'The template is not this account’s', zh: '模板不属于该账号' },
    meaning: {
      en: 'The template_id is wrong, belongs to another account, or is of a kind this call does not send.',
      zh: 'template_id 不对、是别的账号的，或者模板种类和接口不匹配。',
    },
    action: {
      en: 'List the account’s templates first and take the id from there. Test and production accounts have different ids.',
      zh: '先查该账号的模板列表，用里面的 id。测试账号和正式账号的 id 不同。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage.html',
  },
  {
    code: 40048,
    where: ['use'],
    name: { en: 'A URL’s domain is not accepted', zh: 'URL 的域名不被接受' },
    meaning: {
      en: 'WeChat does not accept the domain of a link in the request; wx.config gets it for the domain of the page.',
      zh: '请求里有链接的域名不被接受；wx.config 遇到它，指的是当前页面的域名。',
    },
    action: {
      en: 'From wx.config: list the page’s domain as a JS-SDK domain (JS接口安全域名) of the account whose AppID it names, without port. From another call: use a link whose domain the account has listed for that purpose.',
      zh: 'wx.config 报的：把页面域名加到该 AppID 所属账号的“JS接口安全域名”里，不带端口。其他接口报的：换成账号已按该用途登记过的域名。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/Return_codes/Return_code_descriptions_new.html',
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
    code: 40125,
    where: ['token', 'stable_token'],
    name: { en: 'The AppSecret is not valid', zh: 'AppSecret 无效' },
    meaning: {
      en: 'The AppSecret is not the one this AppID has now. It was copied badly, belongs to another account, or has been reset since.',
      zh: '这不是该 AppID 当前的 AppSecret：复制有误、是别的账号的，或者后来被重置过。',
    },
    action: {
      en: 'Check that the AppSecret is complete, without spaces, and of the same account as the AppID. Ask whether somebody has reset it. The console does not keep the AppSecret: if it is lost, only a reset gives a new one. A reset breaks every program that still uses the old one, so tell their owners first.',
      zh: '确认 AppSecret 完整、没有空格，并且和 AppID 属于同一个账号。问一下有没有人重置过。平台不保存 AppSecret，丢了只能重置。重置后，还在用旧 AppSecret 的程序都会失败，先通知到人再重置。',
    },
    retry: 'person',
    source: tokenDoc,
  },
  {
    code: 40163,
    where: ['use'],
    name: { en: 'The login code was used already', zh: '登录 code 已被用过' },
    meaning: {
      en: 'A code can be exchanged once, and this one has been.',
      zh: 'code 只能换一次，这个已经换过了。',
    },
    action: {
      en: 'Look for the second exchange: a retry after a time-out, a page loaded twice, two servers. Take a new code.',
      zh: '找出第二次兑换：超时重试、页面加载了两次、两台服务器同时处理。重新取一个 code。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 40164,
    where: ['token', 'stable_token', 'use'],
    name: { en: 'The caller’s IP address is not listed', zh: '来源 IP 不在白名单' },
    meaning: {
      en: 'The call came from an IP address that is not on the account’s API IP whitelist (IP 白名单). A change to the list takes several minutes to work.',
      zh: '发起请求的 IP 不在该账号的 API IP 白名单里。改了白名单要过几分钟才生效。',
    },
    action: {
      en: `List the IP in the message: it is the address WeChat saw, that of the server that made the call, not of your own computer. ${whereToListTheIp.en} Mini Program, where the list is optional: mp.weixin.qq.com → development management (开发管理) → development settings (开发设置) → IP whitelist (IP 白名单). Several addresses: one a line. ${whenItChanges.en}`,
      zh: `把报错里的 IP 加进白名单：那是微信看到的地址，也就是发起请求的服务器的出口 IP，不是你自己电脑的 IP。${whereToListTheIp.zh}小程序（白名单可以不开）：mp.weixin.qq.com → 开发管理 → 开发设置 → IP 白名单。多个 IP 一行一个。${whenItChanges.zh}`,
    },
    use: {
      meaning: {
        en: 'The call came from an IP address that is not on the account’s API IP whitelist (IP 白名单), which for an Official Account covers calls made with an access_token too. Whether the access_token is good was not said.',
        zh: '发起请求的 IP 不在该账号的 API IP 白名单里；公众号的白名单对带 access_token 的调用同样有效。access_token 本身好坏，这次看不出来。',
      },
      action: {
        en: `List the IP in the message: it is the address WeChat saw, that of the server that made this call, not of your own computer. ${whereToListTheIp.en} ${whenItChanges.en} Then make the call again.`,
        zh: `把报错里的 IP 加进白名单：那是微信看到的地址，也就是发起这次调用的服务器的出口 IP，不是你自己电脑的 IP。${whereToListTheIp.zh}${whenItChanges.zh}然后再调用一次。`,
      },
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/developers/basic_func/ip_whitelist',
  },
  {
    code: 40201,
    where: ['use'],
    name: { en: 'callback/check: no callback URL', zh: 'callback/check：未设置回调 URL' },
    meaning: {
      en: 'The check has nothing to test: the account has no callback URL.',
      zh: '账号没有设置回调 URL，无从检测。',
    },
    action: {
      en: 'Set the account’s callback URL, then run the check again.',
      zh: '先设置账号的回调 URL，再做检测。',
    },
    retry: 'person',
    source: callbackCheckDoc,
  },
  {
    code: 40202,
    where: ['use'],
    name: { en: 'callback/check: wrong action', zh: 'callback/check：action 不正确' },
    meaning: {
      en: 'The check does not know the action that was sent.',
      zh: '传入的 action 不是支持的检测动作。',
    },
    action: {
      en: 'Correct action in the JSON body; WeChat’s example sends "all".',
      zh: '修改 JSON 请求体里的 action；微信文档示例用的是 "all"。',
    },
    retry: 'person',
    source: callbackCheckDoc,
  },
  {
    code: 40203,
    where: ['use'],
    name: { en: 'callback/check: wrong check_operator', zh: 'callback/check：check_operator 不正确' },
    meaning: {
      en: 'The check does not know the network operator that was sent.',
      zh: '传入的 check_operator 不是支持的运营商。',
    },
    action: {
      en: 'Correct check_operator in the JSON body; WeChat’s example sends "DEFAULT".',
      zh: '修改 JSON 请求体里的 check_operator；微信文档示例用的是 "DEFAULT"。',
    },
    retry: 'person',
    source: callbackCheckDoc,
  },
  {
    code: 40243,
    where: ['token'],
    name: { en: 'The AppSecret is frozen', zh: 'AppSecret 已冻结' },
    meaning: {
      en: 'The AppSecret has been frozen in the console. No token can be fetched with it until it is unfrozen.',
      zh: 'AppSecret 在控制台被冻结了，解冻之前不能用它获取 access_token。',
    },
    action: {
      en: 'Ask whoever manages the account whether it was frozen on purpose. Unfreeze it in the console; that takes about 10 minutes to work.',
      zh: '先向账号管理者确认是不是有意冻结的。在控制台解冻，大约 10 分钟后生效。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/service/guide/dev/api',
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
    code: 41008,
    where: ['use'],
    name: { en: 'The login code was not sent', zh: '没有传 code' },
    meaning: { en: 'The exchange of a user’s code carried no code.', zh: '用 code 换登录态时没有带 code。' },
    action: {
      en: 'Web authorisation names the parameter code, Mini Program login js_code. Check that the redirect really brought one.',
      zh: '网页授权的参数名是 code，小程序登录是 js_code。再看回调地址里到底有没有带回来。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 41018,
    where: ['use'],
    name: { en: 'component_appid was not sent', zh: '没有传 component_appid' },
    meaning: {
      en: 'A call of a third-party platform carried no component_appid.',
      zh: '第三方平台的调用没有带 component_appid。',
    },
    action: {
      en: 'Put it in the JSON body, with Content-Type application/json.',
      zh: '放在 JSON 请求体里，Content-Type 为 application/json。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/store/API/basics/commErrCode.html',
  },
  {
    code: 41030,
    where: ['use'],
    name: { en: 'The page does not exist', zh: '页面不存在' },
    meaning: {
      en: 'The published version of the Mini Program has no such page.',
      zh: '小程序的线上版本里没有这个页面。',
    },
    action: {
      en: 'Publish the version that has the page, or send check_path false; the path begins without a slash and has no query.',
      zh: '先发布包含该页面的版本，或者把 check_path 设为 false；路径开头不带斜杠，也不带参数。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/qr-code/api_getunlimitedqrcode.html',
  },
  {
    code: 42001,
    where: ['use'],
    name: { en: 'The access_token has expired', zh: 'access_token 已过期' },
    meaning: {
      en: 'The access_token was good, and its time is over.',
      zh: 'access_token 曾经有效，现在过期了。',
    },
    action: {
      en: 'Fetch a new one; a program that meets this code may refresh once, not in a loop. Count from the expires_in of each reply, not from a fixed 7200. Check the server’s clock, that the refresh comes before the expiry, and that it does not fail: look in the log for the refusal of a fetch before this error.',
      zh: '重新获取；程序遇到这个码可以刷新一次，不要循环刷新。有效期按每次返回的 expires_in 算，不要写死 7200。检查服务器时间、刷新是否早于过期，再看日志里之前的刷新是不是已经失败。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/developers/dev/AccessToken.html',
  },
  {
    code: 42002,
    where: ['use'],
    name: { en: 'The refresh_token has expired', zh: 'refresh_token 过了有效期' },
    meaning: {
      en: 'The refresh_token of a user’s web authorisation is past its time.',
      zh: '网页授权的 refresh_token 过期了。',
    },
    action: {
      en: 'Send the user through the authorisation page again; it lives 30 days.',
      zh: '让用户重新授权；它的有效期是 30 天。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
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
    code: 43101,
    where: ['use'],
    name: { en: 'The user has no consent left', zh: '用户没有可用的订阅' },
    meaning: {
      en: 'The user refused the message, has cancelled, or every consent given has been used up by messages sent.',
      zh: '用户拒收、已取消订阅，或者授权次数已经发完。',
    },
    action: {
      en: 'A one-time consent covers one message: ask again with requestSubscribeMessage, in the user’s own action.',
      zh: '一次性订阅授权一次只能发一条：在用户操作时再调一次 requestSubscribeMessage。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage.html',
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
    code: 45009,
    where: ['token', 'stable_token', 'use'],
    name: { en: 'The day’s calls are used up', zh: '当日调用次数已用完' },
    meaning: {
      en: 'This account has reached its daily limit for this call. With stable_token the limit of 20 forced refreshes a day is reported to give the same code.',
      zh: '该账号今天调用这个接口的次数已到上限。stable_token 每天 20 次强制刷新用完，据开发者反馈也是这个码。',
    },
    action: {
      en: 'Stop the loop that fetches (this costs nothing), or the next count goes the same way: a cache that does not hold, a retry on every error, force_refresh left on. Then fetch by stable_token without force_refresh: it has a count of its own of 500,000 calls a day, and costs nothing either. With a token that still works, /cgi-bin/openapi/quota/clear sets one path back: 1 of 50 a month. Without a token, /cgi-bin/clear_quota/v2 sets all paths back: it wants a JSON body with appid and appsecret (that is the field’s name here), and spends 1 of 10 a month, counted together with clear_quota. Otherwise wait: the count begins anew the next day.',
      zh: '先停掉反复获取的地方（没有代价），否则清零后很快又会用完：缓存没生效、一报错就重试、force_refresh 一直开着。然后改用 stable_token（不带 force_refresh）：它单独计数，每天 50 万次，也没有代价。手里还有可用的 token，就用 /cgi-bin/openapi/quota/clear 清零单个接口：每月共 50 次，用掉 1 次。没有 token，就用 /cgi-bin/clear_quota/v2 清零全部接口：JSON 请求体传 appid 和 appsecret（这里的字段名就是 appsecret），与 clear_quota 合计每月 10 次，用掉 1 次。不清零就等到第二天。',
    },
    use: {
      meaning: {
        en: 'This account has reached its daily limit for this API. The access_token is not the cause, and whether it is good was not said.',
        zh: '该账号今天调用这个接口的次数已到上限。与 access_token 无关，它是否有效这次看不出来。',
      },
      action: {
        en: 'Stop what calls this API so often (this costs nothing). What is left is shown by Check a token, with the quota of this path. With a token, /cgi-bin/openapi/quota/clear sets this one path back: 1 of 50 a month. The console, /cgi-bin/clear_quota, or clear_quota/v2, which needs no token, set all paths back: 1 of 10 a month, counted together. Otherwise wait: the count begins anew the next day.',
        zh: '先停掉频繁调用的地方（没有代价）。剩余次数可在“检查 token”里填上接口路径查看。/cgi-bin/openapi/quota/clear 清零这一个接口：每月共 50 次，用掉 1 次。/cgi-bin/clear_quota、控制台，或不需要 access_token 的 clear_quota/v2，清零全部接口：合计每月 10 次，用掉 1 次。不清零就等到第二天。',
      },
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/service/Message_Management/API_Call_Limits.html',
  },
  {
    code: 45011,
    where: ['stable_token', 'use'],
    name: { en: 'Too many calls in this minute', zh: '每分钟调用过于频繁' },
    meaning: {
      en: 'This account has reached the limit of calls in one minute; for stable_token that is 10,000.',
      zh: '该账号这一分钟内的调用次数已到上限；stable_token 的上限是每分钟 1 万次。',
    },
    action: {
      en: 'Wait a minute and ask again. If it comes back, find the program that calls without a pause.',
      zh: '等一分钟再试。再次出现的话，找出不停调用的程序。',
    },
    retry: 'program',
    source: stableTokenDoc,
  },
  {
    code: 45035,
    where: ['use'],
    name: { en: 'The caller’s IP address is not listed with the shop', zh: '来源 IP 未在小店登记' },
    meaning: {
      en: 'The call for a WeChat shop came from an IP address that the shop has not listed.',
      zh: '调用微信小店接口的 IP 没有在小店登记。',
    },
    action: {
      en: 'List the address of the server that made the call in the shop’s own console.',
      zh: '把发起调用的服务器的出口 IP 登记到小店后台的 IP 白名单。',
    },
    retry: 'person',
    source: commonCodesDoc,
  },
  {
    code: 45047,
    where: ['use'],
    name: { en: 'Too many messages since the last reply', zh: '下行条数已满' },
    meaning: {
      en: 'The account has sent this user as many messages as one action of the user allows.',
      zh: '用户一次互动之后能发的客服消息条数已经用完。',
    },
    action: {
      en: 'Wait until the user writes again; join short messages into one.',
      zh: '等用户再次发消息；短消息合并成一条发。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage.html',
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
    code: 47003,
    where: ['use'],
    name: { en: 'A field breaks its template’s rule', zh: '模板字段不合规则' },
    meaning: {
      en: 'One of the template’s fields is empty or does not fit its type; errmsg names it.',
      zh: '有一个模板字段为空，或者不符合该类型的规则，errmsg 里有字段名。',
    },
    action: {
      en: 'Compare that field with the table of types: thing takes 20 characters, phrase 5 Chinese characters, amount and time have set forms.',
      zh: '按字段类型表核对：thing 最多 20 字，phrase 最多 5 个汉字，amount、time 有固定写法。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage.html',
  },
  {
    code: 48001,
    where: ['use'],
    name: { en: 'The account has no right to this API', zh: '没有该接口的权限' },
    meaning: {
      en: 'The access_token is alive, but the account it belongs to has no right to call this API.',
      zh: 'access_token 有效，但它所属的账号没有这个接口的权限。',
    },
    action: {
      en: 'Check that the access_token is of the right account and of the type of account the API is for. A Mini Program’s API does not take an Official Account’s token. Check in the console that the feature is enabled, and whether the API asks for a verified account; since July 2025 freepublish/* is closed to personal and unverified accounts, while drafts and material still work. A new access_token of the same account changes nothing.',
      zh: '确认 access_token 是对应账号的，账号类型也符合该接口的适用范围。小程序接口不能用公众号的 token。到控制台看功能是否已开通，该接口是否要求账号已认证；2025 年 7 月起，个人主体和未认证的账号不能再调 freepublish/*，草稿和素材接口仍可用。同一个账号重新获取 access_token 没有用。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/developers/troubleshooting',
  },
  {
    code: 48002,
    where: ['use'],
    name: { en: 'The follower refuses messages', zh: '粉丝关闭了接收消息' },
    meaning: {
      en: 'The follower has switched off messages from this account.',
      zh: '粉丝在公众号设置里关掉了“接收消息”。',
    },
    action: {
      en: 'Only the follower can switch them on again. Leave this openid out; the others get the message.',
      zh: '只有粉丝自己能重新打开。跳过这个 openid，其他人照常能收到。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 48004,
    where: ['use'],
    name: { en: 'The API is barred because of a violation', zh: '接口因违规被禁用' },
    meaning: {
      en: 'WeChat has barred this account from this API because of a violation.',
      zh: '该账号因违规被微信禁用了这个接口。',
    },
    action: {
      en: 'Read the notice in the account’s console: it says what for. The code and the access_token are not at fault.',
      zh: '到控制台查看通知，里面有处罚原因。不是代码或 access_token 的问题。',
    },
    retry: 'person',
    source: commonCodesDoc,
  },
  {
    code: 48006,
    where: ['use'],
    name: { en: 'clear_quota: the month’s clears are used up', zh: 'clear_quota：本月清零次数已用完' },
    meaning: {
      en: 'The counts of calls can be cleared 10 times a month, in the console and by API together, and this account has done so.',
      zh: '每月可清零 10 次，控制台和接口合并计算，该账号本月已经用完。',
    },
    action: {
      en: 'Wait for the next month to clear again. Meanwhile find the loop that uses the calls up.',
      zh: '等到下个月才能再清零。这期间先找出反复调用的地方。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/subscription/api/apimanage/api_clearquota.html',
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
  {
    code: 50002,
    where: ['token', 'use'],
    name: { en: 'The account is restricted', zh: '账号受限' },
    meaning: {
      en: 'WeChat restricts this account: it is frozen, has been migrated, or has been cancelled.',
      zh: '账号受到限制：被冻结、已迁移，或者已注销。',
    },
    action: {
      en: 'Look at the account’s state and notices in the console. After a migration the old AppID stays restricted: use the AppID and AppSecret of the account it was migrated to.',
      zh: '到控制台查看账号状态和通知。迁移过的话，旧 AppID 会一直受限：换成迁移后账号的 AppID 和 AppSecret。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/community/minihome/doc/000602572104c8c5b8047be636bc00',
  },
  {
    code: 50004,
    where: ['token'],
    name: { en: 'The account may not fetch tokens', zh: '账号被禁止使用 token 接口' },
    meaning: {
      en: 'WeChat does not let this account use the token call: because of a penalty, or because the account was unfrozen only recently.',
      zh: '微信禁止该账号使用 token 接口：账号受到处罚，或者刚刚解冻。',
    },
    action: {
      en: 'Read the notices in the account’s console. Appeal there if there is a penalty.',
      zh: '到控制台查看通知。有处罚的话，在控制台申诉。',
    },
    retry: 'person',
    source: tokenDoc,
  },
  {
    code: 50007,
    where: ['token'],
    name: { en: 'The account is frozen', zh: '账号已冻结' },
    meaning: {
      en: 'The whole account is frozen, not only its AppSecret.',
      zh: '整个账号被冻结，不只是 AppSecret。',
    },
    action: {
      en: 'Unfreeze the account in the console, then ask for the token again.',
      zh: '在控制台解冻账号，再获取一次 token。',
    },
    retry: 'person',
    source: tokenDoc,
  },
  {
    code: 61003,
    where: ['use'],
    name: { en: 'The account has not authorised the platform', zh: '账号没有授权给平台' },
    meaning: {
      en: 'The account has not authorised this third-party platform, or has cancelled it.',
      zh: '账号没有授权给这个第三方平台，或者已经取消授权。',
    },
    action: {
      en: 'Send the owner through the authorisation page again; check that authorizer_appid and platform belong together.',
      zh: '让账号管理者重新授权；确认 authorizer_appid 和平台对得上。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/community/develop/doc/000ccc504c46884064d2f8b4466800',
  },
  {
    code: 61004,
    where: ['use'],
    name: { en: 'The caller’s IP address is not listed', zh: '来源 IP 未登记' },
    meaning: {
      en: 'The call came from an IP address that is not listed; it stands behind “requestIP:” in errmsg. Third-party platforms get this code, and so do Official Accounts, on tickets and messages for instance.',
      zh: '发起请求的 IP 没有登记，errmsg 里“requestIP:”后面就是它。第三方平台会遇到，公众号也会（例如取 ticket、发模板消息）。',
    },
    action: {
      en: 'List that address, which is the one of the server that made the call: for a third-party platform with the platform, several separated by semicolons; for an Official Account in its API IP whitelist (IP 白名单), one a line. A change takes several minutes to work.',
      zh: '把这个 IP（发起调用的服务器的出口 IP）登记上：第三方平台填在平台自己的白名单里，多个用分号隔开；公众号加进 API IP 白名单，一行一个。改完要过几分钟才生效。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/ThirdParty/token/component_access_token.html',
  },
  {
    code: 61005,
    where: ['use'],
    name: { en: 'The component ticket has expired', zh: 'component ticket 过期' },
    meaning: {
      en: 'The component_verify_ticket is older than the 12 hours it lives.',
      zh: 'component_verify_ticket 已超过 12 小时有效期。',
    },
    action: {
      en: 'WeChat pushes a new one every 10 minutes: check that your callback receives it, decrypts it, answers success and stores it. api_start_push_ticket starts the pushes again.',
      zh: '微信每 10 分钟推送一次：检查回调是否收到、解密、返回 success 并存了下来。推送停了就调 api_start_push_ticket。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/openApi/ticket-token/api_getcomponentaccesstoken',
  },
  {
    code: 61006,
    where: ['use'],
    name: { en: 'The component ticket is not valid', zh: 'component ticket 无效' },
    meaning: {
      en: 'The component_verify_ticket is empty, cut off, or another platform’s.',
      zh: 'component_verify_ticket 为空、被截断，或者是别的平台的。',
    },
    action: {
      en: 'Use the latest one that was pushed, as it stands, with the ticket@@@ in front.',
      zh: '用最近一次推送的原文，开头的 ticket@@@ 不要去掉。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/openApi/ticket-token/api_getcomponentaccesstoken',
  },
  {
    code: 61007,
    where: ['use'],
    name: { en: 'The API is not authorised to the platform', zh: '接口未授权给第三方平台' },
    meaning: {
      en: 'The account has not given the third-party platform the right to this API.',
      zh: '账号没有把这个接口的权限授权给第三方平台。',
    },
    action: {
      en: 'Have the account authorise the platform again, with the permission set that contains this API.',
      zh: '让该账号重新授权给平台，授权时包含这个接口所在的权限集。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/developers/troubleshooting',
  },
  {
    code: 61009,
    where: ['use'],
    name: { en: 'The authorisation code is not valid', zh: '授权码无效' },
    meaning: {
      en: 'The authorization_code is wrong, has been used, or is another account’s; a pre_auth_code in its place gives the same.',
      zh: 'authorization_code 不对、已用过，或者是别的账号的；误传 pre_auth_code 也是这个结果。',
    },
    action: {
      en: 'Take the auth_code from the redirect as it stands and exchange it once.',
      zh: '从回调地址里原样取 auth_code，只换一次。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/community/develop/doc/0002ca075c44180dd2022811c65c00',
  },
  {
    code: 61011,
    where: ['use'],
    name: { en: 'Not the AppID of a third-party platform', zh: '不是第三方平台的 AppID' },
    meaning: {
      en: 'api_component_token was called with an AppID that is not a third-party platform’s.',
      zh: '调用 api_component_token 时传的不是第三方平台的 AppID。',
    },
    action: {
      en: 'Send the platform’s own AppID as component_appid. For an Official Account or a Mini Program, use cgi-bin/token or stable_token instead.',
      zh: 'component_appid 要填第三方平台自己的 AppID。公众号、小程序用 cgi-bin/token 或 stable_token。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/ThirdParty/token/component_access_token.html',
  },
  {
    code: 61023,
    where: ['use'],
    name: { en: 'The refresh token is not valid', zh: '刷新令牌无效' },
    meaning: {
      en: 'The authorizer_refresh_token is wrong, has been replaced by a new authorisation, or belongs to another account or platform.',
      zh: 'authorizer_refresh_token 不对、已被新的授权替换，或者属于别的账号、别的平台。',
    },
    action: {
      en: 'Fetch the current one with api_get_authorizer_list; if that fails, the owner has to authorise again. Store the new one from every reply.',
      zh: '用 api_get_authorizer_list 取当前的；取不到就让账号重新授权。每次返回的新值都要保存。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/doc/oplatform/openApi/ticket-token/api_getauthorizeraccesstoken',
  },
  {
    code: 61024,
    where: ['token'],
    name: { en: 'The AppID belongs to a third-party platform', zh: '这是第三方平台的 AppID' },
    meaning: {
      en: 'cgi-bin/token is not for third-party platforms; they have a token call of their own.',
      zh: 'cgi-bin/token 不支持第三方平台，第三方平台有自己的获取接口。',
    },
    action: {
      en: 'Fetch the component_access_token with POST /cgi-bin/component/api_component_token. It needs the component_verify_ticket that WeChat pushes to the platform’s callback, so the platform’s own server has to make the call. To get the token of an account instead, use that account’s AppID and AppSecret.',
      zh: '用 POST /cgi-bin/component/api_component_token 获取 component_access_token。它需要微信推送到平台回调地址的 component_verify_ticket，所以只能由平台自己的服务器调用。如果要的是某个账号的 access_token，填那个账号的 AppID 和 AppSecret。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/store/leagueheadsupplier/API/getaccesstoken.html',
  },
  {
    code: 63002,
    where: ['use'],
    name: { en: 'The JS-SDK signature is wrong (reported)', zh: 'JS-SDK 签名不对（据反馈）' },
    meaning: {
      en: 'wx.config is reported to fail with this code, “invalid signature”, when WeChat computes another signature. WeChat does not document the code.',
      zh: '微信文档没有列出这个错误码。据反馈，wx.config 的签名和微信算的不一致时返回它（invalid signature）。',
    },
    action: {
      en: 'Sign the address of the page itself as the browser shows it, with its query and without # and what follows, not encoded. In the string to sign it is noncestr, in wx.config nonceStr. The ticket has to be the jsapi_ticket of the account whose AppID wx.config names, not an access_token or a card ticket.',
      zh: '用浏览器里当前页面的地址签名，带上参数，去掉 # 及之后的部分，不要编码。待签名的字符串里是 noncestr，wx.config 里是 nonceStr。ticket 要用 wx.config 里那个 AppID 自己的 jsapi_ticket，不是 access_token，也不是卡券的 ticket。',
    },
    retry: 'person',
  },
  {
    code: 76001,
    where: ['use'],
    name: { en: 'rid/get: the rid is not known', zh: 'rid/get：rid 不存在' },
    meaning: {
      en: 'WeChat has no record of this rid: it never existed, or is older than 7 days.',
      zh: '查不到这个 rid：不存在，或者已超过 7 天。',
    },
    action: {
      en: 'Look up the rid of a call of the last 7 days. If the fault still occurs, repeat the call and use its new rid.',
      zh: '只能查最近 7 天内的 rid。问题还在的话，再调用一次，用新的 rid 查。',
    },
    retry: 'person',
    source: ridDoc,
  },
  {
    code: 76002,
    where: ['use'],
    name: { en: 'rid/get: the rid is malformed', zh: 'rid/get：rid 格式错误' },
    meaning: {
      en: 'What was sent does not have the form of a rid.',
      zh: '传入的内容不是 rid 的格式。',
    },
    action: {
      en: 'Copy only what stands behind “rid:” in errmsg: three groups of 8 hexadecimal digits, joined by hyphens.',
      zh: '只复制 errmsg 里“rid:”后面的部分：三组 8 位十六进制数，用短横线连接。',
    },
    retry: 'person',
    source: ridDoc,
  },
  {
    code: 76003,
    where: ['use'],
    name: { en: 'rid/get: the rid is another account’s', zh: 'rid/get：rid 属于其他账号' },
    meaning: {
      en: 'The rid comes from a call of another account than the one whose access_token was sent.',
      zh: '这个 rid 来自其他账号的调用，与所传 access_token 的账号不一致。',
    },
    action: {
      en: 'Use an access_token of the account that made the call, within 7 days.',
      zh: '用发起那次调用的账号的 access_token 来查，7 天内有效。',
    },
    retry: 'person',
    source: ridDoc,
  },
  {
    code: 76021,
    where: ['use'],
    name: { en: 'quota/get: the path is not known', zh: 'quota/get：cgi_path 不存在' },
    meaning: {
      en: 'WeChat knows no API under the cgi_path that was sent.',
      zh: '传入的 cgi_path 没有对应的接口。',
    },
    action: {
      en: 'Send the path alone, with its leading slash and without the host, such as /cgi-bin/get_api_domain_ip.',
      zh: '只传路径，以斜杠开头，不带域名，例如 /cgi-bin/get_api_domain_ip。',
    },
    retry: 'person',
    source: quotaDoc,
  },
  {
    code: 76022,
    where: ['use'],
    name: { en: 'quota/get: no right to this path', zh: 'quota/get：无权查询该 cgi_path' },
    meaning: {
      en: 'This access_token cannot ask about this cgi_path. That holds for every path under /sns/.',
      zh: '这个 access_token 不能查询该 cgi_path。/sns/ 开头的接口都不能查。',
    },
    action: {
      en: 'Ask about an API that this kind of access_token is used for.',
      zh: '改查这种 access_token 所能调用的接口。',
    },
    retry: 'person',
    source: quotaDoc,
  },
  {
    code: 85013,
    where: ['use'],
    name: { en: 'ext_json is not valid', zh: 'ext_json 有误' },
    meaning: {
      en: 'ext_json is not JSON, or names a path that the code does not have.',
      zh: 'ext_json 不是 JSON，或者写了代码里没有的路径。',
    },
    action: {
      en: 'Check that ext_json is a string that holds valid JSON, and that each page it names exists in the code that is uploaded.',
      zh: '确认 ext_json 是一个字符串，内容是合法的 JSON，并且其中写的页面在上传的代码里都有。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/Return_codes/Return_code_descriptions_new.html',
  },
  {
    code: 85107,
    where: ['use'],
    name: { en: 'The path is not on the cloud’s list', zh: '接口不在云调用名单' },
    meaning: {
      en: 'The API’s path is not in the allow-list of Cloud Hosting’s open API service (开放接口服务).',
      zh: '这个接口的路径不在云托管“开放接口服务”的接口白名单里。',
    },
    action: {
      en: 'Add the path alone, such as /cgi-bin/token, in the console’s list, then publish a new version. If you fetch tokens yourself, switch the service off instead.',
      zh: '在控制台的名单里加上路径（只写路径，如 /cgi-bin/token），再发布新版本。自己获取 access_token 的话，把开放接口服务关掉即可。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/minigame/dev/wxcloudrun/src/guide/weixin/faq.html',
  },
  {
    code: 85112,
    where: ['use'],
    name: { en: 'Cloud Hosting lost its link', zh: '云托管链路异常' },
    meaning: {
      en: 'Cloud Hosting cannot find the secret with which it makes the call; that is a fault on WeChat’s side.',
      zh: '云托管找不到发起调用所需的密钥，是微信一侧的故障。',
    },
    action: {
      en: 'Open a ticket with the environment’s id, the AppID and the time.',
      zh: '提工单，附上环境 ID、AppID 和时间。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/minigame/dev/wxcloudrun/src/guide/weixin/faq.html',
  },
  {
    code: 85113,
    where: ['use'],
    name: { en: 'The cloud token is not ready', zh: '云调用还没就绪' },
    meaning: {
      en: 'The cloud call service has not started yet, as after the first version.',
      zh: '云调用服务还在启动，第一个版本发布后常会这样。',
    },
    action: { en: 'Wait some minutes and try again.', zh: '等几分钟再试。' },
    retry: 'program',
    source: 'https://developers.weixin.qq.com/minigame/dev/wxcloudrun/src/guide/weixin/faq.html',
  },
  {
    code: 89501,
    where: ['token'],
    name: { en: 'The administrator has not answered yet', zh: '正在等待管理员确认' },
    meaning: {
      en: 'As reported, this IP address is already waiting for the administrator’s consent. WeChat’s current documentation does not list this code.',
      zh: '据反馈，该 IP 已经在等待管理员确认。微信现行文档没有列出这个错误码。',
    },
    action: askTheAdministrator,
    retry: 'person',
  },
  waitingVariant(89502),
  {
    code: 89503,
    where: ['token', 'stable_token'],
    name: { en: 'The administrator has to confirm this call', zh: '此次调用需要管理员确认' },
    meaning: {
      en: 'Calls from this IP address need the administrator’s consent. WeChat has sent a message about it to the Official Account’s administrator.',
      zh: '用这个 IP 调用要先经管理员同意。微信已给公众号管理员发了模板消息。',
    },
    action: {
      en: 'Ask the administrator to confirm in WeChat, and say which server is asking. Then ask for the token again, from the same server. Or list the server’s address in the API IP whitelist (IP 白名单).',
      zh: '请管理员在微信里确认，并告诉他是哪台服务器在调用。确认后从同一台服务器再获取一次 token。也可以把服务器的出口 IP 加进 API IP 白名单。',
    },
    retry: 'person',
    source: stableTokenDoc,
  },
  waitingVariant(89504),
  waitingVariant(89505),
  {
    code: 89506,
    where: ['token', 'stable_token'],
    name: { en: 'Refused twice by the administrator: 24 hours', zh: '管理员两次拒绝，24 小时内不可调用' },
    meaning: {
      en: 'The administrator has refused this IP address twice. Calls from it are blocked for 24 hours.',
      zh: '管理员两次拒绝了该 IP，24 小时内不能再用这个 IP 调用。',
    },
    action: {
      en: 'Talk to the administrator before anything else: which server it is, and what it needs the token for. Then wait out the 24 hours and ask for the token again, or list the server’s address in the API IP whitelist (IP 白名单).',
      zh: '先和管理员沟通：这是哪台服务器，为什么要取 access_token。然后等 24 小时再获取 token，或者把服务器的出口 IP 加进 API IP 白名单。',
    },
    retry: 'person',
    source: stableTokenDoc,
  },
  {
    code: 89507,
    where: ['token', 'stable_token'],
    name: { en: 'Refused by the administrator: 1 hour', zh: '管理员已拒绝，1 小时内不可调用' },
    meaning: {
      en: 'The administrator has refused this IP address. Calls from it are blocked for 1 hour; a second refusal makes that 24 hours.',
      zh: '管理员拒绝了该 IP，1 小时内不能再用这个 IP 调用；再被拒绝一次就是 24 小时。',
    },
    action: {
      en: 'Talk to the administrator before anything else: which server it is, and what it needs the token for. Then wait out the hour and ask for the token again, or list the server’s address in the API IP whitelist (IP 白名单).',
      zh: '先和管理员沟通：这是哪台服务器，为什么要取 access_token。然后等 1 小时再获取 token，或者把服务器的出口 IP 加进 API IP 白名单。',
    },
    retry: 'person',
    source: stableTokenDoc,
  },
  {
    code: 600001,
    where: ['use'],
    name: { en: 'The Mini Program’s network call failed', zh: '小程序网络请求失败' },
    meaning: {
      en: 'An errno of wx.request and its kin on the user’s device: the network component of WeChat’s client could not complete the call. It is no answer of WeChat’s servers and says nothing about a token.',
      zh: '这是用户设备上 wx.request 等接口的 errno：微信客户端的网络组件没能完成请求。不是微信服务器的返回，和 access_token 无关。',
    },
    action: {
      en: 'Read the name behind net:: in errMsg: it says whether the name, the connection, a proxy or the certificate failed. With a certificate error, install the whole chain on your server. A Mini Program must not call api.weixin.qq.com itself; its own server does.',
      zh: '看 errMsg 里 net:: 后面的名称：域名解析、连接、代理还是证书出了问题。证书错误时，在自己的服务器上装好完整的证书链。小程序不能直接请求 api.weixin.qq.com，要由自己的服务器来调用。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html',
  },

  // WeCom
  {
    code: -1,
    family: 'work',
    where: ['use'],
    name: { en: 'WeCom is busy', zh: '企业微信系统繁忙' },
    meaning: { en: 'WeCom could not handle the call at this moment.', zh: '企业微信此刻没能处理这次请求。' },
    action: { en: 'Try again after a pause, three times at most.', zh: '隔一会儿重试，最多三次。' },
    retry: 'program',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 40001,
    family: 'work',
    where: ['use'],
    name: { en: 'The secret is not valid', zh: 'Secret 和应用对不上' },
    meaning: {
      en: 'The corpsecret is not one of this company’s apps.',
      zh: 'corpsecret 不属于该企业的任何应用。',
    },
    action: {
      en: 'Copy it again from the app’s page in the admin console: every app has a secret of its own, and the address book another one.',
      zh: '到管理后台对应应用的页面重新复制：每个应用的 Secret 都不同，通讯录的是另一个。',
    },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 40013,
    family: 'work',
    where: ['use'],
    name: { en: 'The CorpID is not valid', zh: 'CorpID 无效' },
    meaning: { en: 'WeCom does not know this CorpID.', zh: '企业微信没有这个 CorpID。' },
    action: {
      en: 'Copy it from the admin console, under my company; a CorpID begins with ww, or with wx when it is old. The AppID of an Official Account is another thing.',
      zh: '到管理后台“我的企业”里复制；一般以 ww 开头，早期的以 wx 开头。它不是公众号的 AppID。',
    },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 40014,
    family: 'work',
    where: ['use'],
    name: { en: 'The access_token is not valid', zh: 'access_token 不被接受' },
    meaning: {
      en: 'WeCom does not accept the access_token: it is mistyped, has expired, was revoked early, or is not WeCom’s at all.',
      zh: '企业微信不认这个 access_token：传错了、过期了、被提前收回，或者根本不是企业微信的。',
    },
    action: {
      en: 'Fetch a new one and try once. A token from api.weixin.qq.com does not work here.',
      zh: '重新获取，只重试一次。api.weixin.qq.com 返回的 token 在这里不能用。',
    },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 40091,
    family: 'work',
    where: ['use'],
    name: { en: 'The secret is another company’s', zh: 'Secret 是别的企业的' },
    meaning: {
      en: 'The secret does not belong to this CorpID.',
      zh: '这个 Secret 和 CorpID 不是一个企业的。',
    },
    action: {
      en: 'Take corpid and corpsecret from the same company’s admin console, and send them as a pair.',
      zh: 'corpid 和 corpsecret 要从同一个企业的管理后台取，成对使用。',
    },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 41001,
    family: 'work',
    where: ['use'],
    name: { en: 'access_token was not sent', zh: '没有带 access_token' },
    meaning: { en: 'The call carried no access_token.', zh: '请求里没有 access_token。' },
    action: { en: 'Put it in the query string.', zh: '放在 URL 的查询参数里。' },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 42001,
    family: 'work',
    where: ['use'],
    name: { en: 'The access_token has expired', zh: 'access_token 过了有效期' },
    meaning: { en: 'The access_token is past its time.', zh: 'access_token 已经超过有效期。' },
    action: {
      en: 'Fetch a new one and try once. If the same token comes back, do not loop: the fault is WeCom’s.',
      zh: '重新获取，只重试一次。如果取回来还是同一个，不要循环，问题在企业微信一侧。',
    },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 45009,
    family: 'work',
    where: ['use'],
    name: { en: 'Called too often', zh: '调用频率超限' },
    meaning: {
      en: 'The calls of this company, app or address went over a limit per minute, hour, day or month.',
      zh: '该企业、应用或 IP 的调用超过了每分钟、每小时、每天或每月的上限。',
    },
    action: {
      en: 'Wait as long as the limit’s own period, and find the loop; cache the access_token instead of fetching it for each call.',
      zh: '等过相应的周期，再找出循环调用的地方；access_token 要缓存，不要每次都取。',
    },
    retry: 'program',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 48002,
    family: 'work',
    where: ['use'],
    name: { en: 'The app has no right to this API', zh: '应用没有接口权限' },
    meaning: {
      en: 'The access_token is good, but the app it belongs to may not call this API.',
      zh: 'access_token 有效，但它所属的应用不能调用这个接口。',
    },
    action: {
      en: 'Address book: use the secret of contact sync (通讯录同步); external contacts: list the app under those that may call. Check also that the app has its trusted IP (企业可信IP).',
      zh: '写通讯录要用“通讯录同步”的 Secret，客户联系接口要把应用加到“可调用应用”里。还要看应用有没有配置企业可信 IP。',
    },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 60011,
    family: 'work',
    where: ['use'],
    name: { en: 'No right to the member, department or tag', zh: '没有操作该对象的权限' },
    meaning: {
      en: 'The member, department or tag lies outside what this app may see or change.',
      zh: '这个成员、部门或标签不在应用能看或能改的范围内。',
    },
    action: {
      en: 'Add it to the app’s visible range. To change the address book, use the secret of contact sync (通讯录同步): an app’s own may only read.',
      zh: '把它加进应用的可见范围。改通讯录要用“通讯录同步”的 Secret，普通应用的只能读。',
    },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
  {
    code: 60020,
    family: 'work',
    where: ['use'],
    name: { en: 'The caller’s IP address is not listed', zh: '来源 IP 不可信' },
    meaning: {
      en: 'The call came from an IP address that is not on the app’s list of trusted IPs (企业可信IP); gettoken itself works from anywhere.',
      zh: '发起请求的 IP 不在应用的“企业可信IP”里；gettoken 本身不限 IP。',
    },
    action: {
      en: 'List the address after “from ip:” in errmsg: app page → trusted IP (企业可信IP). The list opens only after a trusted domain or a receive URL is set; a provider lists it with the provider’s own information.',
      zh: '把 errmsg 里“from ip:”后面的地址填到应用页面的“企业可信IP”。先设置可信域名或接收消息 URL 才能填；服务商应用在服务商后台填。',
    },
    retry: 'person',
    source: 'https://developer.work.weixin.qq.com/document/path/90455',
  },
];
