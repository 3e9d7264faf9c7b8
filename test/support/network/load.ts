// Business servers that read all the time, each over one connection that it keeps open.
import { Agent, type IncomingMessage, request } from 'node:http';

export type Load = Readonly<{
  /** resolves once that many answers have come in all; rejects when the load has ended before */
  answered: (count: number) => Promise<void>;
  /** resolves when all have ended: at the first request of each that could not be sent, or was not answered whole */
  ended: Promise<readonly string[]>;
}>;

type Options = Readonly<{
  origin: string;
  /** how many read at the same time */
  readers: number;
  /** the path of the next read */
  path: (reader: number) => string;
  /** told of each answer at the moment that it is there */
  onAnswer: (text: string, reader: number) => void;
}>;

/** One answer over the agent's connection; rejects with the system's error. */
function read(origin: string, path: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const req = request(`${origin}${path}`, { agent });
    req.once('error', reject);
    req.once('response', (res: IncomingMessage) => {
      let text = '';
      res.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      res.once('error', reject);
      res.once('end', () => resolve(text));
    });
    req.end();
  });
}

/** What the system says when a request is not answered. */
const endOf = (error: unknown): Readonly<{ code: string }> => ({
  code: error instanceof Error && 'code' in error ? String(error.code) : String(error),
});

/** Starts it. `ended` resolves with how each reader ended, as the system calls it: ECONNREFUSED, ECONNRESET … */
export function startLoad({ origin, readers, path, onAnswer }: Options): Load {
  let answers = 0;
  const waiting = new Set<{ count: number; resolve: () => void }>();

  async function readOn(reader: number): Promise<string> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      for (;;) {
        const answer = await read(origin, path(reader), agent).catch(endOf);
        if (typeof answer === 'object') return answer.code;
        onAnswer(answer, reader);
        answers += 1;
        for (const { count, resolve } of waiting) if (answers >= count) resolve();
      }
    } finally {
      agent.destroy();
    }
  }

  const ended = Promise.all(Array.from({ length: readers }, (_, reader) => readOn(reader)));
  // an assertion in onAnswer fails whoever waits
  ended.catch(() => {});
  return {
    answered: async (count) => {
      const reached = new Promise<void>((resolve) => waiting.add({ count, resolve }));
      const early = ended.then((how) => {
        throw new Error(`ended before ${count} answers: ${how.join()}`);
      });
      await Promise.race([reached, early]);
    },
    ended,
  };
}
