// Appids with a fixed outcome, for `npm run demo`: whoever tries the page can see each of its answers.
import type { Fault } from './simulator/simulator-fault.ts';

export type DemoAccount = Readonly<{ appid: string; outcome: Readonly<{ en: string; zh: string }> }>;
export type DemoBehaviour = Fault | Readonly<{ kind: 'errcode'; errcode: number }>;

export const demoAccounts: readonly DemoAccount[] = [
  account('wx0000000000000000', 'a token', '一个 access_token'),
  errcodeAccount(40164, 'address not listed', 'IP 不在白名单'),
  errcodeAccount(40125, 'wrong secret', 'AppSecret 错误'),
  errcodeAccount(40013, 'appid not valid', 'AppID 无效'),
  errcodeAccount(40243, 'secret frozen', 'AppSecret 已冻结'),
  errcodeAccount(45009, 'day limit reached', '当日次数用完'),
  errcodeAccount(45011, 'too many in a minute', '每分钟过频'),
  errcodeAccount(50004, 'account barred from tokens', '账号被禁用 token 接口'),
  errcodeAccount(61024, 'appid of a third-party platform', '第三方平台的 AppID'),
  errcodeAccount(89503, 'administrator must confirm', '需管理员确认'),
  errcodeAccount(-1, 'WeChat is busy', '微信系统繁忙'),
  errcodeAccount(99999, 'a code nobody knows', '未知错误码'),
  account('wx000000000000fa11', 'connection reset', '连接被重置'),
  account('wx0000000000005107', 'no answer', '一直没有应答'),
  account('wx0000000000000bad', '200 with a login page', '200，但内容是登录页'),
  account('wxffffffffffffffff', '502 with an HTML page', '502，内容是 HTML 页面'),
];

const html = { 'Content-Type': 'text/html' };
const loginPage =
  '<!DOCTYPE html><html><head><title>Login</title></head><body><h1>Please log in</h1></body></html>';
const badGateway =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>';

const faults = new Map<string, Fault>([
  ['wx000000000000fa11', { kind: 'reset', when: 'before-mint' }],
  ['wx0000000000005107', { kind: 'hang' }],
  ['wx0000000000000bad', { kind: 'reply', headers: html, body: loginPage }],
  ['wxffffffffffffffff', { kind: 'reply', status: 502, headers: html, body: badGateway }],
]);

/** What this appid is there to show; none: it gets a token. */
export function demoBehaviour(appid: string): DemoBehaviour | undefined {
  const fault = faults.get(appid);
  if (fault) return fault;
  // WeChat's codes have at most seven digits, so an appid of digits alone is not taken for one.
  const digits = /^wx(?=.{16}$)0*(-?[0-9]{1,7})$/.exec(appid)?.[1];
  const errcode = Number(digits ?? 0);
  return errcode === 0 ? undefined : { kind: 'errcode', errcode };
}

function account(appid: string, en: string, zh: string): DemoAccount {
  return { appid, outcome: { en, zh } };
}

function errcodeAccount(errcode: number, en: string, zh: string): DemoAccount {
  const appid = `wx${String(errcode).padStart(16, '0')}`;
  return account(appid, `${errcode}, ${en}`, `${errcode}，${zh}`);
}
