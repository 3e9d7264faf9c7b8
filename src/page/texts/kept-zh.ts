import type { keptEn } from './kept-en.ts';

/** 点击 Get 会换掉本服务器保管的 token 时的提示，以及换掉之后的说明。 */
export const keptZh: typeof keptEn = {
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
};
