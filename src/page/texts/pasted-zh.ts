import type { pastedEn } from './pasted-en.ts';

/** 对粘贴内容的提示，以及没有发出请求的原因。 */
export const pastedZh: typeof pastedEn = {
  hints: {
    appid_shape: 'AppID 格式可能不对：应为 wx 加 16 位小写十六进制字符。',
    appid_is_original_id: 'gh_ 开头的是原始 ID，不是 AppID。',
    appid_is_corpid:
      'ww 开头的是企业微信的 corpid（企业 ID），不是 AppID。企业微信的 token 用 corpid 和 corpsecret 从 qyapi.weixin.qq.com/cgi-bin/gettoken 获取。',
    appid_is_guest: 'touristappid 是微信开发者工具的游客模式，不是账号。测试号有自己的 AppID 和 AppSecret。',
    appid_is_placeholder: 'AppID 还是未替换的占位符，请换成自己的 AppID。',
    secret_shape: 'AppSecret 格式可能不对：应为 32 位小写十六进制字符。',
    secret_is_placeholder: 'AppSecret 还是未替换的占位符，请换成自己的 AppSecret。',
    secret_is_key43: 'AppSecret 有 43 个字符，像是 EncodingAESKey 或企业微信应用的 Secret。',
    secret_is_appid: 'AppSecret 一栏里像是 AppID。',
    fields_swapped: 'AppID 和 AppSecret 像是填反了。',
    both_in_one: '两个值像是粘贴到了同一个输入框，请分开填写。',
    several: '同一个输入框里有不止一个 AppID 或 AppSecret，请只粘贴要用的那一个。',
    more_than_appid: '粘贴的内容除了 AppID 还有别的。',
    secret_as_appid: 'AppID 一栏里像是 AppSecret 或其他密钥。',
    token_as_value: '粘贴的像是 access_token。获取 token 需要的是 AppID 和 AppSecret。',
  },
  mixedUp: {
    notSent: '未向微信发起请求。',
    offer: (appid) =>
      `其中的 AppID（${appid}）已填入 AppID 一栏。请在 AppSecret 一栏填好密钥，再点“获取 Get”。`,
    sandbox: '测试号有自己的 AppID、AppSecret 和 token，每天最多获取 200 次 token。',
  },
  taken: (field) => `${field}：粘贴的内容不止这个值，已从中取出，其余未使用。`,
  notToken: {
    heading: '这不像是 access_token',
    notSent: '未向微信发起请求，所以没有任何 token 的检查结果。',
    cut: 'token 被截断或打了码，缺了一部分。请粘贴完整的 token。',
    several: '其中有不止一个 token，请只粘贴要检查的那一个。',
    placeholder: '这是未替换的占位符或变量名，请粘贴 token 本身。',
    number: '这是一个数字。如果是错误码，请到上方的“错误码”查询。',
    short: '太短了：微信的 token 有一百多个字符。',
    appid: '这像是 AppID。用它和 AppSecret 可以获取 token。',
    corpid:
      '这像是企业微信的 corpid（企业 ID）。企业微信的 token 从 qyapi.weixin.qq.com/cgi-bin/gettoken 获取。',
    guest: 'touristappid 是微信开发者工具的游客模式，不是账号，也不是 token。',
    original_id: 'gh_ 开头的是公众号或小程序的原始 ID。',
    secret: '这像是 AppSecret，没有发出。用它和 AppID 可以获取 token。',
    client_key: '这像是中控服务器的客户端密钥（wat_…），没有发出。它用来读取 token，本身不是 token。',
    key43:
      '这有 43 个字符，像是 EncodingAESKey 或企业微信应用的 Secret，没有发出。如果确实是 token，请以 access_token=… 的形式粘贴。',
    digest: '这像是校验值或签名，没有发出。如果确实是 token，请以 access_token=… 的形式粘贴。',
    session_key: '这像是 session_key，没有发出。它用来解密用户数据，不能调用接口。',
    openid: '这像是用户的 openid 或 unionid。如果确实是 token，请以 access_token=… 的形式粘贴。',
    ticket: '这像是 ticket（jsapi_ticket、wx_card、component_verify_ticket），没有发出。ticket 不是 token。',
    auth_code: '这像是登录或授权得到的 code。它只能换一次 token，本身不是 token。',
    refresh_token: '这像是 refresh_token，没有发出。它用来换取新的 token，不能调用接口。',
    rid: '这像是 rid（请求编号）。到上方的“错误码”可以看出它的时间。',
    cloudbase:
      '这是 cloudbase_access_token，应放在同名参数里，不能当作 access_token 使用，否则会返回 40001。',
    component:
      '这是第三方平台的 component_access_token，只能调用 /cgi-bin/component/ 下的接口，这里无法检查。',
    wecom: '这是企业微信的 token，用于 qyapi.weixin.qq.com，微信公众平台的接口不认识它。',
    oauth: '这是网页授权（OAuth）得到的用户 token，只能调用 /sns/ 下的接口，其他接口会返回 40001。',
    pair: '其中是 AppID 和 AppSecret，没有 token。AppSecret 没有发出。用它们可以获取 token。',
    answer: '这是一段返回或日志，其中没有 token。到上方的“错误码”可以查询其中的错误码。',
    address: '其中有 URL，但 URL 里没有 access_token。',
    unreadable: '没有在其中找到 token。请只粘贴 token，或粘贴含有它的 JSON 或 URL。',
  },
};
