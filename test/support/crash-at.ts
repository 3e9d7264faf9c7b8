// Preloaded (node --import) into a process that is to die in the middle of a save: CRASH_AT names the step, CRASH_FILE a
// part of the file's name.
import { type DiskStep, watchDisk } from './disk-steps.ts';

const { CRASH_AT, CRASH_TEXT = '' } = process.env;

watchDisk((step: DiskStep, path) => {
  if (step === CRASH_AT && path.includes(CRASH_TEXT)) process.kill(process.pid, 'SIGKILL');
});
