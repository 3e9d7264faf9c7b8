import { zh as webZh } from '../../web/texts/zh.ts';
import type { Texts } from './en.ts';

const duration = (seconds: number): string => {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const parts = [hours && `${hours} 小时`, minutes && `${minutes} 分钟`, rest && `${rest} 秒`];
  return parts.filter(Boolean).slice(0, 2).join(' ') || '0 秒';
};

/** 工具页面的全部中文文字，加上每个页面都会用到的；结构由英文目录规定，缺一条就编译不过。 */
export const zh: Texts = {
  ...webZh,

  form: {
    heading: '获取 access_token',
    appidHint: 'wx 加 16 位十六进制字符，在控制台复制。',
    secretHint: '仅用于本次请求，不保存，不写日志。',
    endpoint: '接口',
    token: '每次签发新的 token',
    stableToken: '返回当前 token，不影响线上',
    tokenWarning: '会换掉该账号正在使用的 token，仍在用旧 token 的服务约 5 分钟后会报 40001。',
    tokenAgain: '再次获取会再换一次 token。',
    stableWarning: '不影响线上：cgi-bin/token 签发的 token 也照常可用。',
    force: '立即更换（force_refresh）',
    forceWarning:
      '会使当前的 stable token 失效，仍在用它的服务器都会报 40001。微信限制每天 20 次，间隔至少 30 秒。',
    forceLeft: (left) => `据本服务器所知，该 AppID 今天还剩 ${left} 次（共 20 次）。`,
    forceUnknown: '剩余次数在第一次 Get 之后显示，只统计从本服务器发起的。',
    forceLabel: '确认使当前 token 失效',
    get: '获取 Get',
  },

  empty: {
    heading: '这里显示 token，失败时说明原因',
    expires: '2 小时后过期',
    notListed: '40164：本服务器的 IP 不在白名单',
    where: 'AppID、AppSecret',
    official: '公众号：',
    miniProgram: '小程序：',
    secretOnce: 'AppSecret 只在生成或重置时显示一次。',
    list: 'IP 白名单',
    listed:
      '请求由本服务器发出，白名单里要有它的出口 IP：一行一个，不要填 0.0.0.0/0（等于对所有 IP 放行）。如果没有，第一次获取时会显示要添加的 IP。',
  },
  ask: {
    button: '查看微信看到的 IP',
    hint: '用填写的 AppID 和 AppSecret 发一次普通的 stable_token 请求，不会换掉任何 token。',
    accepted: '微信接受本服务器的请求',
    acceptedMeaning: '本服务器的 IP 已在白名单里，或该账号没有开启白名单。微信只在拒绝时才给出 IP。',
  },

  plainHttp:
    '当前是明文 http 连接，填写的内容在传输途中可能被窃听。请改用 https 打开，或在服务器本机用 localhost 打开。部署者：请在前面加一层 https 反向代理，并设置 PUBLIC_URL。',

  token: {
    heading: (seconds) =>
      seconds === undefined ? '已获取 token' : `已获取 token，有效期 ${duration(seconds)}`,
    label: 'access_token',
    length: (n) => `${n} 个字符`,
    room: '微信要求至少预留 512 个字符的存储空间。',
    ends: '到期时间',
    former: '旧 token 约 5 分钟后失效。',
    stable: '这是当前的 stable token：在最后 5 分钟之前再次获取，得到的是同一个。',
    forced: '之前的 stable token 随时会失效，请勿继续使用。30 秒内重复强制刷新不会换新。',
    badExpiresIn: 'expires_in 不是可用的秒数，无法得知到期时间，请当作很快过期处理。',
    clamped: 'expires_in 超过微信公布的最长有效期 7200 秒，这里按 7200 计算。',
    reload: '刷新本页会再次请求微信。',
    reloadForce: '刷新本页会再次强制刷新。',
    next: '检查是否有效',
    call: '用这个 token 调用接口',
  },

  notAsked: '微信会返回的内容',
  masked: '返回内容里出现了密钥，这里已遮住。',

  removed: (field, spaces, invisible, quotes) => {
    const parts = [
      spaces > 0 && `${spaces} 个空白`,
      invisible > 0 && `${invisible} 个不可见字符`,
      quotes > 0 && `${quotes} 个引号`,
    ].filter(Boolean);
    return `${field}：已去掉首尾的 ${parts.join('、')}。`;
  },
  missing: {
    heading: '填写有误',
    appid: '请填写 AppID',
    secret: '请填写 AppSecret',
    access_token: '请粘贴 access_token',
    meaning: {
      appid: '缺少 AppID。未向微信发起请求，微信会返回 41002。',
      secret: '缺少 AppSecret。未向微信发起请求，微信会返回 41004。',
    },
  },
  correct: {
    appid: '修改 AppID',
    secret: '重新填写 AppSecret',
    access_token: '粘贴其他 token',
    quota: '修改接口路径',
  },
  openConsole: (name) => `打开${name}`,

  request: {
    heading: '请求',
    set: {
      WX_SECRET: '先设置密钥，这样不会留在命令历史里：',
      TOKEN: '先设置 token，这样不会留在命令历史里：',
    },
    oldWindows:
      '旧版 Windows 报“未能创建 SSL/TLS 安全通道”时，先执行 [Net.ServicePointManager]::SecurityProtocol = "Tls12"',
    setsToken: '会显示返回内容，并把 token 存入 TOKEN，供“下一步”使用。',
    next: '下一步',
    nextHint: '用到“请求”设置的 TOKEN。',
    clearBySecret: '清零全部接口的次数，不需要 token（每月共 10 次，用掉 1 次）',
    clearPath: (path) => `清零 ${path} 的次数（每月共 50 次，用掉 1 次）`,
    clearAll: '清零该账号全部接口的次数（每月共 10 次，用掉 1 次）',
    appidHint: 'APPID 请换成该账号的 AppID。',
  },

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
    cut: 'token 不完整：被截断，或中间被打码。请粘贴完整的 token。',
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
    stand_in:
      '这是本服务器（或另一台）网关的替身 token，不是微信的，没有发送到任何地方。它只能用在那个网关上。',
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

  check: {
    heading: '检查 access_token',
    tokenHint: '只发一次只读请求（get_api_domain_ip），不会使任何 token 失效。',
    quota: '同时查询接口的今日额度',
    quotaHint: '填写接口路径，不查询就留空。',
    noPath: '这不是接口路径',
    noPathText: '请填写接口路径，例如 /cgi-bin/message/custom/send，不查询就留空',
    button: '检查',
    alive: 'token 有效',
    aliveMeaning: '可以使用，本服务器的 IP 也可以用它调用接口。',
    dead: 'token 无效',
    ipNotListed: 'IP 不在白名单，token 是否有效未知',
    noRight: 'token 有效，但账号没有该接口权限',
    unknown: '微信没有给出 token 是否有效的结论',
    otherAccount:
      '其他账号（包括测试号）的 token、网页授权得到的用户 token、cloudbase_access_token，也会是同样的返回。',
    onward: {
      rid: '查询 rid',
      clear: (path: string) => `清零 ${path} 的次数`,
      clearCost: '用掉本月 50 次中的一次，发送前会再确认。',
    },
    quotaHeading: (path) => `${path} 今日额度`,
    quotaText: (used, limit, remain) => `已用 ${used} / ${limit}，剩余 ${remain}。`,
    quotaBody: '额度查询的响应',
    quotaFailed: (reason) => `没能查到额度：${reason}`,
    emptyHeading: 'token 是否有效',
    emptySteps: [
      ['有效', 'token 可用，本服务器的 IP 也在白名单里。'],
      ['无效', '已过期、被更新的 token 替换、没有复制完整，或属于其他账号。'],
      ['未知', '只是本服务器的 IP 不在白名单。'],
    ],
  },

  /** 点击 Get 会换掉本服务器保管的 token 时的提示，以及换掉之后的说明。 */
  kept: {
    heading: '本服务器正在保管该账号的 token',
    meaning: {
      token:
        '未向微信发起请求。这次获取会换掉本服务器为其他服务器保管的 token，它约 5 分钟后失效。随后本服务器会重新获取，所以这里得到的 token 也只能用约 5 分钟。',
      stable_token:
        '未向微信发起请求。这次强制刷新会使本服务器为其他服务器保管的 token 失效，仍在用它的服务器都会报 40001。',
    },
    read: '需要 token 时，用 client key 从本服务器读取：GET /cgi-bin/token。client key 请向本服务的管理员索取。',
    instead: {
      token: '或者选择 stable_token：它的 token 与这里的互不影响，不会换掉任何 token。',
      stable_token: '或者不勾选 force_refresh：stable_token 会返回当前的 token。',
    },
    confirm: '如果一定要更换，请勾选后再点一次 Get。',
    label: '确认换掉保管的 token',
    anew: {
      token: '密钥已清空，请先重新填写。',
      stable_token: '密钥已清空，force_refresh 也已取消，请先重新填写并勾选。',
    },
    field: '如果一定要更换，请同时提交 replace_kept=on。',
    replaced: {
      token: '本服务器为其他服务器保管该账号的 token，现在会重新获取。上面的 token 在那之后约 5 分钟失效。',
      stable_token: '本服务器为其他服务器保管该账号的 token，现在起提供新的这个。',
    },
    mayBeReplaced: '本服务器为其他服务器保管该账号的 token，现在会重新向微信获取。',
  },
};
