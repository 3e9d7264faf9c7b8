import { commonCodesDoc, type Errcode, type Localized, stableTokenDoc, tokenDoc } from './errcode-entry.ts';

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

/** The codes that lie with the account or its administrator, not with what was sent. Facts: the page in each `source`. */
export const accountErrcodes: readonly Errcode[] = [
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
];
