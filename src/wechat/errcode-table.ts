import { type Errcode, type Localized, stableTokenDoc, tokenDoc } from './errcode-entry.ts';

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

/** The codes that a person who asks for a token meets most often. Facts: the page in each `source`. */
export const commonErrcodes: readonly Errcode[] = [
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
];
