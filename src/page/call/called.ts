import type { Called, Download } from '../../web/called.ts';
import { oneLine } from '../../web/unseen.ts';
import type { ApiAnswer } from '../../wechat/api-reply.ts';
import { maskBytes } from '../../wechat/mask-body.ts';
import type { Picture } from '../../wechat/picture.ts';
import type { Answer, Reply } from '../../wechat/reply.ts';
import type { Texts } from '../texts/index.ts';
import type { CallForm } from './form.ts';
import type { CallTexts } from './texts/index.ts';

/** The largest picture that stands in the page itself. */
const largestShown = 1.5 * 1024 * 1024;
/** Longer addresses do not reach the part of Chromium that downloads (2 MiB); the script hands the bytes over itself. */
const longestLink = 2_000_000;
const longestType = 100;

const extensions: Readonly<Record<Picture['type'], string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** Bytes of no kind: whatever they are, a browser that opens them saves them. */
const bytesHref = (body: Buffer): string => `data:application/octet-stream;base64,${body.toString('base64')}`;

type Words = Readonly<{ t: Texts; c: CallTexts }>;

/** Where a file is kept: named after what was called, which is one of WeChat's paths. */
const fileName = (path: string, extension: string): string =>
  `${path.split('/').at(-1) ?? 'file'}.${extension}`;

function downloadOf(body: Buffer, name: string, { c }: Words): Download {
  const href = bytesHref(body);
  return {
    name,
    href,
    label: c.download,
    ...(href.length > longestLink ? { withoutScript: c.tooBigToLink } : {}),
  };
}

function pictureOf(
  picture: Picture,
  body: Buffer,
  name: string,
  { c }: Words,
): Pick<Called, 'picture' | 'fileFacts' | 'notes'> {
  const { type, size } = picture;
  const fileFacts = [
    type,
    ...(size === undefined ? [] : [c.pixels(size.width, size.height)]),
    c.bytes(body.length),
  ];
  if (body.length > largestShown) return { fileFacts, notes: [c.tooBigToShow] };
  const alt = c.alt(name, size === undefined ? '' : c.pixelsSaid(size.width, size.height));
  return { fileFacts, notes: [], picture: { href: `data:${type};base64,${body.toString('base64')}`, alt } };
}

type Success = Extract<Reply<ApiAnswer>, { kind: 'success' }>;

function contentOf(
  reply: Success,
  form: CallForm,
  path: string,
  words: Words,
  mask: (text: string) => string,
): Partial<Called> {
  const { received, text, picture } = reply;
  if (reply.content === 'json') return { json: mask(text ?? '') };
  const body = maskBytes(received.body, mask);
  const { t, c } = words;
  if (picture !== undefined) {
    const name = form.api?.name[t.htmlLang === 'en' ? 'en' : 'zh'] ?? path;
    const shown = pictureOf(picture, body, name, words);
    return { ...shown, download: downloadOf(body, fileName(path, extensions[picture.type]), words) };
  }
  const type = oneLine(mask(received.contentType)).slice(0, longestType) || c.noType;
  return {
    fileFacts: [type, c.bytes(body.length)],
    download: downloadOf(body, fileName(path, 'bin'), words),
  };
}

/** What stands in front of every answer: WeChat's status and the time. */
const factsOf = ({ received }: Answer, t: Texts): readonly string[] => [
  t.facts.status(received.status),
  t.facts.duration(received.durationMs),
];

/** The answer of an API that succeeded, ready to be shown; what it is, is told by its bytes. */
export function calledOf(
  reply: Success,
  form: CallForm,
  path: string,
  words: Words,
  mask: (text: string) => string,
): Called {
  const { received, text } = reply;
  const content = contentOf(reply, form, path, words, mask);
  const { c } = words;
  const isMasked = content.json !== undefined && content.json !== text;
  return {
    call: `${form.method} ${path}`,
    facts: [
      ...factsOf(reply, words.t),
      ...(content.json === undefined ? [] : [c.bytes(received.body.length)]),
    ],
    ...content,
    notes: [
      ...(received.isCut ? [c.cut(c.bytes(received.body.length))] : []),
      ...(isMasked ? [c.masked] : []),
      ...(content.notes ?? []),
    ],
  };
}

/** A page of HTML, or anything else that is no answer of WeChat's: never shown, but there to be looked at elsewhere. */
export function strayOf(
  reply: Answer,
  form: CallForm,
  path: string,
  words: Words,
  mask: (text: string) => string,
): Called | undefined {
  const { received, text } = reply;
  if (text !== undefined || received.body.length === 0) return undefined;
  const body = maskBytes(received.body, mask);
  const type = oneLine(mask(received.contentType)).slice(0, longestType) || words.c.noType;
  return {
    call: `${form.method} ${path}`,
    facts: factsOf(reply, words.t),
    fileFacts: [type, words.c.bytes(body.length)],
    download: downloadOf(body, fileName(path, 'bin'), words),
    notes: received.isCut ? [words.c.cut(words.c.bytes(body.length))] : [],
  };
}
