/** A piece of a text that is taken for JSON; `kind` is undefined for all that is neither a name nor a string. */
export type JsonPart = Readonly<{ text: string; kind: 'name' | 'string' | undefined }>;

const string = /"(?:[^"\\]|\\.)*"(?:\s*:)?/gs;

/** Tells names from strings in JSON, for the eye alone: the pieces together are the text, whatever it was. */
export function jsonParts(text: string): readonly JsonPart[] {
  const parts: JsonPart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(string)) {
    const bare = found.replace(/\s*:$/, '');
    const isName = bare !== found;
    if (index > end) parts.push({ text: text.slice(end, index), kind: undefined });
    parts.push({ text: bare, kind: isName ? 'name' : 'string' });
    end = index + bare.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), kind: undefined });
  return parts;
}
