// An address that swallows connections: SYNs are dropped, as a firewall does it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type BlackHole = Readonly<{
  port: number;
  /** lets it live again: it accepts, and prints each byte that it is sent */
  release: () => void;
  /** bytes that connections brought since the release */
  received: () => string;
  /** connections that it has taken since the release, those included that filled its queue */
  accepted: () => number;
  close: () => Promise<void>;
}>;

const program = (host: string, port: number): string => `
  require('node:net').createServer((socket) => {
    process.stdout.write('+');
    socket.on('data', (chunk) => process.stdout.write(chunk)).on('error', () => {});
  }).listen({ host: '${host}', port: ${port}, backlog: 1 }, function () {
    process.stdout.write('port ' + this.address().port + ';');
  });`;

/**
 * A process that listens, is stopped, and has its queue of connections filled (Linux keeps one more than the backlog),
 * so that the kernel drops whatever comes next.
 */
export async function startBlackHole(host = '127.0.0.1', wantedPort = 0): Promise<BlackHole> {
  const child: ChildProcess = spawn(process.execPath, ['-e', program(host, wantedPort)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const listening = new Promise<number>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const port = /^port (\d+);/.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
  const port = await listening;
  child.kill('SIGSTOP');
  const fillers: Socket[] = [];
  for (let i = 0; i < 2; i += 1) {
    const filler = connect(port, host);
    filler.on('error', () => {});
    await once(filler, 'connect');
    fillers.push(filler);
  }
  const sent = (): string => output.replace(/^port \d+;/, '');
  return {
    port,
    release: () => child.kill('SIGCONT'),
    received: () => sent().replaceAll('+', ''),
    accepted: () => sent().split('+').length - 1,
    close: async () => {
      const closed = once(child, 'exit');
      child.kill('SIGKILL');
      for (const filler of fillers) filler.destroy();
      await closed;
    },
  };
}
