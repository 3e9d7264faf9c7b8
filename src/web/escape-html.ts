import type { Lang } from '../wechat/errcodes.ts';
import { type Part, splitForeign } from './foreign.ts';
import { jsonParts } from './json-parts.ts';
import { spellOut, unseen } from './unseen.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  // a parser would turn a bare one into a line feed, and WeChat's body must come out byte for byte
  '\r': '&#13;',
};

const escapeMarkup = (text: string): string => text.replace(/[&<>"'\r]/g, (char) => entities[char] ?? '');

/** How a text that must come out character for character is shown: not at all, as text, as JSON in two tints. */
type Shown = 'no' | 'text' | 'json';

/** A text that must come out character for character; made by `asIs`, `asBytes` and `asJson`. */
class Exact {
  readonly text: string;
  readonly shown: Shown;

  constructor(text: string, shown: Shown) {
    this.text = text;
    this.shown = shown;
  }
}

/** For the value of a field, which is sent again: every character as it is. */
export const asIs = (text: string): Exact => new Exact(text, 'no');

/**
 * For a text that is compared and copied, as the content of an element: every character as it is, and those that nobody
 * would see also spelt out, each in a box of its own, so that it turns nothing round.
 */
export const asBytes = (text: string): Exact => new Exact(text, 'text');

/** As `asBytes`, for a body of JSON: its names and its strings in a tint each. */
export const asJson = (text: string): Exact => new Exact(text, 'json');

/** A sentence; made by `prose`. */
class Prose {
  readonly parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.parts = parts;
  }
}

/** For a sentence in the language `lang`: what is in another one is marked as that, for whoever hears it read. */
export const prose = (text: string, lang: Lang): Prose => new Prose(splitForeign(text, lang));

const escapeText = (text: string): string => escapeMarkup(text.replace(unseen, spellOut));

const withLanguages = (parts: readonly Part[]): string =>
  parts
    .map(({ text, lang }) =>
      lang === undefined ? escapeText(text) : `<span lang="${lang}">${escapeText(text)}</span>`,
    )
    .join('');

const withUnseen = (text: string): string =>
  escapeMarkup(text).replace(unseen, (char) => `<bdi title="${spellOut(char)}">${char}</bdi>`);

const tints = { name: 'b', string: 'i' } as const;

const tinted = (text: string): string =>
  jsonParts(text)
    .map(({ text: part, kind }) =>
      kind === undefined ? withUnseen(part) : `<${tints[kind]}>${withUnseen(part)}</${tints[kind]}>`,
    )
    .join('');

/**
 * What `<%=` does in every view, for text and for quoted attributes. Unless a view asks for more, a character that hides
 * or turns text round is spelt out in place: whatever a page shows of somebody else's words is what they are.
 */
export function escapeHtml(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Prose) return withLanguages(value.parts);
  if (!(value instanceof Exact)) return escapeText(String(value));
  if (value.shown === 'no') return escapeMarkup(value.text);
  return value.shown === 'json' ? tinted(value.text) : withUnseen(value.text);
}
