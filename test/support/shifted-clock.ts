// Preloaded (node --import) into a process whose wall clock is wrong by CLOCK_SHIFT_MS.
const byMs = Number(process.env.CLOCK_SHIFT_MS);
const { now } = Date;
Date.now = () => now() + byMs;
