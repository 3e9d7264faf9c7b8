// `npm run test:soak`: the tests that take minutes, with the figures of a long run instead of a short one.

process.env.FUZZ_COUNT ??= '100000';
process.env.KILL_COUNT ??= '200';
process.env.SHARED_HISTORIES ??= '2000';
// both ends of each stand in one process: 19,000 descriptors of the 20,000 that are commonly allowed
process.env.SLOW_CONNECTIONS ??= '9500';
process.env.SOAK_MINUTES ??= '10';
process.env.REDIS_OUTAGE_MS ??= '60000';
process.env.REDIS_FROZEN_MS ??= '30000';
process.env.TEST_TIMEOUT_MS ??= '3600000';
process.argv.push('form-fuzz', 'slow-client', 'centre-kills');
process.argv.push('tokens/shared-history', 'redis/soak', 'redis/redis-down', 'redis/redis-away');
await import('./run.ts');
