import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What one connection may hold of this process, and how many of them there may be. */
export const connectionLimits = {
  maxConnections: 10_000,
  /** answers that are not through yet; browsers, SDKs and proxies wait for one before they ask for the next */
  maxUnanswered: 8,
  /** for bytes that were written and that nobody takes */
  writeTimeoutMs: 30_000,
  /** for a request to arrive whole, long enough for a slow phone */
  bodyTimeoutMs: 12_000,
  /** for one whose sender is known and that is more than a form (`takeLonger`): without a byte of it, and in all */
  uploadRestMs: 30_000,
  uploadTimeoutMs: 300_000,
  checkEveryMs: 2000,
};

type Connection = {
  /** in the order of their requests, which is the order in which they are sent */
  readonly unanswered: ServerResponse[];
  sent: number;
  /** the last one, and when its head had arrived, ms of a clock that never goes back */
  req: IncomingMessage | undefined;
  admittedAt: number;
  /** how far its body had come at the last look, and when that last moved */
  arrived: number;
  movedAt: number;
  /** looks in a row at which nothing had been taken */
  stuckLooks: number;
  isClosing: boolean;
};

const uploads = new WeakSet<IncomingMessage>();

/** This request's sender is known, and what it sends may take as long as an honest upload does. */
export const takeLonger = (req: IncomingMessage): void => void uploads.add(req);

/** Node shows nowhere else how much of a chunk is still to go, and `writableLength` falls only when all of it has gone. */
const leftOfChunk = (socket: Socket): number =>
  // internal, and undefined once the connection has ended
  (socket as { _handle?: { writeQueueSize?: number } | null })._handle?.writeQueueSize ?? 0;

/** A measure that moves whenever the other side takes something; undefined while it is owed nothing. */
function sentTo(socket: Socket): number | undefined {
  const left = leftOfChunk(socket);
  return left + socket.writableLength === 0 ? undefined : socket.bytesWritten - socket.writableLength - left;
}

/** What the parser takes for "the rest of this is no HTTP". */
const readNoFurther = 2;

/** Ends a connection, and the reading of what has arrived from it already: a thousand requests may be in that. */
function cutOff(socket: Socket): void {
  // internal; without it each of them would still become a request and an answer, at twenty times the cost
  const { parser } = socket as { parser?: { onIncoming: () => number } | null };
  if (parser) parser.onIncoming = () => readNoFurther;
  socket.destroy();
}

export type Connections = Readonly<{
  /** May this request be looked at? False ends its connection, or is behind a request that has ended it. */
  admit: (req: IncomingMessage, res: ServerResponse) => boolean;
  /** Nothing more is admitted from this connection; false where that was so already. */
  close: (socket: Socket) => boolean;
  /** the answers of this connection that are not through yet */
  unanswered: (socket: Socket) => readonly ServerResponse[];
}>;

/**
 * Bounds what anybody can hold of this process without a key: connections, unanswered requests of one, the time that a
 * request takes to arrive (`onLate` is told once it is over), and that for which an answer waits for its reader. Who waits for WeChat is owed nothing yet, and a slow reader takes something. The
 * time is counted in looks, so that a process that stood still does not let everybody go.
 */
export function watchConnections(
  server: Server,
  onLate: (socket: Socket) => void,
  limits: Readonly<typeof connectionLimits> = connectionLimits,
): Connections {
  const connections = new Map<Socket, Connection>();
  const mostLooks = Math.ceil(limits.writeTimeoutMs / limits.checkEveryMs);
  server.maxConnections = limits.maxConnections;

  server.on('connection', (socket: Socket) => {
    connections.set(socket, {
      ...{ unanswered: [], sent: 0, stuckLooks: 0, isClosing: false },
      ...{ req: undefined, admittedAt: 0, arrived: 0, movedAt: 0 },
    });
    socket.once('close', () => connections.delete(socket));
  });

  function isLate(socket: Socket, connection: Connection, now: number): boolean {
    const { req, admittedAt } = connection;
    if (req === undefined || req.complete) return false;
    if (!uploads.has(req)) return now - admittedAt > limits.bodyTimeoutMs;
    // one that we do not read, since WeChat is slow, is not at a rest of its own
    const isMoving = socket.bytesRead !== connection.arrived || req.readableLength > 0;
    if (isMoving) Object.assign(connection, { arrived: socket.bytesRead, movedAt: now });
    return now - admittedAt > limits.uploadTimeoutMs || now - connection.movedAt > limits.uploadRestMs;
  }

  function look(): void {
    const now = performance.now();
    for (const [socket, connection] of connections) {
      if (isLate(socket, connection, now)) onLate(socket);
      const sent = sentTo(socket);
      connection.stuckLooks = sent === undefined || sent !== connection.sent ? 0 : connection.stuckLooks + 1;
      connection.sent = sent ?? 0;
      if (connection.stuckLooks >= mostLooks) socket.destroy();
    }
  }
  const timer = setInterval(look, limits.checkEveryMs).unref();
  server.once('close', () => clearInterval(timer));

  function close(socket: Socket): boolean {
    const connection = connections.get(socket);
    if (connection === undefined || connection.isClosing) return false;
    connection.isClosing = true;
    return true;
  }

  function admit(req: IncomingMessage, res: ServerResponse): boolean {
    const { socket } = req;
    const connection = connections.get(socket);
    if (connection === undefined || connection.isClosing) return false;
    connection.req = req;
    connection.admittedAt = performance.now();
    connection.movedAt = connection.admittedAt;
    const { unanswered } = connection;
    while (unanswered[0]?.writableFinished) unanswered.shift();
    unanswered.push(res);
    if (unanswered.length <= limits.maxUnanswered) return true;
    connection.isClosing = true;
    cutOff(socket);
    return false;
  }

  return {
    admit,
    close,
    unanswered: (socket) =>
      connections.get(socket)?.unanswered.filter(({ writableFinished }) => !writableFinished) ?? [],
  };
}
