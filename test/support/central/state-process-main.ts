// See state-process.ts.

import { openFileStore, type StateEvent } from '../../../src/central/stores/file/store.ts';
import type { StateStore } from '../../../src/central/tokens/store.ts';
import { issuer } from './records.ts';
import type { Command, Reply } from './state-process.ts';

const events: StateEvent[] = [];
let store: StateStore | undefined;

async function run(command: Command): Promise<Omit<Reply, 'events'>> {
  if (command.do === 'open') {
    const clock = { now: Date.now, wallOffsetMs: () => 0 };
    const opened = await openFileStore({
      folder: command.folder,
      issuer,
      clock,
      observe: (event) => events.push(event),
    });
    if ('problem' in opened) return { refusal: opened.problem };
    store = opened.store;
    return {};
  }
  if (store === undefined) throw new Error('it is not open');
  if (command.do === 'save') {
    const saved = await store.save(command.key, command.state);
    return { saved, problem: store.problem() };
  }
  await store.close();
  store = undefined;
  return {};
}

process.on('message', (command: Command) => {
  void run(command).then((reply) => process.send?.({ ...reply, events }));
});
