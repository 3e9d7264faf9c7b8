// Reads single elements out of a page, as a browser's parser would.

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#([0-9]+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });
}

type Element = Readonly<{ name: string; attributes: Readonly<Record<string, string>>; inner: string }>;

function elementById(html: string, id: string): Element | undefined {
  const tags = html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"]*")?)*)\s*>/g);
  for (const { 0: tag, 1: name = '', 2: list = '', index } of tags) {
    const pairs = [...list.matchAll(/([a-z][a-z0-9-]*)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [
      key,
      decode(value),
    ]);
    const attributes: Record<string, string> = Object.fromEntries(pairs);
    if (attributes.id !== id) continue;
    const start = index + tag.length;
    const end = html.indexOf(`</${name}>`, start);
    return { name, attributes, inner: html.slice(start, end === -1 ? undefined : end) };
  }
  return undefined;
}

/** What only dresses a text: boxes round single characters, two tints, the sign of an outcome. Nothing with an attribute of its own. */
const dress =
  /<\/?(?:bdi|b|i|span)>|<bdi title="[^"]*">|<svg viewBox="0 0 16 16" aria-hidden="true">(?:<(?:circle|path) [^<>]*\/>)+<\/svg>/g;

/** The text of the element with this id, or undefined when there is none. It may hold text only, no other element. */
export function textById(html: string, id: string): string | undefined {
  const element = elementById(html, id);
  if (element === undefined) return undefined;
  const inner = element.inner.replace(dress, '');
  if (inner.includes('<')) throw new Error(`#${id} holds more than text`);
  // the parser drops one newline right after <pre>, and turns CR LF and a bare CR into LF
  const text = inner.replace(/\r\n?/g, '\n');
  return decode(element.name === 'pre' ? text.replace(/^\n/, '') : text);
}

/** An attribute of the element with this id; undefined when there is no such element or attribute. */
export function attributeById(html: string, id: string, name: string): string | undefined {
  return elementById(html, id)?.attributes[name];
}

/** Can these words be read on the page, whatever tags and line ends stand between them? */
export function shows(html: string, words: string): boolean {
  const squeeze = (text: string): string => text.replace(/\s/g, '');
  return squeeze(decode(html.replace(/<[^>]*>/g, ''))).includes(squeeze(words));
}

/** The page without the hidden fields that hand a token on, where a person may want to go on with it; nothing else of it goes. */
export const withoutHandedOn = (html: string): string =>
  html.replace(/<input type="hidden" name="access_token" value="[^"]*">/g, '');
