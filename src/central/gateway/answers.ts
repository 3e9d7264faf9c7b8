import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { AnswerHead, AnswerSink, Relay, RelayedCall, Relaying } from '../../wechat/relay.ts';
import { errcodeIn, firstSign, isOtherText, isSuccess } from './answer-signs.ts';
import type { Attempt, Outlet } from './attempt.ts';

/** A body under this that begins with `{` is looked into: every answer of WeChat's that refuses a call is. */
const lookedIntoBytes = 64 * 1024;

/** What is masked is read whole, and nothing that has to be is longer. */
const mostWholeBytes = 1024 * 1024;

const decoders: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Sends a call once and reads as much of the answer as has to be known before any of it goes out: `isWhole` for what is
 * always masked. `done` is called once; what is aborted calls it no more.
 */
export function attemptCall(
  relay: Relay,
  call: RelayedCall,
  isWhole: boolean,
  done: (attempt: Attempt) => void,
): Readonly<{ abort: () => boolean }> {
  const gathered: Buffer[] = [];
  let size = 0;
  let head: AnswerHead | undefined;
  let mode: 'unknown' | 'whole' | 'peek' | 'stream' | 'over' = 'unknown';
  let outlet: Outlet | undefined;
  let decoder: Transform | undefined;

  function finish(attempt: Attempt): void {
    mode = attempt.kind === 'stream' ? 'stream' : 'over';
    done(attempt);
  }

  function giveUp(why: 'redirect' | 'too_large' | 'encoding'): void {
    relaying.abort();
    decoder?.destroy();
    if (mode === 'stream') outlet?.cut();
    else if (mode !== 'over') finish({ kind: 'unusable', why });
    mode = 'over';
  }

  const pause = (): void => void (decoder ?? relaying).pause();
  const resume = (): void => void (decoder ?? relaying).resume();

  function stream(answered: AnswerHead): void {
    pause();
    finish({
      kind: 'stream',
      head: answered,
      isDecoded: decoder !== undefined,
      pipe: (to) => {
        outlet = to;
        for (const chunk of gathered.splice(0)) to.data(chunk);
        resume();
      },
      pause,
      resume,
      abort: () => void abort(),
    });
  }

  function modeFor({ status, headers }: AnswerHead, chunk: Buffer): 'whole' | 'peek' | 'stream' {
    const sign = firstSign(chunk);
    if (isWhole || !isSuccess(status) || isOtherText(String(headers['content-type'] ?? ''), chunk))
      return 'whole';
    const isLong = decoder === undefined && Number(headers['content-length'] ?? 0) >= lookedIntoBytes;
    return sign === '{' && !isLong ? 'peek' : 'stream';
  }

  function takeIn(chunk: Buffer): void {
    if (head === undefined || mode === 'over') return;
    if (outlet !== undefined) {
      outlet.data(chunk);
      return;
    }
    gathered.push(chunk);
    size += chunk.length;
    if (mode === 'unknown') {
      const next = modeFor(head, chunk);
      if (next === 'stream') stream(head);
      else mode = next;
    }
    if (mode === 'whole' && size > mostWholeBytes) giveUp('too_large');
    if (mode === 'peek' && size >= lookedIntoBytes) stream(head);
  }

  function end(): void {
    if (head === undefined || mode === 'over') return;
    if (mode === 'stream') {
      mode = 'over';
      outlet?.end();
      return;
    }
    const isMasked = mode === 'whole';
    const [only, ...more] = gathered;
    const body = only !== undefined && more.length === 0 ? only : Buffer.concat(gathered);
    const text = body.toString('latin1');
    finish({ kind: 'whole', head, text, errcode: errcodeIn(text), isMasked });
  }

  function decodeWith(create: () => Transform): void {
    decoder = create();
    decoder.on('data', takeIn);
    decoder.on('end', end);
    decoder.on('error', () => giveUp('encoding'));
    decoder.on('drain', () => relaying.resume());
  }

  const sink: AnswerSink = {
    head: (answered) => {
      head = answered;
      const { status, headers } = answered;
      if (!isSuccess(status) && status < 400) return giveUp('redirect');
      const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
      const decode = decoders.get(encoding);
      if (decode !== undefined) decodeWith(decode);
      else if (encoding !== 'identity') giveUp('encoding');
    },
    data: (chunk) => {
      if (decoder === undefined) takeIn(chunk);
      else if (!decoder.write(chunk)) relaying.pause();
    },
    end: () => {
      if (decoder === undefined) end();
      else decoder.end();
    },
    fault: (fault, wasSent) => {
      decoder?.destroy();
      if (mode === 'stream') outlet?.cut();
      else if (mode !== 'over') finish({ kind: 'fault', fault, wasSent });
      mode = 'over';
    },
  };
  const relaying: Relaying = relay.send(call, sink);

  function abort(): boolean {
    mode = 'over';
    decoder?.destroy();
    return relaying.abort();
  }

  return { abort };
}
