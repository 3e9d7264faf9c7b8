import type { Localized } from './errcode-entry.ts';

/**
 * What a call does: **R** reads · **W** writes, can be undone · **S** reaches users or the public · **X** deletes, or
 * cannot be undone. And what it costs or holds: **Q** spends a scarce quota · **P** personal data · **B** may answer with
 * bytes · **U** a multipart upload · **K** carries the AppSecret in place of a token.
 */
export type ApiClass = 'R' | 'W' | 'S' | 'X' | 'Q' | 'P' | 'B' | 'U' | 'K';

export type ApiGroup =
  | 'account'
  | 'quota'
  | 'menu'
  | 'users'
  | 'qrcode'
  | 'material'
  | 'drafts'
  | 'messages'
  | 'templates'
  | 'miniprogram'
  | 'data';

export type ApiMethod = 'GET' | 'POST';

/** An entry that stands for some calls of its path alone. */
export type ApiCondition =
  | Readonly<{ query: Readonly<Record<string, string>> }>
  /** a field of the JSON body, and the values of it */
  | Readonly<{ field: string; values: readonly string[] }>;

/** One API at api.weixin.qq.com: a path *and* an effect, so that one path may have two. */
export type Api = Readonly<{
  /** stands in the form, in the log and in the metrics */
  id: string;
  group: ApiGroup;
  classes: readonly ApiClass[];
  method: ApiMethod;
  /** as it is sent, without a query */
  path: string;
  /** what the path is filled in with, in the order of the documentation; the access_token comes in front of it */
  query?: Readonly<Record<string, string>>;
  /** only for calls that fit it; the entry without one is for all the others of the path */
  when?: ApiCondition;
  /** fields of query and body as the documentation names them, with ? behind those that may be left out */
  parameters: readonly string[];
  /** a body that WeChat takes once the values in it are one's own; none: the call has no body */
  body?: string;
  /** a few words, for a list */
  name: Localized;
  /** a sentence: what it does, and its bounds */
  does: Localized;
  /** what somebody agrees to who sends it; none: the call changes nothing and costs nothing */
  effect?: Localized;
  /** WeChat's page */
  doc: string;
  /** method, path and parameters were compared with that page, or with a dated copy of it */
  isChecked: boolean;
  /** codes that this API has a meaning of its own for, beyond those that every API answers */
  codes: readonly number[];
  /** not offered in a list: it wants an upload, another credential or a form, or reaches everybody at once */
  isUnlisted?: true;
}>;
