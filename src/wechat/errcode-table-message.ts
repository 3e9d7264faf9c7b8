import type { Errcode } from './errcode-entry.ts';

/** The codes of messages, menus, pages and links, made with a good token. Facts: the page in each `source`. */
export const messageErrcodes: readonly Errcode[] = [
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
];
