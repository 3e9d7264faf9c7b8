import type { toolsEn } from './tools-en.ts';

/** 另外两个工具的文字：检查 token、查错误码。 */
export const toolsZh: typeof toolsEn = {
  check: {
    heading: '检查 access_token',
    tokenHint: '只发一次只读请求（get_api_domain_ip），不会使任何 token 失效。',
    quota: '今日额度',
    noQuota: '不查询',
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
    label: '返回内容、错误码或 rid',
    hint: '可以粘贴微信返回的整段内容，只在本服务器解析，不请求微信。',
    button: '查询',
    emptyHeading: '结果显示在这里',
    listHeading: '已收录的错误码',
    count: (n) => `${n} 个`,
    where: { token: 'cgi-bin/token', stable_token: 'stable_token', use: '其他接口' },
    work: '企业微信',
    whenUsed: '使用 token 时',
    retryProgram: '程序可以自动重试。',
    nothingFound: '这段内容里没有错误码，也没有 rid',
    nothingFoundMeaning: '请粘贴微信返回的 JSON，例如 {"errcode":40013,"errmsg":"…"}，或错误码，或 rid。',
    ridOnly: (time) => `rid 的时间：${time}`,
    ridOnlyMeaning:
      'rid 的前八位是请求时间（官方没有说明，但公开的 rid 都吻合）。当时发生了什么，只有微信的诊断工具能查，保留 7 天。',
    successBody: '这段返回里没有错误',
    successBodyMeaning: 'errcode 为 0，或有所要的内容（access_token、ip_list、ticket），表示调用成功。',
  },
};
