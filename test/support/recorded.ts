// WeChat's bodies as published, each with the call that it answered.
import { readFileSync } from 'node:fs';

export type Recorded = Readonly<{ id: string; call: string; when: string; body: string }>;

// test/wechat-replies.json is ours, and the tests that use it would fail on another shape
const file = JSON.parse(readFileSync('test/wechat-replies.json', 'utf8')) as { replies: readonly Recorded[] };

export const recordedReplies = file.replies;

/** The recorded body with this id; it is an error if there is none. */
export function recorded(id: string): Recorded {
  const found = recordedReplies.find((reply) => reply.id === id);
  if (found === undefined) throw new Error(`no recorded reply ${id}`);
  return found;
}
