/** The parts of an errmsg that a person needs. Its wording is never branched on: one code has several. */
export type ErrmsgParts = Readonly<{
  /** the address WeChat saw, the only one worth listing */
  callerIp: string | undefined;
  /** WeChat's request id */
  rid: string | undefined;
}>;

const invalidIp = /invalid ip ([0-9a-fA-F.:]+?)(?: ipv6 ([0-9a-fA-F.:]+?))?, not in whitelist/;
const ridPattern = /\brid: ?([0-9a-f]{8}(?:-[0-9a-f]{8}){2})\b/;

/** Reads the caller's address and the rid out of an errmsg, or out of any text that holds one. */
export function parseErrmsg(errmsg: string): ErrmsgParts {
  return { callerIp: invalidIp.exec(errmsg)?.[1], rid: ridPattern.exec(errmsg)?.[1] };
}

/**
 * When the request with this rid was made, in ms since the epoch: its first eight hex digits are the Unix time.
 * WeChat does not document that; every rid published together with a Date header agrees within a second.
 */
export function ridTime(rid: string): number {
  return Number.parseInt(rid.slice(0, 8), 16) * 1000;
}
