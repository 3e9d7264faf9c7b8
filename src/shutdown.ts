import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Central } from './central/index.ts';
import type { Log } from './log.ts';
import type { WeChatClient } from './wechat/client.ts';

type Closing = Readonly<{
  server: Server;
  client: WeChatClient;
  central: Central | undefined;
  log: Log;
  /** ends the process */
  exit: (code: number) => void;
}>;

/** A request may be on its way over a connection that has rested for less than this. */
const longestRestMs = 500;

/** Takes no connection any more; resolves when the last one has ended. */
function stopListening(server: Server, restForMs: number): Promise<void> {
  // whoever asks again over a kept connection is answered, and told that this was the last time
  server.prependListener('request', (_req, res) => res.setHeader('connection', 'close'));
  // for those that are being answered now
  server.keepAliveTimeout = restForMs;
  setTimeout(() => server.closeIdleConnections(), restForMs);
  // not its own `close`, which cuts resting connections at once
  return new Promise((resolve) => NetServer.prototype.close.call(server, () => resolve()));
}

/** For the last answers to leave this machine. */
const tellingMs = 100;

/** For what was given up at the deadline to end; a disk that hangs may keep it. */
const afterDeadlineMs = 2000;

/** Ends running requests within the deadline, then the process; a second signal ends it at once. */
export function shutdownOn(
  signals: readonly NodeJS.Signals[],
  { server, client, central, log, exit }: Closing,
  timeoutMs: number,
): void {
  let isClosing = false;

  async function close(): Promise<void> {
    central?.stop();
    await stopListening(server, Math.min(longestRestMs, timeoutMs / 2));
    // what is being fetched is stored first
    await central?.close();
    await client.close();
  }

  const shutdown = (signal: NodeJS.Signals): void => {
    if (isClosing) {
      exit(1);
      return;
    }
    isClosing = true;
    const deadline = setTimeout(() => {
      log.warn('shutdown_forced', { signal });
      // what was sent and is not answered has to be called that, as long as there is somebody to tell
      central?.cutCalls();
      setTimeout(() => {
        server.closeAllConnections();
        central?.giveUp();
      }, tellingMs);
      setTimeout(() => exit(1), afterDeadlineMs);
    }, timeoutMs);
    void close().finally(() => {
      clearTimeout(deadline);
      log.info('shutdown_done', { signal });
      exit(0);
    });
    log.info('shutdown_started', { signal });
  };
  for (const signal of signals) process.on(signal, shutdown);
}
