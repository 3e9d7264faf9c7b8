import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { type Fault, faultOf } from './fault.ts';
import type { TransportOptions } from './pool.ts';

/** One call as it goes out; `target` is its path and query. */
export type RelayedCall = Readonly<{
  method: 'GET' | 'POST';
  target: string;
  /** names and values in turn */
  headers: readonly string[];
  body: Buffer | Readable | undefined;
}>;

export type AnswerHead = Readonly<{ status: number; headers: IncomingHttpHeaders }>;

/** Who takes the answer, as it comes. `fault` comes once and last. */
export type AnswerSink = {
  head: (head: AnswerHead) => void;
  data: (chunk: Buffer) => void;
  end: () => void;
  fault: (fault: Fault, wasSent: boolean) => void;
};

/** The flow of one answer. */
export type Relaying = Readonly<{
  pause: () => void;
  resume: () => void;
  /** Ends it, sent or not; nothing is told after that. Says whether a byte of it had left this machine. */
  abort: () => boolean;
}>;

export type Relay = Readonly<{
  /** Sends one call, once: nothing is repeated, no redirect followed, no deadline kept, no answer bounded. */
  send: (call: RelayedCall, sink: AnswerSink) => Relaying;
  close: () => Promise<void>;
}>;

type Controller = Readonly<{ pause: () => void; resume: () => void; abort: (reason: Error) => void }>;

/**
 * Shorter than WeChat's own, whatever that announces: over a connection that the other side is closing just now a call is
 * lost, and nobody can say whether it was read.
 */
const keepAlive = { keepAliveTimeout: 4000, keepAliveMaxTimeout: 4000 };

/** Streams calls to WeChat and their answers back, over connections of its own. */
export function createRelay(options: TransportOptions & Readonly<{ maxCalls: number }>): Relay {
  const { origin, pathname } = new URL(options.wechatApiBase);
  const basePath = pathname.replace(/\/+$/, '');
  let opening: Promise<unknown> | undefined;
  let opened: Awaited<ReturnType<typeof open>> | undefined;

  async function open() {
    const { openPool } = await import('./pool.ts');
    return openPool(options, { maxResponseSize: -1, ...keepAlive }).dispatcher;
  }

  function send({ method, target, headers, body }: RelayedCall, sink: AnswerSink): Relaying {
    let controller: Controller | undefined;
    let wasSent = false;
    let isOver = false;

    function start(dispatcher: Awaited<ReturnType<typeof open>>): void {
      if (isOver) return;
      dispatcher.dispatch(
        {
          origin,
          path: basePath + target,
          method,
          headers: headers as string[],
          body: body ?? null,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        {
          onRequestStart: (started) => {
            controller = started;
            // given up while it waited for its connection
            if (isOver) started.abort(new Error('given up'));
            else wasSent = true;
          },
          onResponseStart: (_started, status, answered) => {
            if (!isOver) sink.head({ status, headers: answered });
          },
          onResponseData: (_started, chunk) => {
            if (!isOver) sink.data(chunk);
          },
          onResponseEnd: () => {
            if (isOver) return;
            isOver = true;
            sink.end();
          },
          onResponseError: (_started, error) => {
            if (isOver) return;
            isOver = true;
            sink.fault(faultOf(error, wasSent), wasSent);
          },
        },
      );
    }

    if (opened !== undefined) start(opened);
    else {
      opening ??= open().then((dispatcher) => {
        opened = dispatcher;
      });
      void opening.then(() => opened && start(opened));
    }
    return {
      pause: () => controller?.pause(),
      resume: () => controller?.resume(),
      abort: () => {
        isOver = true;
        controller?.abort(new Error('given up'));
        return wasSent;
      },
    };
  }

  return {
    send,
    close: async () => {
      await opening;
      await opened?.destroy();
    },
  };
}
