const mask = '********';

/** Characters; shorter strings occur everywhere by chance: masking them would tear WeChat's body and hide nothing worth it. */
export const shortestSecret = 6;
const shortestEncoded = 8;

/** A text as somebody reads it who undoes an escaping, and where each of its code units starts in the original. */
type View = Readonly<{ text: string; starts: readonly number[] }>;

type Escaping = Readonly<{ pattern: RegExp; decode: (escaped: string) => string }>;

const htmlNames: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const html: Escaping = {
  pattern: /&(?:amp|lt|gt|quot|apos|#0*\d{1,7}|#[xX]0*[0-9a-fA-F]{1,6});/g,
  decode: (escaped) => {
    const name = escaped.slice(1, -1);
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return htmlNames[name] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : escaped);
  },
};

const json: Escaping = {
  pattern: /\\(?:["\\/]|u[0-9a-fA-F]{4})/g,
  decode: (escaped) =>
    escaped.length === 2 ? escaped.slice(1) : String.fromCharCode(Number.parseInt(escaped.slice(2), 16)),
};

const url: Escaping = {
  // one character in UTF-8
  pattern:
    /%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}/gi,
  decode: (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  },
};

const form: Escaping = { pattern: /\+/g, decode: () => ' ' };

/** The very same view where nothing is escaped. */
function undo(view: View, { pattern, decode }: Escaping): View {
  const { text, starts } = view;
  const parts: string[] = [];
  const newStarts: number[] = [];
  let end = 0;
  for (const { 0: escaped, index } of text.matchAll(pattern)) {
    const char = decode(escaped);
    parts.push(text.slice(end, index), char);
    for (let i = end; i < index; i += 1) newStarts.push(starts[i] ?? 0);
    for (let i = 0; i < char.length; i += 1) newStarts.push(starts[index] ?? 0);
    end = index + escaped.length;
  }
  if (end === 0) return view;
  return { text: parts.join('') + text.slice(end), starts: newStarts.concat(starts.slice(end)) };
}

const escapings = [json, url, html, form];
const deepestNesting = 3;
const mostViews = 40;

/** The text as it is, and as it reads when escapings are undone, in any order, up to three deep. */
function viewsOf(text: string): View[] {
  const views: View[] = [{ text, starts: Array.from({ length: text.length + 1 }, (_, i) => i) }];
  const seen = new Set([text]);
  let layer = views.slice();
  for (let depth = 0; depth < deepestNesting; depth += 1) {
    const deeper = layer.flatMap((view) => escapings.map((escaping) => undo(view, escaping)));
    layer = [];
    for (const view of deeper) {
      if (seen.has(view.text) || views.length >= mostViews) continue;
      seen.add(view.text);
      views.push(view);
      layer.push(view);
    }
  }
  return views;
}

/** Base64 of the secret at each of the three places where it can stand in a longer text, without the shared edges. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const whole = padded.subarray(0, padded.length - (padded.length % 3));
    const text = whole.toString('base64').slice(before === 0 ? 0 : 4);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** ASCII only, so that every character keeps its place. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** The spellings of a secret that are looked for: itself, hex, and base64 wherever it may stand. */
export const encodingsOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret);
  const whole = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  return [secret, bytes.toString('hex'), ...whole, ...base64Of(bytes)].filter(
    (text) => text === secret || text.length >= shortestEncoded,
  );
};

/** Where `needle` stands, as places in the original text. */
function rangesOf({ text, starts }: View, needle: string): [start: number, end: number][] {
  const ranges: [number, number][] = [];
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + needle.length)) {
    ranges.push([starts[at] ?? 0, starts[at + needle.length] ?? 0]);
  }
  return ranges;
}

/**
 * Makes a function that hides every spelling of `secrets` (plain in either case, URL, JSON, HTML, hex, base64) in a text and leaves all
 * else as it is: WeChat never repeats a secret, but an error page on the way may print the address that was called.
 * It searches and never backtracks, so that no secret and no answer can make it slow.
 */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const needles = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap(encodingsOf)
    .map(lower);
  if (needles.length === 0) return (text) => text;
  return (text) => {
    const views = viewsOf(text).map(({ text: view, starts }) => ({ text: lower(view), starts }));
    const ranges = views.flatMap((view) => needles.flatMap((needle) => rangesOf(view, needle)));
    ranges.sort(([a], [b]) => a - b);
    let masked = '';
    let end = 0;
    for (const [start, stop] of ranges) {
      if (start >= end) masked += text.slice(end, start) + mask;
      end = Math.max(end, stop);
    }
    return masked + text.slice(end);
  };
}
