/**
 * What an answer looks like, and what one press shows: the values of WeChat's own example, which open nothing, signed with a
 * usual mistake. https://developer.work.weixin.qq.com/document/path/96909
 */
export const example = {
  fields: {
    kind: 'jsapi',
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    url: 'https://m.example.com/order?id=1024#pay',
    noncestr: 'Wm3WZYTPz0wzccnW',
    timestamp: '1414587457',
    signature: '7dc068c53c765dec3eb0de8d736fff5ba305cc97',
  },
  /** what the signature would have to be */
  expected: 'ba5a1c7d4db124443cf73eb7b18608a468869bec',
} as const;
