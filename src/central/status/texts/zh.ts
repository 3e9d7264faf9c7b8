import type { StatusTexts } from './en.ts';

const units = [
  ['天', 86_400],
  ['小时', 3600],
  ['分', 60],
  ['秒', 1],
] as const;

/** 秒数换成最多两个单位：1 小时 52 分。 */
function span(seconds: number): string {
  const parts = units.flatMap(([unit, size], i) => {
    const whole = Math.floor((i === 0 ? seconds : seconds % (units[i - 1]?.[1] ?? 1)) / size);
    return whole > 0 ? [`${whole} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ') || '0 秒';
}

const figure = (n: number): string => n.toLocaleString('en');

/** 状态页的全部中文文字；结构由英文目录规定，缺一条就编译不过。 */
export const statusZh: StatusTexts = {
  heading: '中控服务器',
  skip: '跳到账号列表',
  asOf: '截至',
  reload: '重新加载',
  span,
  figure,
  after: (seconds) => `${span(seconds)}后`,
  ago: (seconds) => `${span(seconds)}前`,

  overview: {
    label: '概况',
    accounts: '账号',
    inTrouble: '异常',
    store: '存储',
    storeWell: '正常',
    storeIll: '异常',
    clients: '客户端',
    none: '无',
  },
  refused: {
    heading: 'accounts.json 有改动，但未被接受',
    text: '仍按改动前的版本运行，之后从文件里删掉的密钥也还有效。此时重启将无法启动。请按下面的提示改正：文件每两秒检查一次，改好后这条提示自动消失。',
    since: '拒绝时间',
  },
  keys: {
    summary: (n) => `错误的密钥：${n.toLocaleString('en')} 次`,
    text: '本服务启动以来，以下地址用过错误的密钥，最近的在前。同一地址一分钟内错误过多之后，来自它的密钥每秒只核对一个，在该地址成功用过的密钥不受影响。如果是自己的地址，说明那里的密钥已过期或填错；如果都不是，请限制谁能访问本服务。',
    row: (n, door) => `${n.toLocaleString('en')} 次，${door}`,
    doors: {
      token: '/cgi-bin/token 的客户端密钥',
      stable_token: '/cgi-bin/stable_token 的客户端密钥',
      report: '上报失效或强制刷新时的客户端密钥',
      ticket: 'getticket 的 token 不在本服务保管之列',
      gateway: '调用接口时的客户端密钥或替身 token',
      operator: '运维密钥',
    },
    more: (n) => `另有 ${n} 个地址`,
  },
  store: {
    heading: '存储异常',
    text: '已有的 token 照常从内存发放。存储恢复之前新取的 token，本服务器一旦重启就会丢失。多实例部署时，token 接口的账号在此期间不会刷新，以免换掉其他实例刚取到的 token。',
    actions: {
      state_unwritable: ['磁盘是否已满、只读，或者 STATE_DIR 属于别的用户？恢复后日志里会有记录。'],
      state_folder_gone: [
        'STATE_DIR 目录在本服务器运行期间被移走或删除，放回之前不会再写入：请把它放回原处，或重启本服务器。',
      ],
      state_damaged: [
        '有一条已保存的状态无法读取，已移到一旁或将被覆盖，并重新获取 token；日志里写明是哪一条。',
      ],
      state_newer: [
        '有一条状态由更新版本的本服务器写入，当前版本读不懂，因此保持原样：请完成升级，或重新启动较新的版本。日志里写明是哪一条。',
      ],
      store_away: ['Redis 在运行吗，REDIS_URL 对吗？本服务器会自动重试。'],
    },
    other: ['从什么时候开始的，见日志。本服务器会自动重试。'],
  },

  legend: '各状态的含义',
  phases: {
    empty: { name: '尚无', text: '还没有取过，启动后几秒内就会去取。' },
    fresh: { name: '正常', text: '有效，还没到刷新的时候。' },
    due: { name: '待刷新', text: '仍然有效、照常发放；离过期还有一段时间，马上会去取新的。' },
    refreshing: { name: '刷新中', text: '正在请求微信。旧的只要还有效，就照常发放。' },
    failing: {
      name: '刷新失败',
      text: '最近一次没有取到。旧的只要还有效，就一直发放到过期；过期之后，调用方会收到错误。',
    },
    expired: { name: '已过期', text: '已经过期，新的还没有取到。过期的不再发放。' },
    suspect: {
      name: '存疑',
      text: '它可能已被换掉，而新的是什么，本服务器并不知道：请求发出后没有收到响应、取的途中进程退出，或者系统时钟被往回调。它最多再发放 5 分钟，并且会优先去取新的。',
    },
  },
  idleTicket: '取到之后还没有人用过这个 ticket。有人来取时再刷新。',
  noTicket: '目前没有可发放的 ticket。该账号的 token 照常发放，不受影响。',
  noTokenForTicket: '目前没有可发放的 ticket：没有可用的 token 去获取它。',
  ticketAgain: (name, type) => `重新获取 ${name} 的 ${type} ticket`,
  unsaved: '目前只在内存里，还没能写入存储。会自动重试。',

  facts: {
    promised: '可用时长',
    promisedNothing: '无可用',
    expiresIn: (seconds) => `expires_in ${seconds}`,
    ends: '到期',
    age: '已使用',
    noToken: '–',
    next: '下次刷新',
    running: '进行中',
    now: '马上',
    onDemand: '有人来取时',
    calls: '今日请求',
    callsSmall: '按北京时间',
    forced: '强制刷新剩余',
    forcedLeft: (left, all) => `${left} / ${all} 次`,
    forcedSmall: '任意 24 小时内',
    address: '微信看到的 IP',
    addressUnknown: '未知',
    addressSmall: '只有被微信拒绝时才会给出',
  },

  error: {
    inARow: (n) => `连续失败 ${n} 次，最近一次`,
    last: '最近一次出错',
    ticketByItself: '处理好之后请按下面的按钮。不按的话，五分钟后有人来取 ticket 时，本服务器会再次请求。',
    byItself: '处理好之后不用做别的，本服务器会自动再次请求。',
    callerIp: '需要加入白名单的 IP',
    /** 没有拿到 token 的原因（errcode 能说明的除外），按日志里的稳定代码。 */
    failures: {
      upstream_status: {
        what: () => '微信侧返回了 HTTP 错误',
        check: [
          '微信自己的错误都以 HTTP 200 返回：是不是中间的代理或网关代替微信返回的？',
          '如果是微信那边异常，会自行恢复；本服务器会逐渐拉长间隔重试。',
        ],
      },
      upstream_unexpected: {
        what: () => '返回的不是微信的内容',
        check: [
          '网络认证登录页、防火墙的提示页都会这样：本服务器与微信之间有什么设备？',
          'WECHAT_API_BASE 必须是微信 API，或遵循同样协议的服务器。',
        ],
      },
      bad_expiry: {
        what: () => '微信没有返回可用的 expires_in',
        check: ['不知道它能用多久，所以没有采用。如果一直这样：WECHAT_API_BASE 指向的是微信吗？'],
      },
      store_away: {
        what: () => '存储不可用，所以没有请求微信',
        check: ['这时去取，可能会换掉其他实例正在发放的 token。请先恢复存储，见上。'],
      },
      turn_lost: {
        what: () => '刷新被另一个实例接手，所以没有请求微信',
        check: ['无需处理。经常出现的话，说明本进程有时会停顿太久。'],
      },
      internal: {
        what: () => '本服务器内部出错',
        check: ['在日志里查 unexpected_error，并反馈给本程序的开发者。'],
      },
      not_yet: {
        what: () => '另一个实例正在获取，结果还没有同步过来',
        check: ['几秒内会自行恢复。如果一直这样：各实例的 REDIS_URL 是同一个吗？'],
      },
    },
    notSent: '没有向微信发出任何内容，当前持有的不受影响。',
    other: (word) => `没有取到 token（${word}）`,
  },

  elsewhere: {
    heading: '有别的程序也在为该账号获取 token',
    past: '此前有别的程序为该账号获取过 token',
    seen: '发现于',
    meaning:
      '调用方反馈 token 在到期之前很久就已失效，而本服务器并没有换过。只要这种情况还在，调用方拿到的 token 随时会失效。',
    find: '找出另一处在取 token 的地方：测试环境、另一台中控服务器、自己去取 token 的 SDK、同事的 Postman、微信的接口调试工具。让它改从本服务器取。',
    token:
      '或者在 accounts.json 里把该账号的 endpoint 改为 stable_token：别人再调用 cgi-bin/token，也不会影响它的 token。',
    stableToken: 'stable_token 只有带 force_refresh 调用才会提前失效：找到是谁在带着它调用，去掉。',
    reset: '实在找不到，就重置 AppSecret：之后仍在用旧 AppSecret 的程序都会报 40125。',
  },

  refresh: {
    summary: '立即刷新',
    token: '微信会马上签发新的 token，当前的 token 5 分钟后失效：缓存了它的调用方会报 40001，直到重新来取。',
    stableToken:
      '如果微信那边已经换了新的 token，就直接采用，不会使任何 token 失效；否则强制换新：缓存了当前 token 的调用方会报 40001，直到重新来取。',
    guards: (left, all) => `间隔至少 30 秒，24 小时内最多 ${all} 次；该账号还剩 ${left} 次。`,
    plain: '强制刷新的次数已用完。这次只按普通方式再请求一次微信，与暂停结束后自动请求相同。',
    none: (time) => `次数已用完，${time} 起才能再次刷新。`,
    button: (name) => `立即刷新 ${name}`,
  },
  done: {
    refresh: '已取到新的 token',
    join: '当时正好在刷新，这次点击沿用它的结果',
    not_current: '未执行：token 刚刚已经换过',
    too_soon: '未执行：距上次强制刷新不足 30 秒',
    too_many: '未执行：24 小时内的强制刷新次数已用完',
    not_asked: '未执行：存储不可用，无法确认由哪个实例请求微信',
  },
  tryNow: {
    button: '用新的 AppSecret 试一次',
    stable_token: '发一次普通的 stable_token 请求，不会换掉任何 token。',
    token: '会签发新的 token；成功的话，旧 token 约 5 分钟后失效。',
  },
  events: {
    heading: '最近记录',
    count: (n) => `${n} 条`,
    what: {
      new: '取到新的 token',
      forced: '强制换新',
      unchanged: '已请求，仍是同一个',
      failed: '失败',
      elsewhere: '有别处在获取',
      superseded: '已有更新的',
    },
    line: (ticket, what, ms) =>
      [ticket, what, ms === undefined ? undefined : `${ms} 毫秒`].filter(Boolean).join(' · '),
    none: '本进程启动以来还没有记录。',
  },
  more: '更多',
  whatToDo: '说明和处理办法',
  account: '账号',
  state: '状态',
  refreshFailed: (reason) =>
    reason === undefined ? '已请求微信，但没有取到新的 token' : `没有取到新的 token。${reason}`,
  ticketDone: (type, hasCome) =>
    hasCome ? `${type} ticket 已取到` : `已向微信请求 ${type} ticket，但没有取到`,
  gone: '未执行：该账号已不在本服务器上',
  doneFor: (name, text) => `${name}：${text}`,

  accounts: '账号',
  ticket: 'ticket',
  filter: '按名称筛选',
  filterButton: '筛选',
  filterAll: '显示全部',
  shown: (shown, found, all) => {
    const what = found === all ? `${figure(all)} 个` : `${figure(all)} 个中有 ${figure(found)} 个符合`;
    return shown < found ? `${what}；只显示前 ${figure(shown)} 个，异常的排在最前` : what;
  },
  none: '本服务器上还没有账号。',
  noMatch: '没有名称符合的账号。',

  clients: {
    summary: (n) => `客户端（${figure(n)}）`,
    reads: (names) => `可取这些账号的 token：${names}。`,
    readsNone: '不能取任何账号的 token。',
    lastRead: (ago, address) => `最近一次读取：${ago}，来自 ${address}。`,
    neverRead: '本实例启动以来没有读取过。',
    may: '可以强制刷新。',
    mayNot: '不能强制刷新。',
    more: (n) => `另有 ${figure(n)} 个`,
    none: '还没有客户端密钥，谁也取不到 token。',
  },
  calls: {
    summary: (n) => `经网关的调用（${figure(n)} 个客户端）`,
    text: '本实例最近一小时的情况。每次调用的明细见日志。',
    row: (calls, healed, failed) =>
      [
        `${figure(calls)} 次调用`,
        ...(healed > 0 ? [`${figure(healed)} 次自动恢复`] : []),
        ...(failed > 0 ? [`${figure(failed)} 次未成功`] : []),
      ].join('，'),
    why: (count, code, name) => `${code}${name === undefined ? '' : `（${name}）`} ${figure(count)} 次`,
    quota: (count) => `45009（该接口当天的调用额度已用完）${figure(count)} 次`,
    none: '没有调用。',
  },
  listGap: '、',
};
