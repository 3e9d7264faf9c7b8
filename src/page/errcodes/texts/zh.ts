import type { ErrcodesTexts } from './en.ts';

/** Every word of the look-up in Chinese. */
export const zh: ErrcodesTexts = {
  heading: '查错误码',
  label: '错误码、日志、报错文字或 rid',
  hint: '原样粘贴即可，可以有多个错误码。只在本服务器解析，不请求微信。',
  button: '查询',
  platform: '平台',
  families: {
    mp: { name: '公众号、小程序', hint: (n) => `${n} 个错误码` },
    work: { name: '企业微信', hint: (n) => `${n} 个错误码，同一数字含义可能不同` },
  },
  all: { mp: (n) => `公众号、小程序的 ${n} 个错误码`, work: (n) => `企业微信的 ${n} 个错误码` },
  groups: { fetch: '获取 token 时', use: '使用 token 时', work: '企业微信' },
  showAll: (n) => `全部 ${n} 个错误码`,
  matches: '“{text}”：{all} 个错误码中匹配 {n} 个',
  noMatches: '没有匹配“{text}”的错误码',
  elsewhere: '另一个平台有 {n} 个匹配。',
  pasted: '按回车键解析全文',

  calls: '返回它的接口',
  words: '微信返回的文字',
  workWords: '企业微信返回的文字',
  link: '本条链接',
  whenUsed: '使用 token 时',
  whenFetched: '获取 token 时',
  retryProgram: '程序可以自动重试。',
  and: (heading, n) => `${heading}（另有 ${n} 个）`,
  found: (n, all) => `${all} 个错误码中匹配 ${n} 个`,
  concluded: '内容里没有错误码的数字，这是根据微信随该错误码返回的文字推断的。',
  workNote:
    '这是企业微信的返回，和公众号、小程序是两个产品：它的 token 用 corpid 和应用的 corpsecret 到 qyapi.weixin.qq.com 获取，与 AppID、AppSecret 无关。',
  cloudToken:
    '内容里有 cloudbase_access_token，它是微信云托管的 token，要用 cloudbase_access_token 这个参数名代替 access_token；当作 access_token 传就会返回 40001。',
  faultHeading: (word, name) => `${word}：${name}`,
  timedOut: '响应超时',
  faultMeaning: '这不是微信的返回，请求在途中就失败了。',
  thisServer: '下面说的“本服务器”指发起请求的那台服务器。',
  addressOnly: '微信看到的 IP',
  addressOnlyMeaning: '内容里有来源 IP，但没有这里认识的错误。',
  cut: '内容里还有更多，每类只显示前面一部分。',
  nothingFound: '这段内容里没有找到错误',
  nothingFoundMeaning:
    '请粘贴微信返回的 JSON，例如 {"errcode":40013,"errmsg":"…"}，或报错前后的日志、错误码、报错里的几个词、rid。',
  ridOnly: (time) => `rid 的时间：${time}`,
  ridOnlyMeaning:
    'rid 的前八位是请求时间（官方没有说明，但公开的 rid 都吻合）。当时发生了什么，只有微信的诊断工具能查，保留 7 天。',
  successBody: '这段返回里没有错误',
  successBodyMeaning: 'errcode 为 0，或有所要的内容（access_token、ip_list、ticket），表示调用成功。',
};
