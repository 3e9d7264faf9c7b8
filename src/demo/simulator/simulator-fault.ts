/** One way in which a call to WeChat goes wrong, as the simulator plays it. */
export type Fault =
  /** Verbatim. Headers that are given stand in place of WeChat's Content-Type, so `{}` sends none at all. */
  | { kind: 'reply'; status?: number; headers?: Record<string, string>; body: string | Buffer }
  /** The same, once WeChat has acted: a message is sent, and another answer is given. */
  | { kind: 'acted'; status?: number; headers?: Record<string, string>; body: string | Buffer }
  /** Three interim answers before WeChat's own. */
  | { kind: 'interim' }
  /** Accepts, never answers. */
  | { kind: 'hang' }
  /** WeChat acts at once (a token is minted) and answers when the promise resolves. */
  | { kind: 'delay'; until: Promise<void> }
  /** A head, then one byte in each interval, for ever. */
  | { kind: 'drip'; intervalMs: number }
  /** A TCP RST. */
  | { kind: 'reset'; when: 'before-mint' | 'after-mint' | 'mid-body' }
  /** Half of the real answer under the Content-Length of the whole, then a FIN. */
  | { kind: 'truncate' }
  /** A body of that many bytes without a Content-Length. */
  | { kind: 'oversize'; bytes: number }
  | { kind: 'redirect'; status: 301 | 302 | 307 | 308; location: string };
