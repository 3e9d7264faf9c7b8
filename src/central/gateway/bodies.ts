import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';

export const bodyLimits = {
  most: 25 * 1024 * 1024,
  /** kept for a repeat, each and together */
  kept: 12 * 1024 * 1024,
  keptInAll: 128 * 1024 * 1024,
  /** of that for bodies of this size alone: uploads that come slowly make none of them unsafe to repeat */
  keptForSmall: 16 * 1024 * 1024,
  small: 64 * 1024,
};

/** The body of a call. `release` gives back what is held for it. */
export type Body =
  | Readonly<{ kind: 'none'; release: () => void }>
  | Readonly<{ kind: 'kept'; bytes: Buffer; release: () => void }>
  /** sent on as it comes, once; `received` is called when its last byte is here */
  | Readonly<{
      kind: 'stream';
      length: number;
      open: (received: () => void) => Readable;
      release: () => void;
    }>;

export type NoBody = 'too_large' | 'length_needed' | 'busy' | 'gone';

/** Room for a body whose length nobody knows, at first. */
const firstBytes = 64 * 1024;

const nothing = (): void => {};

const noBody: Body = { kind: 'none', release: nothing };

/** The announced length; undefined: none was announced; a request without a body has 0. */
export function announcedLength({ headers }: IncomingMessage): number | undefined {
  if (headers['transfer-encoding'] !== undefined) return undefined;
  return Number(headers['content-length'] ?? 0);
}

/** Keeps bodies for a repeat within a bound, and streams what does not fit. */
export function createBodies(limits: Readonly<typeof bodyLimits> = bodyLimits) {
  let kept = 0;

  function reserve(bytes: number): (() => void) | undefined {
    const most = limits.keptInAll - (bytes > limits.small ? limits.keptForSmall : 0);
    if (kept + bytes > most) return undefined;
    kept += bytes;
    let isHeld = true;
    return () => {
      if (isHeld) kept -= bytes;
      isHeld = false;
    };
  }

  /** Its length is known, so that it is put where it stays. */
  function readKnown(req: IncomingMessage, length: number, release: () => void): Promise<Body | NoBody> {
    return new Promise((resolve) => {
      let bytes: Buffer | undefined;
      let size = 0;
      req.on('data', (chunk: Buffer) => {
        // most bodies come at once
        if (chunk.length === length) bytes = chunk;
        bytes ??= Buffer.allocUnsafeSlow(length);
        if (bytes !== chunk) size += chunk.copy(bytes, size);
      });
      req.once('end', () => resolve({ kind: 'kept', bytes: bytes ?? Buffer.alloc(0), release }));
      req.once('close', () => {
        if (req.complete) return;
        release();
        resolve('gone');
      });
      req.on('error', nothing);
    });
  }

  /**
   * WeChat takes no body without a length, so that this one has to be here whole before it is sent. It is copied together
   * as it comes: of a body in chunks of one byte the chunks would take hundreds of times what is counted.
   */
  function readUnknown(req: IncomingMessage): Promise<Body | NoBody> {
    return new Promise((resolve) => {
      let bytes = Buffer.alloc(0);
      let size = 0;
      const releases: (() => void)[] = [];
      const release = (): void => {
        for (const each of releases) each();
      };
      const stop = (why: NoBody): void => {
        bytes = Buffer.alloc(0);
        release();
        req.removeAllListeners('data');
        resolve(why);
      };
      const grow = (least: number): boolean => {
        const length = Math.min(limits.kept, Math.max(least, 2 * bytes.length, firstBytes));
        const held = reserve(length - bytes.length);
        if (held === undefined) return false;
        releases.push(held);
        const larger = Buffer.allocUnsafeSlow(length);
        bytes.copy(larger, 0, 0, size);
        bytes = larger;
        return true;
      };
      req.on('data', (chunk: Buffer) => {
        const least = size + chunk.length;
        if (least > limits.kept) return stop('length_needed');
        if (least > bytes.length && !grow(least)) return stop('busy');
        size += chunk.copy(bytes, size);
      });
      req.once('end', () => resolve({ kind: 'kept', bytes: bytes.subarray(0, size), release }));
      req.once('close', () => {
        if (!req.complete) stop('gone');
      });
      req.on('error', nothing);
    });
  }

  /** The request itself is not handed on: whoever ends that stream would end the caller's connection with it. */
  function open(req: IncomingMessage, received: () => void): Readable {
    const through = new PassThrough();
    req.pipe(through);
    req.once('end', received);
    req.once('close', () => {
      if (!req.complete) through.destroy(new Error('the request was cut off'));
    });
    req.on('error', nothing);
    through.once('close', () => {
      req.unpipe(through);
      req.resume();
    });
    through.on('error', nothing);
    return through;
  }

  /** Why this body cannot be taken, by the headers alone. */
  function refusedByHead(req: IncomingMessage): NoBody | undefined {
    return (announcedLength(req) ?? 0) > limits.most ? 'too_large' : undefined;
  }

  /** Comes back when the body is kept, or can be streamed. `mayCome` is called before the first byte is waited for. */
  function receive(req: IncomingMessage, mayCome: () => void): Promise<Body | NoBody> | Body {
    const length = announcedLength(req);
    if (length === 0) return noBody;
    mayCome();
    if (length === undefined) return readUnknown(req);
    const release = length > limits.kept ? undefined : reserve(length);
    if (release !== undefined) return readKnown(req, length, release);
    return { kind: 'stream', length, open: (received) => open(req, received), release: nothing };
  }

  return { refusedByHead, receive, keptBytes: () => kept };
}

export type Bodies = ReturnType<typeof createBodies>;
