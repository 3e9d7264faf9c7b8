import { apiCatalogue } from '../../wechat/apis.ts';

/**
 * Calls in a day by path, as published for an account with few followers:
 * https://developers.weixin.qq.com/doc/service/Message_Management/API_Call_Limits.html
 */
const published: ReadonlyMap<string, number> = new Map([
  ['/cgi-bin/token', 2000],
  ['/cgi-bin/stable_token', 500_000],
  ['/cgi-bin/menu/create', 1000],
  ['/cgi-bin/menu/delete', 1000],
  ['/cgi-bin/menu/get', 10_000],
  ['/cgi-bin/media/upload', 100_000],
  ['/cgi-bin/media/get', 200_000],
  ['/cgi-bin/message/custom/send', 500_000],
  ['/cgi-bin/message/mass/sendall', 100],
  ['/cgi-bin/message/mass/send', 100],
  ['/cgi-bin/message/mass/preview', 100],
  ['/cgi-bin/qrcode/create', 100_000],
  ['/cgi-bin/user/get', 500],
  ['/cgi-bin/user/info', 5_000_000],
  ['/cgi-bin/draft/add', 1000],
  ['/cgi-bin/draft/delete', 1000],
  ['/cgi-bin/draft/update', 1000],
  ['/cgi-bin/draft/count', 1000],
  ['/cgi-bin/draft/batchget', 1000],
  ['/cgi-bin/draft/get', 500],
  ['/cgi-bin/freepublish/submit', 100],
  ['/cgi-bin/freepublish/get', 100],
  ['/cgi-bin/freepublish/getarticle', 100],
  ['/cgi-bin/freepublish/batchget', 100],
  ['/cgi-bin/freepublish/delete', 10],
]);

/** For what has no published figure. */
const otherwise = 1_000_000;

const known: ReadonlySet<string> = new Set([...published.keys(), ...apiCatalogue.map(({ path }) => path)]);

/** How often WeChat lets this path be called in a day; undefined: it knows no such path. */
export const dailyLimitOf = (path: string): number | undefined =>
  known.has(path) ? (published.get(path) ?? otherwise) : undefined;
