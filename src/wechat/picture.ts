/** A kind of picture that every browser shows and that holds no script. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

export type Picture = Readonly<{
  type: PictureType;
  /** pixels; undefined where they do not stand where they should */
  size: Readonly<{ width: number; height: number }> | undefined;
}>;

type Size = NonNullable<Picture['size']>;

const startsWith = (body: Buffer, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => body[i] === byte);

const sizeAt = (body: Buffer, end: number, read: () => Size): Size | undefined =>
  body.length >= end ? read() : undefined;

/** A start of frame names the size, behind as many other segments as the encoder liked: ITU-T T.81, B.2.2. */
function jpegSize(body: Buffer): Size | undefined {
  let at = 2;
  while (at + 9 <= body.length && body[at] === 0xff) {
    const marker = body[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: body.readUInt16BE(at + 5), width: body.readUInt16BE(at + 7) };
    at += 2 + body.readUInt16BE(at + 2);
  }
  return undefined;
}

/**
 * Told by the first bytes, as a browser tells it: what an answer calls itself is not believed. SVG is none, since it can hold
 * script. https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
 */
export function pictureIn(body: Buffer): Picture | undefined {
  if (startsWith(body, 0xff, 0xd8, 0xff)) return { type: 'image/jpeg', size: jpegSize(body) };
  if (startsWith(body, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    const size = (): Size => ({ width: body.readUInt32BE(16), height: body.readUInt32BE(20) });
    return { type: 'image/png', size: sizeAt(body, 24, size) };
  }
  if (/^GIF8[79]a/.test(body.toString('latin1', 0, 6))) {
    const size = (): Size => ({ width: body.readUInt16LE(6), height: body.readUInt16LE(8) });
    return { type: 'image/gif', size: sizeAt(body, 10, size) };
  }
  if (/^RIFF....WEBPVP/s.test(body.toString('latin1', 0, 14))) return { type: 'image/webp', size: undefined };
  return undefined;
}
