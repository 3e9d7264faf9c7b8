import type { WatchTexts } from './watch-en.ts';

/** 状态页关于 accounts.json 被拒绝和错误密钥的文字。 */
export const watchZh: WatchTexts = {
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
      operator: '运维密钥',
    },
    more: (n) => `另有 ${n} 个地址`,
  },
};
