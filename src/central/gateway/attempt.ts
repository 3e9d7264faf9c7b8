import type { Fault } from '../../wechat/fault.ts';
import type { AnswerHead } from '../../wechat/relay.ts';

/** Where the rest of an answer goes, as it comes. `cut`: it breaks off. */
export type Outlet = Readonly<{ data: (chunk: Buffer) => void; end: () => void; cut: () => void }>;

export type Streamed = Readonly<{
  kind: 'stream';
  head: AnswerHead;
  /** its bytes are no longer those that were announced */
  isDecoded: boolean;
  pipe: (outlet: Outlet) => void;
  pause: () => void;
  resume: () => void;
  /** Nobody wants the rest: its connection is given back, and nothing more is told. */
  abort: () => void;
}>;

/** What came of sending a call once. */
export type Attempt =
  | Readonly<{ kind: 'fault'; fault: Fault | 'shutdown' | 'client_gone'; wasSent: boolean }>
  /** there was an answer, and it may not go out as it is */
  | Readonly<{ kind: 'unusable'; why: 'redirect' | 'too_large' | 'encoding' }>
  /** `text` has a character for each byte; `errcode` is WeChat's, where there is one */
  | Readonly<{
      kind: 'whole';
      head: AnswerHead;
      text: string;
      errcode: number | undefined;
      isMasked: boolean;
    }>
  | Streamed;
