// Preloaded (node --import) into a process that is to die at a certain point. CRASH_AT is the step before which it
// dies: one of the disk (unset: whichever), or "send", a call to WeChat that is about to leave. CRASH_PATH is what the
// path of the file must hold. It dies at the CRASH_COUNT-th such step, the first unless set; with CRASH_ARMED=later
// they are counted from SIGUSR2 on, and "armed" is printed then.
import { subscribe } from 'node:diagnostics_channel';
import { watchDisk } from './disk-steps.ts';

const { CRASH_AT, CRASH_PATH = '', CRASH_COUNT = '1', CRASH_ARMED } = process.env;

let left = Number(CRASH_COUNT);
let isArmed = CRASH_ARMED !== 'later';

/** Is this the step at which to die? Then the signal is on its way. */
function isLast(step: string, path: string): boolean {
  if (!isArmed || (CRASH_AT !== undefined && step !== CRASH_AT) || !path.includes(CRASH_PATH)) return false;
  left -= 1;
  if (left !== 0) return false;
  process.kill(process.pid, 'SIGKILL');
  return true;
}

watchDisk(async (step, path) => {
  // nothing more may happen
  if (isLast(step, path)) await new Promise(() => {});
});
// undici says so before it looks for a connection
subscribe('undici:request:create', () => void isLast('send', CRASH_PATH));

if (!isArmed) {
  process.once('SIGUSR2', () => {
    isArmed = true;
    process.stdout.write('armed\n');
  });
}
