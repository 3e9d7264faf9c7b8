const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  // a parser would turn a bare one into a line feed, and WeChat's body must come out byte for byte
  '\r': '&#13;',
};

/** What `<%=` does in every view, for text and for quoted attributes. */
export function escapeHtml(value: unknown): string {
  return value === undefined || value === null
    ? ''
    : String(value).replace(/[&<>"'\r]/g, (char) => entities[char] ?? '');
}
