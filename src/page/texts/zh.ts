import { answersZh } from '../../web/texts/answers-zh.ts';
import { faultsZh } from '../../web/texts/faults-zh.ts';
import { refusalsZh } from '../../web/texts/refusals-zh.ts';
import type { Texts } from './en.ts';
import { keptZh } from './kept-zh.ts';
import { pastedZh } from './pasted-zh.ts';
import { toolsZh } from './tools-zh.ts';

const duration = (seconds: number): string => {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const parts = [hours && `${hours} 小时`, minutes && `${minutes} 分钟`, rest && `${rest} 秒`];
  return parts.filter(Boolean).slice(0, 2).join(' ') || '0 秒';
};

/** 页面的全部中文文字；结构由英文目录规定，缺一条就编译不过。 */
export const zh: Texts = {
  htmlLang: 'zh-CN',
  productName: '微信 Access Token',
  otherLanguage: { lang: 'en', htmlLang: 'en', name: 'English' },
  nav: { label: '工具', get: '获取 token', check: '检查 token', errcodes: '错误码' },
  skipToResult: '跳到结果',
  footer: { docs: '微信官方文档', health: '运行状态' },

  form: {
    heading: '获取 access_token',
    appidHint: 'wx 加 16 位十六进制字符，在控制台复制。',
    secretHint: '仅用于本次请求微信，不保存，不写日志。',
    endpoint: '接口',
    token: '每次都签发新的 token',
    stableToken: '返回当前 token，临近过期才换新',
    tokenWarning:
      '点击 Get 会换掉该账号正在使用的 token。线上服务如果没有换用新 token，约 5 分钟后会报 40001。',
    stableWarning:
      '点击 Get 不影响线上：stable_token 返回当前 token，cgi-bin/token 签发的 token 也照常可用。',
    force: '立即更换（force_refresh）',
    forceWarning:
      '会使当前的 stable token 失效，仍在用它的服务器都会报 40001。微信限制每天 20 次，间隔至少 30 秒。',
    forceLeft: (left) => `据本服务器所知，该 AppID 今天还剩 ${left} 次（共 20 次）。`,
    forceUnknown: '剩余次数在第一次 Get 之后显示，只统计从本服务器发起的。',
    forceLabel: '确认使当前 token 失效',
    get: '获取 Get',
  },

  empty: {
    heading: '结果显示在这里',
    steps: [
      '填入 AppID 和 AppSecret。AppID 在微信开发者平台（公众号）或 mp.weixin.qq.com（小程序）查看；AppSecret 只在生成或重置时显示一次，平台不保存。',
      '点击 Get。请求由本服务器发出，所以 IP 白名单里要填本服务器的出口 IP。',
      '复制 token；失败时这里会说明原因和处理办法。',
    ],
  },

  queryIgnored:
    '打开本页的 URL 中带有参数，参数没有被读取。如果其中有密钥，它已经留在浏览器历史里，也可能进了反向代理的日志：请重置该密钥。',

  plainHttp:
    '当前是明文 http 连接，填写的内容在传输途中可能被窃听。请改用 https 打开，或在服务器本机用 localhost 打开。部署者：请在前面加一层 https 反向代理，并设置 PUBLIC_URL。',

  outcome: {
    token: (seconds) =>
      seconds === undefined ? '已获取 token' : `已获取 token，有效期 ${duration(seconds)}`,
    errcode: (code, name) => `${code}：${name}`,
    unknownErrcode: (code) => `微信返回错误码 ${code}`,
    status: (status) => `微信侧返回 HTTP ${status}`,
    unexpectedJson: '微信侧返回的 JSON 里既没有 token 也没有错误码',
    empty: '微信侧返回的内容是空的',
    notJson: '返回的内容不是 JSON',
    missing: '填写有误',
    errorPrefix: '错误：',
  },

  token: {
    label: 'access_token',
    length: (n) => `${n} 个字符`,
    room: '微信要求至少预留 512 个字符的存储空间。',
    expiresIn: 'expires_in',
    seconds: (n) => `${n} 秒`,
    ends: '到期时间',
    former: '该账号之前的 token 在本次签发约 5 分钟后失效。',
    stable: '这是当前的 stable token：在最后 5 分钟之前再次获取，得到的是同一个。',
    forced: '之前的 stable token 随时会失效，请勿继续使用。30 秒内重复强制刷新不会换新。',
    badExpiresIn: 'expires_in 不是可用的秒数，无法得知到期时间，请当作很快过期处理。',
    clamped: 'expires_in 超过微信公布的最长有效期 7200 秒，这里按 7200 计算。',
    reload: '刷新本页会再次请求微信。',
    reloadForce: '刷新本页会再次强制刷新。',
    next: '检查这个 token',
  },

  error: {
    action: '处理办法',
    unknown: '这个错误码未收录，不作猜测。请用微信的诊断工具查询。',
    rid: 'rid',
    diagnosis: '微信 API 诊断工具',
    diagnosisHint: '（需登录该账号；保留 7 天内的请求）',
    more: (code) => `${code} 详解`,
    source: '微信文档',
    ownIp: '本服务器的出口 IP（微信看到的）',
    anyIp: '微信看到的来源 IP',
  },

  notSent: '连接未建立，AppSecret 没有发出。',
  leftOpen: {
    fetch: '无法确定微信是否已签发 token。如果 cgi-bin/token 已签发，旧 token 约 5 分钟后失效。',
    force: '微信可能已使当前的 stable token 失效并签发了新的，请勿继续使用旧的。',
    use: '所以 token 是否有效未知。检查不会改变任何东西，可以重试。',
  },
  sentenceGap: '',

  notAsked: '未向微信发起请求。微信会返回的内容是：',
  body: '微信返回的内容',
  facts: {
    status: (status) => `HTTP ${status}`,
    duration: (ms) => `${ms} 毫秒`,
    size: (bytes) => `${bytes} 字节`,
    noContentType: '无 Content-Type',
  },
  masked: '返回内容里出现了密钥，这里已遮住。',

  removed: (field, spaces, invisible, quotes) => {
    const parts = [
      spaces > 0 && `${spaces} 个空白`,
      invisible > 0 && `${invisible} 个不可见字符`,
      quotes > 0 && `${quotes} 个引号`,
    ].filter(Boolean);
    return `${field}：已去掉首尾的 ${parts.join('、')}。`;
  },
  missing: { appid: '请填写 AppID', secret: '请填写 AppSecret', access_token: '请粘贴 access_token' },

  request: {
    heading: '同样的请求（命令行）',
    secretHint:
      '先把密钥放进 WX_SECRET，这样不会留在命令历史里：read -rs WX_SECRET；PowerShell 用 $env:WX_SECRET = Read-Host。旧版 Windows 如果报“未能创建 SSL/TLS 安全通道”，先执行 [Net.ServicePointManager]::SecurityProtocol = "Tls12"。',
    setsToken: '返回内容会显示出来，token 存入 $TOKEN，供下一条命令使用。',
    next: '拿到 token 之后的请求示例',
    nextHint: '用到上一条命令设置的 $TOKEN。',
    tokenHint: '先把 token 放进 TOKEN：read -rs TOKEN；PowerShell 用 $TOKEN = Read-Host。',
    clearBySecret: '清零全部接口的次数，不需要 token（每月共 10 次，用掉 1 次）',
    clearPath: (path) => `清零 ${path} 的次数（每月共 50 次，用掉 1 次）`,
    clearAll: '清零该账号全部接口的次数（每月共 10 次，用掉 1 次）',
    appidHint: 'APPID 请换成该账号的 AppID。',
  },

  ...pastedZh,
  ...toolsZh,
  kept: keptZh,
  answers: answersZh,
  faults: faultsZh,
  refusals: refusalsZh,
};
