// Preloaded (node --import) into a process that is to die in the middle of a save: CRASH_AT is the step before which it
// dies, CRASH_PATH what the path of the file must hold.
import { watchDisk } from './disk-steps.ts';

const { CRASH_AT, CRASH_PATH = '' } = process.env;

watchDisk(async (step, path) => {
  if (step !== CRASH_AT || !path.includes(CRASH_PATH)) return;
  process.kill(process.pid, 'SIGKILL');
  // the signal is on its way: nothing more may happen
  await new Promise(() => {});
});
