import type { Errcode } from './errcode-entry.ts';

/** WeCom (企业微信): the same numbers mean something else there. Facts: the page in each `source`. */
export const workErrcodes: readonly Errcode[] = [
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
