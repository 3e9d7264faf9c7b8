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

/** A text that must come out character for character; made by `asIs` and `asBytes`. */
class Exact {
  readonly text: string;
  readonly isShown: boolean;

  constructor(text: string, isShown: boolean) {
    this.text = text;
    this.isShown = isShown;
  }
}

/** For the value of a field, which is sent again: every character as it is. */
export const asIs = (text: string): Exact => new Exact(text, false);

/**
 * For a text that is compared and copied, as the content of an element: every character as it is, and those that nobody
 * would see also spelt out, each in a box of its own, so that it turns nothing round.
 */
export const asBytes = (text: string): Exact => new Exact(text, true);

/**
 * What `<%=` does in every view, for text and for quoted attributes. Unless a view asks for more, a character that hides
 * or turns text round is spelt out in place: whatever a page shows of somebody else's words is what they are.
 */
export function escapeHtml(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (!(value instanceof Exact)) return escapeMarkup(String(value).replace(unseen, spellOut));
  const markup = escapeMarkup(value.text);
  if (!value.isShown) return markup;
  return markup.replace(unseen, (char) => `<bdi title="${spellOut(char)}">${char}</bdi>`);
}
