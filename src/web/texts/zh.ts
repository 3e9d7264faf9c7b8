import type { ScriptTexts, Texts } from './en.ts';

const inBetween = '本服务器与 api.weixin.qq.com 之间有代理或网关吗？可能是它代替微信返回的。';
const base = 'WECHAT_API_BASE 必须是微信 API，或遵循同样协议的服务器。';

/** 每个页面都会用到的中文文字；结构由英文目录规定，缺一条就编译不过。 */
export const zh: Texts = {
  htmlLang: 'zh-CN',
  productName: '微信 Access Token',
  description: '用 AppID 和 AppSecret 获取微信 access_token，检查 token 是否有效，查错误码的含义和处理办法。',
  otherLanguage: { lang: 'en', htmlLang: 'en', name: 'EN', label: 'EN, English' },
  nav: { label: '工具' },
  skipToResult: '跳到结果',
  footer: { docs: '微信官方文档', central: '中控服务器', health: '运行状态' },

  queryIgnored:
    '打开本页的 URL 中带有参数，参数没有被读取。如果其中有密钥，它已经留在浏览器历史里，也可能进了反向代理的日志：请重置该密钥。',

  outcome: {
    errcode: (code, name) => `${code}：${name}`,
    unknownErrcode: (code) => `微信返回错误码 ${code}`,
    workErrcode: (code, name) => `企业微信 ${code}：${name}`,
    unknownWorkErrcode: (code) => `企业微信返回错误码 ${code}`,
    status: (status) => `微信侧返回 HTTP ${status}`,
    unexpectedJson: '微信侧返回的 JSON 里既没有 token 也没有错误码',
    empty: '微信侧返回的内容是空的',
    notJson: '返回的内容不是 JSON',
    errorPrefix: '错误：',
  },

  error: {
    action: '处理办法',
    moreSteps: (n: number) => `其余 ${n} 条`,
    unknown: '这个错误码未收录，不作猜测。请用微信的诊断工具查询。',
    rid: 'rid',
    diagnosis: '微信 API 诊断工具',
    diagnosisHint: '（需登录该账号；保留 7 天内的请求）',
    more: (code) => `${code} 详解`,
    source: '微信文档',
    workUnknown: '同一个数字在企业微信里含义不同，这里不作猜测，请看企业微信的帮助页。',
    workSource: '企业微信文档',
    workHelp: '企业微信对该错误码的说明',
    reported: '仅见于开发者的反馈，文档没有列出。',
    ownIp: '把这个 IP 加进账号的 IP 白名单',
    ownIpHint: '这是微信看到的本服务器出口 IP，不是你自己电脑的 IP。',
    anyIp: '微信看到的来源 IP',
  },

  /** 如何把 IP 加进白名单。 */
  whitelist: {
    official: '微信开发者平台',
    open: '打开公众号的 IP 白名单：',
    add: '单独一行填入该 IP 并保存。只有管理员和已登记的开发者能操作。',
    wait: '等几分钟生效后再试。',
    moreHeading: '小程序，或出口 IP 不固定',
    miniProgram: '小程序（白名单可以不开）：',
    changes: '出口 IP 不固定时，给服务器配固定出口（NAT 或代理），或填写网段。',
    changesIn: (official, miniProgram) =>
      `出口 IP 不固定时，给服务器配固定出口（NAT 或代理），或填写网段：公众号填 ${official}，小程序填 ${miniProgram}。`,
    never: '不要填 0.0.0.0/0：那等于对所有 IP 放行。',
  },

  addresses: {
    notListable: '内网或保留地址，微信看到的不会是它，不要填进白名单',
    differ: '出口 IP 在变：给服务器配固定出口（NAT 或代理），或者把它们都加进白名单。',
  },

  notSent: '连接未建立，AppSecret 没有发出。',
  callNotSent: '连接未建立，请求没有发出。',
  leftOpen: {
    fetch: '无法确定微信是否已签发 token。如果 cgi-bin/token 已签发，旧 token 约 5 分钟后失效。',
    force: '微信可能已使当前的 stable token 失效并签发了新的，请勿继续使用旧的。',
    use: '所以 token 是否有效未知。检查不会改变任何东西，可以重试。',
    read: '这个接口不会改变任何东西，可以重试。',
    act: '请求已发出，微信可能已经执行。再次发送前请先查证。',
  },
  sentenceGap: '',
  listGap: '、',
  body: '响应',
  language: '语言',
  copy: {
    plain: '复制',
    token: '复制 token',
    json: '复制 JSON',
    rid: '复制 rid',
    value: (value) => `复制 ${value}`,
    command: (language) => `复制（${language}）`,
  },
  facts: {
    status: (status) => `HTTP ${status}`,
    duration: (ms) => `${ms} 毫秒`,
    size: (bytes) => `${bytes} 字节`,
    noContentType: '无 Content-Type',
  },

  /** 无法使用的响应：它是什么，该怎么办。 */
  answers: {
    was: {
      nothing: () => '响应没有内容，是空的。',
      html: (size) => `返回的是 HTML 页面${size === undefined ? '' : `（${size} 字节）`}。`,
      json: (size) => `返回的是 JSON${size === undefined ? '' : `（${size} 字节）`}，不要相信其中的内容。`,
      text: (size) => `返回的是文本，不是 JSON${size === undefined ? '' : `（${size} 字节）`}。`,
      bytes: (size) => `返回的不是文本${size === undefined ? '' : `（${size} 字节）`}。`,
    },
    status: '微信的错误都以 HTTP 200 返回，所以这是中间的某个环节或异常的微信返回的。',
    length: '请求体分块发送（chunked）而没有 Content-Length 时，微信自己的网关会这样返回。',
    good: '微信返回的是含有 access_token 或 errcode 的 JSON，这个不是。',
    hidden: '内容可能含有请求地址，因此不在这里显示。',
    steps: {
      redirect: [
        '本服务器不跟随重定向，否则密钥会发给它指向的地址。WECHAT_API_BASE 是否把 https:// 写成了 http://，或者是旧地址？',
        '需要登录的网络（Portal 认证）会这样重定向：请先登录，或改用其他出口。',
      ],
      denied: [
        '中间的代理、防火墙或网关拒绝了请求：是否放行了 api.weixin.qq.com？',
        '如果它要求用户名和密码，请写进 HTTPS_PROXY。',
        base,
      ],
      notFound: [
        'WECHAT_API_BASE 应写到微信路径之前为止，例如 https://api.weixin.qq.com，不带 /cgi-bin。',
        inBetween,
      ],
      length: [
        '本服务器会发送 Content-Length。中间的代理或网关如果改成分块转发（Transfer-Encoding: chunked），要改为整体转发。',
        '自己的程序：请把 JSON 整体发送并带上 Content-Length，不要用流式发送。',
      ],
      tooLarge: ['中间的网关限制了请求大小，而这些请求只有几百字节。', inBetween],
      tooMany: ['对方要求降低频率：等几分钟再试，并减少请求次数。', inBetween],
      server: [
        '微信的异常会自行恢复：等一分钟再试。一直这样的话，换用 WECHAT_API_BASE=https://api2.weixin.qq.com。',
        inBetween,
      ],
      cloud: [
        '在微信云托管里，这种页面来自它自己的网关：“开放接口服务”打开了吗，这个路径在它的列表里吗？打开后在那里不需要 access_token；没打开的话，请访问 https://api.weixin.qq.com。',
        '其他环境：等一分钟再试。一直这样的话，是中间的代理或网关连不到微信，请看它的日志。',
      ],
      page: [
        '网络认证登录页（Portal 认证）、防火墙的提示页都会这样：本服务器与 api.weixin.qq.com 之间有什么设备？',
        base,
      ],
      lost: ['可能是中间的设备丢了响应内容：稍等片刻再试。', inBetween, base],
      other: [inBetween, base],
    },
  },

  /** 请求微信的路上哪里出了问题，该检查什么。 */
  faults: {
    timeout: {
      what: (seconds) => `微信在 ${seconds} 秒内没有响应`,
      check: [
        '请求已经发出，是微信或中间的设备响应慢：稍等片刻再试。',
        '如果一直这样，换用微信的另一个接入点：WECHAT_API_BASE=https://api2.weixin.qq.com。',
        '网络较慢时，调大 WECHAT_TIMEOUT_MS。',
      ],
    },
    connect_timeout: {
      what: (seconds) => `${seconds} 秒内没有与微信建立连接`,
      check: [
        '本服务器能访问 api.weixin.qq.com 的 443 端口吗？防火墙丢包就是这种现象。',
        '如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
        '如果从这里访问微信很慢，换用另一个接入点：WECHAT_API_BASE=https://api2.weixin.qq.com。',
      ],
    },
    name_not_found: {
      what: () => '找不到微信 API 的域名（DNS）',
      check: [
        'WECHAT_API_BASE 拼写正确吗？',
        '本机的 DNS 服务器能解析外网域名吗，还是只解析内网域名？',
        '如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
      ],
    },
    name_failed: {
      what: () => '微信 API 的域名无法解析（DNS）',
      check: [
        '本机的 DNS 服务器有响应吗？请查看 /etc/resolv.conf；容器里请查看其 DNS 设置。',
        '如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
        '内存或文件描述符（ulimit -n）耗尽时，域名也无法解析。',
      ],
    },
    refused: {
      what: () => '连接微信被拒绝',
      check: [
        '中间的防火墙是否拒绝连接？',
        'hosts 里是否把 api.weixin.qq.com 指向了旧 IP？请删除。',
        'WECHAT_API_BASE 是否正确，那里有服务在监听吗？',
      ],
    },
    not_connected: {
      what: () => '与微信的连接在建立之前就中断了',
      check: [
        '中间的防火墙或网关是否切断了到 api.weixin.qq.com 的 TLS 连接？',
        'WECHAT_API_BASE 是否正确，那里的服务与地址写的协议（https 或 http）一致吗？',
        '文件描述符（ulimit -n）耗尽时，也无法建立连接。',
      ],
    },
    reset: {
      what: () => '与微信的连接在收到完整响应之前中断',
      check: ['通常会自行恢复：稍等片刻再试。', '如果一直这样：本服务器与微信之间有什么设备？'],
    },
    no_route: {
      what: () => '本服务器到微信的网络不可达',
      check: ['网络通吗？', '是否只有 DNS 里有 IPv6，而本机并没有 IPv6 网络？'],
    },
    tls_expired: {
      what: () => '对方证书不在有效期内',
      check: ['本服务器的时钟准吗？', '中间的代理是否使用了自己的过期证书？'],
    },
    tls_wrong_name: {
      what: () => '证书的域名不符',
      check: ['DNS 或 hosts 是否把 api.weixin.qq.com 指向了别的服务器？', 'WECHAT_API_BASE 是否正确？'],
    },
    tls_untrusted: {
      what: () => '证书的签发者不受本服务器信任',
      check: [
        '公司代理或微信云托管用自己的 CA 签发证书？请在 NODE_EXTRA_CA_CERTS 里指定该 CA。',
        '不要关闭证书校验：那样密钥会发给任何冒充微信的机器。',
      ],
    },
    tls_failed: {
      what: () => '与微信的 TLS 连接没有建立',
      check: ['对方的服务不支持 TLS 1.2 或更高版本？', 'WECHAT_API_BASE 是否正确？'],
    },
    proxy_unreachable: {
      what: () => 'HTTPS_PROXY 指定的代理连不上，或者没有按代理的方式响应',
      check: [
        '代理地址对吗，代理在运行吗？',
        'HTTPS_PROXY 是否写成了 https://，而它其实是普通的 http:// 代理？大多数代理都是后者，访问 https 地址时也一样。',
        '需要直连的域名请写进 NO_PROXY。',
      ],
    },
    proxy_refused: {
      what: () => 'HTTPS_PROXY 指定的代理没有连到微信',
      check: [
        '代理需要用户名和密码（407）？请写进 HTTPS_PROXY。',
        '代理的规则（403）允许 api.weixin.qq.com 和 443 端口吗？',
        '代理自己能访问微信吗（502、503、504）？请查看代理的日志。',
      ],
    },
    proxy_timeout: {
      what: (seconds) => `HTTPS_PROXY 指定的代理在 ${seconds} 秒内没有连通微信`,
      check: [
        '代理地址对吗，那里有响应吗？',
        '代理自己能访问 api.weixin.qq.com 的 443 端口吗？请查看代理的日志。',
        '需要直连的域名请写进 NO_PROXY。',
      ],
    },
    too_large: {
      what: () => '响应超过 64 KiB',
      check: [
        '微信对这些接口的响应只有几百字节，所以停止了读取。本服务器与微信之间有什么设备？',
        'WECHAT_API_BASE 是否正确？',
      ],
    },
    busy: {
      what: () => '本服务器同时进行的微信请求已达上限',
      check: ['通常几秒内会自行恢复。', '如果一直这样，说明微信响应很慢。'],
    },
  },

  /** 本服务器自己拒绝的请求，以及该怎么办。 */
  refusals: {
    form_malformed: {
      heading: '表单无法识别',
      text: '有未知或重复的字段，或值的中间有换行、控制字符。未向微信发起请求。/ 的字段：appid、secret、endpoint、force_refresh、replace_kept、ask；/check 的字段：access_token、quota。',
    },
    force_refresh_needs_stable_token: {
      heading: 'force_refresh 只能与 stable_token 一起用',
      text: '未向微信发起请求。请选择 stable_token，或去掉 force_refresh：cgi-bin/token 本来每次都会签发新的 token。',
    },
    operator_key_needed: {
      heading: '需要管理密钥',
      text: '这里只对本服务器的管理员开放。用浏览器打开时，用户名任意，密码填 OPERATOR_KEY 里的密钥；程序访问时发送 Authorization: Bearer <密钥>。',
    },
    not_same_origin: {
      heading: '请求不是从本页发出的',
      text: '它来自其他网站，或来自另一个地址下的本页。未向微信发起请求。请打开本页再点 Get。如果前面有 https 反向代理，请把 PUBLIC_URL 设为浏览器使用的地址。',
    },
    not_found: {
      heading: '页面不存在',
      text: '地址可能写错了，或者本该发给微信：微信 API 的地址是 api.weixin.qq.com。',
    },
    method_not_allowed: { heading: '该地址不支持此请求方法', text: '可用的方法见响应的 Allow 头。' },
    too_large: {
      heading: '内容太长',
      text: '这些表单的内容都很短，本服务器最多读取 16 KiB，查错误码的文本最多 256 KiB。未向微信发起请求。',
    },
    not_a_form: {
      heading: '这不是表单',
      text: '请像浏览器和 curl -d 那样，以 UTF-8、不压缩的 application/x-www-form-urlencoded 发送。未向微信发起请求。',
    },
    wrong_host: {
      heading: '本服务器不使用这个域名',
      text: '它只响应 localhost、IP 地址，以及 ALLOWED_HOSTS 和 PUBLIC_URL 里的域名。如果地址栏里的域名是你的，请加进 ALLOWED_HOSTS 后重新启动。',
    },
    too_many_requests: {
      heading: '请求太频繁',
      text: '未向微信发起请求。RATE_LIMIT 规定每个客户端、每个 AppID 每分钟的次数。',
    },
    internal: {
      heading: '本服务器出错了',
      text: '请重试；如果一直这样，请本服务的管理员按下面的请求编号查日志。日志里没有你填写的任何内容。',
    },
    formAnew: '表单已清空：再次点击之前请确认所选的接口。',
    wait: (seconds) => `请在 ${seconds} 秒后重试。`,
    requestId: '请求编号：',
    back: '回到页面',
    getToken: '获取 token',
  },
};

