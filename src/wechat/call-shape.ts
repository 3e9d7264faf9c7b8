/** First parts of the paths at api.weixin.qq.com: https://developers.weixin.qq.com/doc/ */
const own = ['cgi-bin', 'sns', 'wxa', 'wxaapi', 'wxopen', 'datacube', 'customservice'];
const alsoOthers = [
  ...[
    'bizwifi',
    'card',
    'channels',
    'device',
    'hardware',
    'intp',
    'merchant',
    'minishop',
    'nontax',
    'product',
  ],
  ...['publisher', 'scan', 'semantic', 'shakearound', 'tcb', 'union'],
];

const atFront: ReadonlySet<string | undefined> = new Set([...own, ...alsoOthers]);
const anywhere: ReadonlySet<string> = new Set(own);

/**
 * Is this the target of a call of WeChat's, however the base address and its path were put together? So it is where the
 * path begins with one of WeChat's, or has one that nobody else has behind a base's own path, or where the query brings an
 * access_token, or an appid and a secret.
 */
export function looksLikeCall(target: string): boolean {
  // as nearly all are written
  const end = target.indexOf('/', 1);
  if (end > 0 && target.startsWith('/') && atFront.has(target.slice(1, end))) return true;
  const [path = '', ...query] = target.split('?');
  const parts = path
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '');
  if (atFront.has(parts[0]) || parts.some((part) => anywhere.has(part))) return true;
  const params = new URLSearchParams(query.join('?'));
  return params.has('access_token') || (params.has('appid') && params.has('secret'));
}
