type Path = readonly (string | number)[];

export type JsonFault = Readonly<{
  /** from 1 on */
  line: number;
  column: number;
  /** what is likely wrong there, in words that quote nothing */
  cause: string;
}>;

export type ReadJson =
  | Readonly<{
      ok: true;
      value: unknown;
      /** the members that stand twice in their object */
      repeated: readonly Path[];
      /** the line, from 1 on, of what is at this path; undefined where nothing is */
      lineOf: (path: Path) => number | undefined;
    }>
  | Readonly<{ ok: false; fault: JsonFault }>;

class Broken extends Error {
  readonly at: number;
  readonly why: string;
  constructor(at: number, why: string) {
    super(why);
    this.at = at;
    this.why = why;
  }
}

const deepest = 100;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const blank = /[ \t\r\n]*/y;

/** What stands in the place of a value, a name or a sign. */
function causeOf(found: string | undefined, expected: string): string {
  if (found === undefined) return 'it ends too early: a closing } or ] is missing';
  if (found === '/' || found === '#') return 'a comment stands here, and JSON has none';
  if (found === "'") return 'single quotes stand here: JSON wants "double" ones';
  if (/[“”„‟″＂]/.test(found)) return 'a typographic quote stands here: JSON wants the straight "';
  if (/[，：｛｝［］；、]/.test(found))
    return 'a full-width sign stands here: JSON wants , : { } [ ] of ASCII';
  if (/[\s\u200B-\u200F\u2060\uFEFF]/.test(found)) return 'an invisible character stands here: take it out';
  return expected;
}

/** The next place behind blanks, and how one piece of JSON is read from there. */
function createScanner(text: string, onMember: (path: Path, at: number, isRepeated: boolean) => void) {
  let at = 0;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function fail(expected: string, place = at): never {
    throw new Broken(place, causeOf(text[place], expected));
  }

  function readString(): string {
    const start = at;
    for (at += 1; text[at] !== '"'; at += 1) {
      const char = text[at];
      if (char === undefined || char === '\n' || char === '\r')
        throw new Broken(start, 'the quote that ends this text is missing');
      if (char < ' ') throw new Broken(at, 'a tab or another control character stands in a text');
      if (char !== '\\') continue;
      at += 1;
      if (!/^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 5)))
        throw new Broken(at, 'a backslash has to be written twice: \\\\');
    }
    at += 1;
    // its syntax has just been checked
    return JSON.parse(text.slice(start, at)) as string;
  }

  function readValue(path: Path): void {
    match(blank);
    const char = text[at];
    if (path.length > deepest) fail('it is nested too deep');
    if (char === '"') readString();
    else if (char === '{') readMembers(path);
    else if (char === '[') readItems(path);
    else if (match(number) === undefined && match(word) === undefined)
      fail(
        char === ',' || char === '}' || char === ']'
          ? 'a value is missing here'
          : 'text wants "quotes" around it',
      );
  }

  /** Behind a value: does another one follow? */
  function isContinued(end: '}' | ']'): boolean {
    match(blank);
    const comma = at;
    const char = text[at];
    if (char !== ',' && char !== end) fail('a comma is missing before this');
    at += 1;
    if (char === end) return false;
    match(blank);
    if (text[at] === end) throw new Broken(comma, `a comma too many: nothing follows it before ${end}`);
    if (text[at] === ',') throw new Broken(at, 'a comma too many');
    return true;
  }

  function readMembers(path: Path): void {
    const names = new Set<string>();
    at += 1;
    match(blank);
    if (text[at] === '}') {
      at += 1;
      return;
    }
    do {
      match(blank);
      if (text[at] !== '"') fail('a name in "quotes" has to stand here');
      const start = at;
      const name = readString();
      match(blank);
      if (text[at] !== ':') fail('a colon is missing behind the name');
      at += 1;
      onMember([...path, name], start, names.has(name));
      names.add(name);
      readValue([...path, name]);
    } while (isContinued('}'));
  }

  function readItems(path: Path): void {
    at += 1;
    match(blank);
    if (text[at] === ']') {
      at += 1;
      return;
    }
    let index = 0;
    do {
      match(blank);
      onMember([...path, index], at, false);
      readValue([...path, index]);
      index += 1;
    } while (isContinued(']'));
  }

  return (): void => {
    match(blank);
    if (at === text.length) throw new Broken(at, 'it is empty');
    readValue([]);
    match(blank);
    if (at < text.length) fail('something stands behind the end');
  };
}

const keyOf = (path: Path): string => JSON.stringify(path);

function placesIn(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>([[keyOf([]), 0]]);
  createScanner(text, (path, at) => void places.set(keyOf(path), at))();
  return places;
}

/**
 * Reads JSON as `JSON.parse` does, and knows more: where each thing stands, which members are given twice, and for a
 * text that is none, the place and the likely cause. Nothing that it says quotes the text: secrets are in it.
 */
export function readJson(text: string): ReadJson {
  const repeated: Path[] = [];
  const lineAt = (at: number): number => text.slice(0, at).split('\n').length;
  try {
    createScanner(text, (path, _at, isRepeated) => {
      if (isRepeated) repeated.push(path);
    })();
    const value: unknown = JSON.parse(text);
    let places: ReadonlyMap<string, number> | undefined;
    const lineOf = (path: Path): number | undefined => {
      places ??= placesIn(text);
      const at = places.get(keyOf(path));
      return at === undefined ? undefined : lineAt(at);
    };
    return { ok: true, value, repeated, lineOf };
  } catch (error) {
    const { at, why } = error instanceof Broken ? error : new Broken(0, 'it cannot be read');
    const column = at - text.slice(0, at).lastIndexOf('\n');
    return { ok: false, fault: { line: lineAt(at), column, cause: why } };
  }
}