/** public/ 里的脚本用到的文字，构建时打进脚本。 */
export const scriptZh: ScriptTexts = {
  copied: '已复制',
  copyByHand: '已选中，请按 Ctrl+C 或 ⌘C',
  show: '显示',
  hide: '隐藏',
  showField: '显示 {label}',
  hideField: '隐藏 {label}',
  fieldShown: '已显示 {label}',
  fieldHidden: '已隐藏 {label}',
  pretty: '格式化',
  raw: '原始 JSON',
  endsIn: '还剩 {time}',
  timeLocale: 'sv-SE',
  dateStyle: 'short',
  time: '{time}（{zone}）',
  showAll: '显示全部（{n}）',
  expired: '已过期',
  hour: ' 小时 ',
  minute: ' 分钟',
  lessThanAMinute: '不到 1 分钟',
  running: '正在请求微信…',
  looking: '正在查询…',
  slow: '正在请求微信… {seconds} 秒后本服务器放弃等待',
  cancel: '取消',
  cancelled: '已取消。',
  cancelledGet: '已取消。请求可能仍在进行并签发 token；马上再点 Get 会接上同一个请求。',
  lost: '本服务器没有响应，它还在运行吗？',
  lostGet: '本服务器没有响应，它还在运行吗？微信可能已经签发了 token。',
  cleaned: '已去掉首尾 {n} 个多余字符。',
  bothInOne: '两个值像是粘贴到了同一个输入框。',
  moreThanAppid: '粘贴的内容不止 AppID。',
  take: '只保留 ',
  split: '分别填入',
  swapped: 'AppID 和 AppSecret 像是填反了。',
  swap: '互换',
  ms: ' 毫秒',
  history: '本页记录',
  clear: '清空',
  cleared: '输入、结果和记录都已清空。',
  hidden: 'token 已隐藏：十分钟无人查看，或已过期。',
  showToken: '显示 token',
};
