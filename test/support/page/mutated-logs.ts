// Logs with one errcode in them, in every form that log-formats.ts knows, and the same spoiled at random.
import { errcodes } from '../../../src/wechat/errcodes.ts';
import { dumps, labels } from './log-formats.ts';
import { sdkLogs } from './sdk-logs.ts';

/** What logs, shells, browsers and people put between what matters. */
export const junk = [
  ...[
    '\\',
    '\\"',
    '\\\\"',
    '%',
    '%25',
    '%E9',
    '&quot;',
    '&#',
    '+',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '\u0000',
    '\u001b[31m',
    '\ufeff',
  ],
  ...[
    '错误',
    '：',
    '（',
    '微信',
    '🙂',
    '\ud800',
    '\u202e',
    '{',
    '}',
    '[',
    ']',
    '<!--',
    '<script>',
    "'",
    '"',
    '=>',
    '::',
    '...',
  ],
  ...[
    'port 8080 ',
    'errcode',
    'rid: ',
    'invalid ip ',
    'from ip: ',
    'HTTP ',
    '40001',
    '-1',
    '0',
    'access_token ',
    'i:',
    'int(',
  ],
];

// smaller ones are anything in some of the forms, where their own words do not stand beside them
const codes = errcodes.map(({ code }) => code).filter((code) => Math.abs(code) >= 10_000);
const writers = [...Object.values(dumps), ...Object.values(sdkLogs)];
const calm = 'GET /shop/cart 200 in 31 ms, 4711 bytes; ';

/** `code` is undefined where what was done to the text may have spoiled it. */
export type MutatedLog = Readonly<{ text: string; code: number | undefined }>;

/** Makes one log after the other; `secrets` stand beside each code. `random` gives numbers from 0 to 1. */
export function createMutatedLogs(random: () => number, secrets: string): () => MutatedLog {
  const below = (max: number): number => Math.floor(random() * max);
  function pick<Item>(items: readonly Item[]): Item {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** A line with one code in it, in one of the many forms, with secrets beside it. */
  function line(code: number): string {
    const errmsg = `it did not work rid: 5fa26c60-1a0ebdd5-32fd1cd0`;
    const told = below(3) === 0 ? pick(labels).replace('{}', String(code)) : pick(writers)({ code, errmsg });
    return `${told} ${secrets}\n`;
  }

  /** Deletes, doubles, cuts and inserts, anywhere. */
  function mutate(text: string): string {
    let mutated = text;
    for (let i = below(6); i > 0; i -= 1) {
      const at = below(mutated.length);
      const end = at + below(12);
      const kind = below(3);
      if (kind === 0) mutated = mutated.slice(0, at) + mutated.slice(end);
      else if (kind === 1)
        mutated = mutated.slice(0, at) + pick(junk).repeat(1 + below(30)) + mutated.slice(at);
      else mutated = mutated.slice(0, end) + mutated.slice(at);
    }
    return mutated;
  }

  return () => {
    const code = pick(codes);
    const padding = calm.repeat(below(20) === 0 ? below(1500) : below(8));
    if (below(4) === 0) return { text: `${padding}\n${line(code)}${padding}`, code };
    return { text: padding + mutate(line(code) + line(pick(codes))) + padding, code: undefined };
  };
}
