import type { Localized } from '../wechat/errcodes.ts';

/** The tools in the order of the header, each with its short name there. A new one is one line here. */
export const tools = {
  get: { path: '/', name: { en: 'Get', zh: '获取' } },
  call: { path: '/call', name: { en: 'Call', zh: '调用' } },
  check: { path: '/check', name: { en: 'Check', zh: '检查' } },
  signature: { path: '/signature', name: { en: 'Signature', zh: '签名' } },
  errcodes: { path: '/errcodes', name: { en: 'Errors', zh: '错误码' } },
} as const satisfies Readonly<Record<string, Readonly<{ path: string; name: Localized }>>>;

export type Tool = keyof typeof tools;

/** Every tool, in the order of the header. */
// the keys of the object above, which has no others
export const toolNames = Object.keys(tools) as readonly Tool[];

/** The tool at this path, or undefined. */
export function toolAt(path: string): Tool | undefined {
  return toolNames.find((name) => tools[name].path === path);
}
