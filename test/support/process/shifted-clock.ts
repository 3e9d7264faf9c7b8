// Preloaded (node --import) into a process whose wall clock is wrong by CLOCK_SHIFT_MS, and jumps ahead by CLOCK_JUMP_MS
// at each SIGUSR2.
const { CLOCK_SHIFT_MS = 0, CLOCK_JUMP_MS = 0 } = process.env;
let byMs = Number(CLOCK_SHIFT_MS);
const { now } = Date;
Date.now = () => now() + byMs;
process.on('SIGUSR2', () => {
  byMs += Number(CLOCK_JUMP_MS);
});
