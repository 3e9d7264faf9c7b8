import type { Errcode } from './errcode-entry.ts';

const callbackCheckDoc = 'https://developers.weixin.qq.com/doc/subscription/api/base/api_callbackcheck.html';
const ridDoc = 'https://developers.weixin.qq.com/doc/service/openApi/get_rid_info.html';
const quotaDoc = 'https://developers.weixin.qq.com/doc/service/api/apimanage/api_getapiquota';

/** The codes of WeChat's own helpers: callback/check, clear_quota, rid/get, quota/get. Facts: the page in each `source`. */
export const toolErrcodes: readonly Errcode[] = [
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
];
