// Preloaded (node --import) into a server whose wall clock is to be ahead: by CLOCK_AHEAD_MS from the start, and at each
// SIGUSR2 by CLOCK_STEP_MS more, which it says on stdout.
const { CLOCK_AHEAD_MS = '0', CLOCK_STEP_MS = '0' } = process.env;

const { now } = Date;
let aheadMs = Number(CLOCK_AHEAD_MS);
Date.now = () => now() + aheadMs;

process.on('SIGUSR2', () => {
  aheadMs += Number(CLOCK_STEP_MS);
  process.stdout.write(`ahead by ${aheadMs}\n`);
});
