// A process of its own that has a state folder open, told over IPC what to do.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StateEvent } from '../../../src/central/stores/file/store.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import type { Saved } from '../../../src/central/tokens/store.ts';

export type Command =
  | Readonly<{ do: 'open'; folder: string }>
  | Readonly<{ do: 'save'; key: string; state: TokenState }>
  | Readonly<{ do: 'close' }>;

export type Reply = Readonly<{
  /** why it could not be opened */
  refusal?: string;
  saved?: Saved;
  problem?: string | undefined;
  /** of all that it was told so far */
  events: readonly StateEvent[];
}>;

export type StateProcess = Readonly<{
  child: ChildProcess;
  ask: (command: Command) => Promise<Reply>;
  /** resolves when the process has ended */
  ended: Promise<NodeJS.Signals | null>;
}>;

type Options = Readonly<{
  env?: Readonly<Record<string, string>>;
  nodeArgs?: readonly string[];
  /** what runs Node, such as a shell that sets a limit first */
  execPath?: string;
}>;

const program = fileURLToPath(new URL('state-process-main.js', import.meta.url));

/** Starts one. `ask` answers one command after another and rejects when the process ends. */
export function startStateProcess({ env = {}, nodeArgs = [], execPath }: Options = {}): StateProcess {
  const child = fork(program, {
    env: { PATH: process.env.PATH, ...env },
    execArgv: [...nodeArgs],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    ...(execPath === undefined ? {} : { execPath }),
  });
  const ended = once(child, 'exit').then(([, signal]: (NodeJS.Signals | null)[]) => signal ?? null);
  const ask = async (command: Command): Promise<Reply> => {
    const answered = once(child, 'message').then(([reply]: Reply[]) => reply);
    child.send(command);
    const reply = await Promise.race([answered, ended.then(() => undefined)]);
    if (reply === undefined) throw new Error(`the process ended at ${command.do}`);
    return reply;
  };
  return { child, ask, ended };
}
