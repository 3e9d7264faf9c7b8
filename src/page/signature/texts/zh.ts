import type { Texts } from './en.ts';

/** /signature 的文案，与英文文案结构相同，由编译器检查。 */
export const zh: Texts = {
  heading: '生成或比对签名',
  kind: '签名类型',
  kinds: { jsapi: 'JS-SDK', push_check: '接入校验', push_decrypt: '消息解密', push_encrypt: '回复加密' },
  buttons: { jsapi: '签名', push_check: '校验', push_decrypt: '解密', push_encrypt: '加密' },

  fields: {
    url: '页面 URL',
    signature: { jsapi: '你的签名（用于比对）', push_check: 'signature' },
    body: '收到的内容',
    message: '要回复的内容（加密前）',
    showTicket: '显示获取到的 ticket',
  },
  hints: {
    ticket: '也可以填 access_token，会用它获取 ticket。',
    url: '手机浏览器里 location.href 的值。',
    made: '留空则自动生成。',
    signature: {
      jsapi: '选填。也可以粘贴整段 wx.config({…})。',
      push_check: '选填，留空则计算出应有的签名。',
    },
    appid: {
      jsapi: '选填，用于 wx.config。',
      push_decrypt: '选填，与消息里的 AppID 比对。',
      push_encrypt: '收到该推送的账号的 AppID。',
    },
    token: '后台“消息推送”配置里的 Token，不是 access_token。',
    aesKey: '43 个字符，与 Token 在同一处。',
    query: '可以把整个请求 URL 粘贴到以上任意一栏。',
    echostr: '选填。',
    msgSignature: '请求 URL 里的 msg_signature，不是 signature。',
    body: 'XML 或 JSON，原样粘贴。',
    message: '填 XML；推送格式为 JSON 时填 JSON。',
  },

  empty: {
    heading: '这里显示签名，以及你的签名错在哪里',
    yours: '你的',
    expected: '正确的',
    show: '查看这个示例',
    facts: [
      {
        name: 'JS-SDK',
        text: '为 wx.config 生成签名；微信报 invalid signature 时，由你的签名找出错在哪一步。',
      },
      { name: '消息推送', text: '校验微信请求的签名，解密安全模式的消息，加密被动回复。' },
    ],
    nobody: '全部在本服务器上计算，只有获取 ticket 时才会请求微信。',
  },

  problemHeading: '填写有误',
  go: (label) => `去填写 ${label}`,
  problems: {
    missing: {
      ticket: '请填写 jsapi_ticket 或 access_token',
      url: '请填写页面 URL',
      token: '请填写 Token',
      encoding_aes_key: '请填写 EncodingAESKey',
      appid: '请填写 AppID',
      timestamp: '请填写 timestamp',
      nonce: '请填写 nonce',
      body: '请原样粘贴收到的内容',
      message: '请填写要回复的内容',
    },
    toCompare: (label) => `请填写生成该签名时用的 ${label}`,
    no_address: 'URL 应以 https:// 或 http:// 开头',
    long_address: 'URL 超过 8192 个字符',
    no_time: 'timestamp 应为秒数',
    no_nonce: '这不是 nonce：不应含有空格、& 或 =',
    no_echostr: '这不是 echostr：它是请求 URL 里的一串数字',
    no_signature: '这不是签名：签名是 40 位十六进制字符',
    no_key: (length) =>
      length === 43
        ? 'EncodingAESKey 里有字母和数字以外的字符'
        : `EncodingAESKey 应为 43 个字符，现在是 ${length} 个`,
    plain_body: '这条消息没有加密（明文模式），请到“接入校验”校验它的签名',
    no_body: '其中没有 Encrypt',
    verify_ticket: '这是第三方平台的 component_verify_ticket，不是 jsapi_ticket',
  },
  notUsed: '没有生成签名，也没有请求微信。',
  nothingCompared: '没有进行计算。',

  notes: {
    between: '、',
    taken: (fields) => `已从粘贴的内容中取出：${fields}。`,
    madeNonce: 'noncestr 和 timestamp 留空的部分已自动生成。',
    encoded: 'URL 已按浏览器的方式编码：location.href 里没有 ASCII 以外的字符。',
    unescaped: 'URL 里有 HTML 源码中的 &amp;，签名时用的是 &，与页面看到的一致。',
    milliseconds: 'timestamp 有 13 位，是毫秒。签名时用的是秒：微信要求 10 位。',
    fragmentOff: '已去掉 # 及其后面的部分，与微信一致。',
    fetched: (seconds) =>
      seconds === undefined
        ? 'ticket 已用 token 获取。'
        : `ticket 已用 token 获取，最长 ${Math.round(seconds / 60)} 分钟内有效；在此期间获取到的是同一个。`,
    tokenLength: 'Token 应为 3 到 32 个字母或数字，后台不会接受这样的 Token。',
    unsigned: '缺少 Token、timestamp 或 nonce，没有校验 msg_signature。',
    mended: '密文里的 + 变成了空格（被当作表单解码过），已还原。',
    json: '要回复的是 JSON，所以回包也是 JSON。回包格式必须与推送格式一致。',
    xml: '要回复的不是 JSON，所以回包是 XML。回包格式必须与推送格式一致。',
    ownSuccess: 'success 和空串直接返回，不加密。',
  },

  labels: {
    yours: '你的',
    theirs: '收到的',
    expected: '正确的',
    signature: 'signature',
    msgSignature: 'msg_signature',
    appidInIt: '消息里的 AppID',
    appidGiven: '填写的 AppID',
  },
  copy: {
    config: '复制 wx.config',
    signature: '复制签名',
    string1: '复制 string1',
    code: '复制代码',
    ticket: '复制 ticket',
    echostr: '复制 echostr',
    message: '复制消息',
    reply: '复制回包',
    short: '复制',
  },
  cards: {
    config: '可直接粘贴的 wx.config',
    ticket: 'jsapi_ticket',
    echostr: '原样返回下面的内容，不要多也不要少',
    message: '消息',
    reply: '要返回的内容',
  },

  outcome: {
    made: '签名已生成',
    same: '签名一致',
    two: '同时犯了两个常见错误',
    unknown: '不属于任何一种常见错误',
    ticket: 'ticket 已获取',
    checkMade: '微信请求的签名应为',
    checkSame: '签名正确',
    checkTwo: '同时犯了两个常见错误',
    checkUnknown: '签名与这个 Token 对不上',
    opened: '解密成功',
    openedRight: 'msg_signature 正确，解密成功',
    openedWrong: '解密成功，但 msg_signature 不正确',
    otherAppid: '解密成功，但消息属于另一个账号',
    closed: {
      not_base64: 'Encrypt 不是 base64',
      cut: 'Encrypt 不完整',
      wrong_key: '这个 EncodingAESKey 解不开该消息',
    },
    sealed: '已加密并签名',
  },
  meaning: {
    same: 'ticket、noncestr、timestamp、URL 都与你签名时用的一致。',
    unknown: '已试过各种常见错误以及任意两种的组合，都得不到这个签名。说明签名时四个值里至少有一个不同。',
    long: 'URL 太长，只逐一试过单个错误。',
    ticket: '填写页面 URL 即可签名。',
    checkMade: '请与请求 URL 里的 signature 比较。',
    checkSame: '请求方知道 Token。返回 echostr 即可。',
    plainSame: '请求方知道 Token。',
    checkUnknown: '不要响应这样的请求：请求方不知道这个 Token，或者其中某个值来自另一次请求。',
    closed: {
      not_base64: '其中有 base64 不会出现的字符。请粘贴未经任何程序处理的原始内容。',
      cut: '密文以 16 字节为一块，最后一块不完整。请粘贴到末尾，包括 = 号。',
      wrong_key: '解出来的不是消息。密钥只能解开用它加密的内容；在后台修改之后，微信就用新的密钥加密。',
      rightToken: 'msg_signature 正确，说明 Token 和内容都没问题，只是 EncodingAESKey 不对。',
    },
    otherAppid:
      '务必校验 AppID，否则别人可以把发给其他账号的消息重放过来。第三方平台的消息里是平台的 AppID，企业微信的是 CorpID。',
    padding: '它只补位到 16 字节。微信按 32 字节补位（PKCS#7，块长 32），可能不接受这样的回包。',
    sealed: '请在 5 秒内返回。',
  },

  folds: {
    code: '代码写法',
    string1: 'string1',
    masked: 'ticket 已遮住',
    still: '如果微信仍提示 invalid signature',
    notSeen: '这里看不到的原因',
    frameworks: '框架常对 echostr 做的事',
    openCode: '解密的写法',
  },
  stillSteps: [
    'ticket 不是 wx.config 里那个 AppID 的，或者是 wx_card 类型的 ticket。',
    'wx.config 里的 nonceStr、timestamp 与签名时用的不一致。wx.config 里写 nonceStr，签名串里写 noncestr。',
    '页面的 URL 与这里的不同：在手机上用 alert(location.href) 核对。单页应用改变路径时，iOS 始终以首次进入的 URL 为准。',
    'ticket 已被替换或过期（有效期 2 小时）。应由一个程序获取，其他程序从它那里读取。',
    '域名没有加到 JS 接口安全域名：这时微信提示的是 invalid url domain。只支持 80 和 443 端口。',
  ],
  checkNotSeen: [
    '后台填的是另一个 Token：请逐字核对。修改 Token 后，提交成功才生效。',
    'signature、timestamp、nonce 来自不同的请求：微信每次请求的值都不同。',
    '这是 msg_signature，它还包含密文：请到“消息解密”校验。',
  ],
  decryptNotSeen: [
    '后台填的是另一个 Token。',
    '这些值来自不同的请求，或者内容在途中被改过：请粘贴收到的原始内容。',
  ],
  frameworkSteps: [
    '按 JSON 返回：echostr 两边多了引号。请以 text/plain 返回。',
    '转成了数字：4375120948345356249 变成 4375120948345356000。请一直当作字符串。',
    '前后多了 BOM、空格或换行，来自文件或模板。',
    '外面套了页面布局、调试工具条或错误页。',
    'URL 前面有登录、跳转或人机验证：微信不会跟随，且只等 5 秒。',
  ],
  codeText: {
    sign: '值保持原样：参数名小写，按此顺序，不做 URL 编码，SHA-1 结果用小写十六进制。',
    push: '按字符串排序，直接拼接，SHA-1 结果用小写十六进制。',
    echostr: '只返回 echostr 本身，纯文本。',
    open: '密钥是 EncodingAESKey 加上 = 之后的 base64。要关掉库自带的补位：微信按 32 字节补位。',
  },

  mistakes: {
    fragment: {
      heading: '签名时没有去掉 # 后面的部分',
      meaning: '签名用了完整的 URL。参与签名的 URL 只到 # 为止。',
    },
    encoded: {
      heading: '签名时 URL 被编码了',
      meaning: 'URL 在签名前做了编码。编码只用于把它传给后端，签名要用解码后的 URL。',
    },
    encoded_twice: {
      heading: '签名时 URL 被编码了两次',
      meaning: '其中的 % 变成了 %25。location.href 本身已经编码，直接用它签名。',
    },
    decoded: {
      heading: '签名时 URL 被解码了',
      meaning: '页面看到的 URL 是编码过的（%XX）。签名前框架多解码了一次。',
    },
    amp: {
      heading: '签名时 URL 里是 &amp;',
      meaning: '签名前，模板把 URL 按 HTML 转义了。页面看到的是 &。',
    },
    json_escape: {
      heading: '签名时 URL 带有 JSON 转义',
      meaning: '其中有 \\/ 或 \\u0026，即 JSON 里 / 和 & 的写法。请用 JSON 解析后的文本签名。',
    },
    scheme: {
      heading: '签名时 http 和 https 弄反了',
      meaning:
        'http 和 https 是不同的 URL。在反向代理后面，后端看到的是 http，手机看到的是 https：请用前端传来的 URL 签名，或读取 X-Forwarded-Proto。',
    },
    no_scheme: {
      heading: '签名时 URL 少了 https://',
      meaning: '参与签名的是完整的 URL，包括协议。',
    },
    path_only: {
      heading: '签名时只用了路径',
      meaning: '有些框架里的 url 只是路径。参与签名的是完整的 URL，包括协议和域名。',
    },
    port: {
      heading: '签名时 URL 的端口不同',
      meaning: '后端看到的是自己的端口，手机看到的是代理的端口。请用浏览器里的 URL 签名。',
    },
    origin: {
      heading: '签名时只用了协议和域名',
      meaning: 'Referer 请求头往往只有这么多。请把 location.href 传给后端。',
    },
    index_file: {
      heading: '签名时 URL 多了或少了文件名',
      meaning: '多了或少了 index.html 之类的文件名。请用浏览器里的 URL 签名。',
    },
    slash: {
      heading: '签名时 URL 末尾的斜杠不同',
      meaning: '带斜杠和不带斜杠是两个 URL。请用跳转之后浏览器里的 URL 签名。',
    },
    share_params: {
      heading: '签名时漏了分享附加的参数',
      meaning: '页面被分享后，微信会加上 from=、isappinstalled= 等参数，它们也参与签名。',
    },
    oauth_params: {
      heading: '签名时漏了 code 和 state',
      meaning: '网页授权会在 URL 里加上它们。只要页面没有改掉 URL，它们就参与签名。',
    },
    no_query: {
      heading: '签名时漏了 URL 的参数',
      meaning: '参与签名的 URL 到 # 为止，问号后面的参数都要包括。',
    },
    nonceStr: {
      heading: '签名串里写成了 nonceStr',
      meaning: '签名串里是全小写的 noncestr，wx.config 里才是 nonceStr。',
    },
    names: {
      heading: '签名串里的参数名不对',
      meaning:
        '参数名是 jsapi_ticket、noncestr、timestamp、url，全部小写。从网页复制的代码里，&times 可能变成了 ×。',
    },
    milliseconds: {
      heading: '签名时 timestamp 用了毫秒',
      meaning: 'timestamp 的单位是秒，10 位数字。',
    },
    access_token: {
      heading: '签名时把 access_token 当成了 ticket',
      meaning: '这里要用 jsapi_ticket，它由 access_token 调用 ticket/getticket 获取。',
    },
    card_ticket: {
      heading: '签名时用了卡券的 ticket',
      meaning: 'type=wx_card 得到的是另一个 ticket。wx.config 要用 type=jsapi 的 ticket。',
    },
    no_ticket: {
      heading: '签名时 ticket 是空的',
      meaning: '签名时 ticket 变量为空或 undefined：获取 ticket 的请求有没有等待完成，是否成功？',
    },
    swapped: {
      heading: '签名时 noncestr 和 timestamp 填反了',
      meaning: '两个值放到了对方的位置。',
    },
    space: {
      heading: '签名时某个值带了空格或换行',
      meaning: '它在某个值的开头或末尾，多半来自文件或复制粘贴。请先去掉首尾空白。',
    },
    line_end: {
      heading: '签名串末尾多了换行',
      meaning: 'echo 和许多编辑器会在末尾加换行。计算 SHA-1 时不要带上它。',
    },
    order: {
      heading: '签名时的顺序不对',
      meaning: '顺序不同，签名就不同。',
    },
    values_only: {
      heading: '签名时只拼接了值',
      meaning: '消息推送和卡券才这样签名。JS-SDK 的签名串里，每个值前面都有参数名。',
    },
    separator: {
      heading: '签名时的分隔符不对',
      meaning: '各部分之间的分隔符与微信的不同。',
    },
    lower_case: {
      heading: '签名时把值转成了小写',
      meaning: '只有参数名是小写，值要保持原样。',
    },
    upper_case: {
      heading: '签名用了大写',
      meaning: '内容是对的，微信用的是小写。',
    },
    hash: {
      heading: '签名用了别的哈希算法',
      meaning: '用的是 MD5 或 SHA-2。这个签名是 SHA-1。',
    },
    base64: {
      heading: '签名用了 base64',
      meaning: '签名应写成十六进制，40 位。',
    },
    plain_signature: {
      heading: '这是 signature，不是 msg_signature',
      meaning:
        '它只包含 Token、timestamp 和 nonce。请求 URL 里两个都有，安全模式要校验的是包含消息的 msg_signature。',
    },
    whole_body: {
      heading: '签名时用了整个请求体',
      meaning: '参与签名的只是 Encrypt 的内容，不包括外面的 XML 或 JSON。',
    },
    msg_signature_of_message: {
      heading: '签名时用了解密后的消息',
      meaning: '参与签名的是收到的密文 Encrypt。',
    },
    encrypt_encoded: {
      heading: '签名时 Encrypt 被改动了',
      meaning: 'Encrypt 被转义了，或丢了 +、=。要用请求体里的原文签名。',
    },
    token_space: {
      heading: '签名时 Token 带了空格、换行或引号',
      meaning: '它在程序或配置里 Token 的前后，请去掉。',
    },
    token_case: {
      heading: '签名时 Token 的大小写不对',
      meaning: 'Token 区分大小写。',
    },
    no_token: {
      heading: '签名时 Token 是空的',
      meaning: 'Token 变量为空或 undefined：程序读到配置了吗？',
    },
    token_sample: {
      heading: '签名时用了示例里的 Token',
      meaning: '程序或后台里还是示例的 Token（如 weixin、token）。',
    },
    key_as_token: {
      heading: '签名时把 EncodingAESKey 当成了 Token',
      meaning: '两项配置里，较短的那个才是 Token。',
    },
    appid_as_token: {
      heading: '签名时把 AppID 当成了 Token',
      meaning: 'Token 是后台“消息推送”里单独的一项配置。',
    },
    echostr: {
      heading: '签名时多了 echostr',
      meaning: '参与签名的只有 Token、timestamp 和 nonce。',
    },
    number_sort: {
      heading: '签名时按数字排序了',
      meaning: '要按字符串排序：171… 排在 98… 前面。PHP 的 sort() 要加 SORT_STRING。',
    },
  },
};
