// Which paths of WeChat's can be called through the gateway at all; who may call which of them: call-rights.ts.

/** What carries the AppSecret, which is put in here, and what carries a user's token, which passes untouched. */
export const loginPaths = {
  withSecret: ['/sns/jscode2session', '/sns/oauth2/access_token'],
  withUserToken: ['/sns/userinfo', '/sns/auth', '/sns/oauth2/refresh_token'],
} as const;

/** Segments of plain characters: no percent sign, no dot in front, no empty one, nothing at the end. */
const plain = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

const longestPath = 256;

/** Is this a path that every program reads in the same way? Compared as bytes, so nothing in it is decoded. */
export const isPlainPath = (path: string): boolean => path.length <= longestPath && plain.test(path);

/** In lower case: what is refused is refused in any spelling, whoever may be lax about it. */
const never: ReadonlySet<string> = new Set([
  '/cgi-bin/token',
  '/cgi-bin/stable_token',
  '/cgi-bin/ticket/getticket',
  '/cgi-bin/component',
  '/cgi-bin/clear_quota/v2',
]);
const neverBelow = '/cgi-bin/component/';

const ofUsersBelow = '/sns/';
const ofUsers: ReadonlySet<string> = new Set([...loginPaths.withSecret, ...loginPaths.withUserToken]);

/**
 * What would give a token out, acts for a platform, or carries the AppSecret where the held token does: not even `*`
 * reaches it. Tickets are answered here, from what is kept. Below /sns/ no path takes the held token, so that of those only
 * the ones whose credential is known are relayed, spelt as they are. A prefix in a list is asked for as well.
 */
export function isNeverRelayed(path: string): boolean {
  const lower = path.toLowerCase();
  if (lower.startsWith(ofUsersBelow)) return path !== ofUsersBelow && !ofUsers.has(path);
  return never.has(lower) || lower.startsWith(neverBelow);
}

const inFull: ReadonlySet<string> = new Set([
  '/cgi-bin/clear_quota',
  '/cgi-bin/openapi/quota/clear',
  '/cgi-bin/draft/switch',
  '/cgi-bin/freepublish/delete',
]);
const inFullBelow = '/cgi-bin/message/mass/';

/** What reaches every follower, cannot be undone, or spends a scarce quota: only who lists the very path may call it. */
export function needsFullName(path: string): boolean {
  const lower = path.toLowerCase();
  return inFull.has(lower) || lower.startsWith(inFullBelow);
}
