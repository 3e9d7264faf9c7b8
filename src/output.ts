import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { isatty } from 'node:tty';
import sonicBoom from 'sonic-boom';
import type { LineSink } from './log.ts';

/** What lines may wait for a reader, in bytes; later ones are dropped. */
const mostWaiting = 4 * 1024 * 1024;

/**
 * A log driver that is stuck gets 3 s for the last lines, and one that takes them slowly 10 s. Counted in looks, so that a
 * process that stood still does not end at once.
 */
const stuckLooks = 12;
const mostLooks = 40;
const lookEveryMs = 250;

const gatherMs = 20;

/** Standard output, and the end of the process, which must come whether anybody reads that or not. */
export type Output = LineSink & Readonly<{ isTerminal: boolean; exit: (code: number) => void }>;

type Sink = Readonly<{
  write: (line: string) => void;
  flush: (done: () => void) => void;
  /** bytes that nobody has taken yet, as far as that can be told */
  left: () => number;
  end: (code: number) => void;
}>;

/**
 * A pipe or a socket, as under Docker and systemd. No thread ever waits in a write to it: one that hangs there is waited
 * for at the end, and the first process of a container cannot kill itself either.
 */
function socketSink(fd: number): Sink {
  const socket = new Socket({ fd, readable: false, writable: true });
  socket.on('error', () => {});
  return {
    write: (line) => {
      if (socket.writableLength < mostWaiting) socket.write(line);
    },
    flush: (done) => void socket.write('', done),
    // internal: Node shows nowhere else how much of what it writes at once is still to go
    left: () =>
      socket.writableLength +
      ((socket as { _handle?: { writeQueueSize?: number } | null })._handle?.writeQueueSize ?? 0),
    end: (code) => process.exit(code),
  };
}

/** A file or a terminal: a thread waits in each write to it. */
function fileSink(fd: number): Sink {
  // a least length makes `flush` wait for what is being written
  const file = new sonicBoom.SonicBoom({ fd, sync: false, minLength: 1, maxLength: mostWaiting });
  file.on('error', () => {});
  return {
    write: (line) => void file.write(line),
    flush: (done) => file.flush(done),
    left: () => 0,
    end: (code) => process.exit(code),
  };
}

/** In characters; with more than that nothing is held back. */
const mostGathered = 64 * 1024;

/** Lines that come within a moment are written at once: each write would cost more than all that is in it. */
function gathering(sink: Sink): Sink {
  let gathered = '';
  let timer: NodeJS.Timeout | undefined;
  function pass(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered !== '') sink.write(gathered);
    gathered = '';
  }
  return {
    ...sink,
    write: (line) => {
      gathered += line;
      if (gathered.length > mostGathered) pass();
      else timer ??= setTimeout(pass, gatherMs);
    },
    flush: (done) => {
      pass();
      sink.flush(done);
    },
  };
}

/**
 * Standard output for the log. No request waits for a line to be written. That nobody reads it any more is no reason to
 * end, since the running requests would go along, nor to stay: `exit` ends the process once the last lines are written.
 */
export function standardOutput(): Output {
  const stdout = 1;
  const stat = fstatSync(stdout);
  const isStream = stat.isFIFO() || stat.isSocket();
  const { write, flush, left, end } = gathering((isStream ? socketSink : fileSink)(stdout));
  return {
    write,
    isTerminal: isatty(stdout),
    exit: (code) => {
      let looks = 0;
      let stuck = 0;
      let before = left();
      setInterval(() => {
        const now = left();
        looks += 1;
        stuck = now < before ? 0 : stuck + 1;
        before = now;
        if (stuck < stuckLooks && looks < mostLooks) return;
        // a thread that hangs in a write would be waited for in an ordinary end
        if (!isStream) process.kill(process.pid, 'SIGKILL');
        end(code);
      }, lookEveryMs);
      flush(() => end(code));
    },
  };
}
