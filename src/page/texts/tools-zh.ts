import type { toolsEn } from './tools-en.ts';

/** 另外两个工具的文字：检查 token、查错误码。 */
export const toolsZh: typeof toolsEn = {
  check: {
    heading: '检查 access_token',
    tokenHint: '只发一次只读请求（get_api_domain_ip），不会使任何 token 失效。',
    quota: '同时查询接口的今日额度',
    quotaHint: '填写接口路径，不查询就留空。',
    noPath: '这不是接口路径',
    noPathText: '请填写接口路径，例如 /cgi-bin/message/custom/send，不查询就留空',
    button: '检查',
    alive: 'token 有效',
    aliveMeaning: '微信返回了它的服务器地址列表。',
    dead: 'token 无效',
    ipNotListed: 'IP 不在白名单，token 是否有效未知',
    noRight: 'token 有效，但账号没有该接口权限',
    unknown: '微信没有给出 token 是否有效的结论',
    otherAccount:
      '其他账号（包括测试号）的 token、网页授权得到的用户 token、cloudbase_access_token，也会是同样的返回。',
    quotaHeading: (path) => `${path} 今日额度`,
    quotaText: (used, limit, remain) => `已用 ${used} / ${limit}，剩余 ${remain}。`,
    quotaFailed: (reason) => `没能查到额度：${reason}`,
    emptyHeading: 'token 是否有效',
    emptySteps: [
      '有效：token 可用，本服务器的 IP 也在白名单里。',
      '无效：已过期、被更新的 token 替换、没有复制完整，或属于其他账号。',
      '未知：只是本服务器的 IP 不在白名单。',
    ],
  },

  lookup: {
    heading: '查错误码',
    label: '报错、日志、错误码或 rid',
    hint: '原样粘贴即可，只在本服务器解析，不请求微信。',
    button: '查询',
    emptyHeading: '结果显示在这里',
    listHeading: '已收录的错误码',
    count: (n) => `${n} 个`,
    where: { token: 'cgi-bin/token', stable_token: 'stable_token', use: '其他接口' },
    work: '企业微信',
    whenUsed: '使用 token 时',
    whenFetched: '获取 token 时',
    concluded: '内容里没有错误码的数字，这是根据微信随该错误码返回的文字推断的。',
    workHeading: (code, name) =>
      name === undefined ? `企业微信返回了错误码 ${code}` : `企业微信 ${code}：${name}`,
    workNote:
      '这是企业微信的返回，和公众号、小程序是两个产品：它的 token 用 corpid 和应用的 corpsecret 到 qyapi.weixin.qq.com 获取，与 AppID、AppSecret 无关。',
    workUnknown: '同一个数字在企业微信里含义不同，这里不作猜测，请看企业微信的帮助页。',
    workSource: '企业微信文档',
    workHelp: '企业微信对该错误码的说明',
    cloudToken:
      '内容里有 cloudbase_access_token，它是微信云托管的 token，要用 cloudbase_access_token 这个参数名代替 access_token；当作 access_token 传就会返回 40001。',
    timedOut: '响应超时',
    faultHeading: (word, name) => `${word}：${name}`,
    faultMeaning: '这不是微信的返回，请求在途中就失败了。',
    thisServer: '下面说的“本服务器”指发起请求的那台服务器。',
    addressOnly: '微信看到的 IP',
    addressOnlyMeaning: '内容里有来源 IP，但没有这里认识的错误。',
    addressesDiffer: '出口 IP 在变：给服务器配固定出口（NAT 或代理），或者把它们都加进白名单。',
    notListable: '内网或保留地址，微信看到的不会是它，不要填进白名单',
    cut: '内容里还有更多，每类只显示前面一部分。',
    retryProgram: '程序可以自动重试。',
    nothingFound: '这段内容里没有找到错误',
    nothingFoundMeaning:
      '请粘贴微信返回的 JSON，例如 {"errcode":40013,"errmsg":"…"}，或报错前后的日志，或错误码，或 rid。',
    ridOnly: (time) => `rid 的时间：${time}`,
    ridOnlyMeaning:
      'rid 的前八位是请求时间（官方没有说明，但公开的 rid 都吻合）。当时发生了什么，只有微信的诊断工具能查，保留 7 天。',
    successBody: '这段返回里没有错误',
    successBodyMeaning: 'errcode 为 0，或有所要的内容（access_token、ip_list、ticket），表示调用成功。',
  },
};
