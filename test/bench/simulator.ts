import { startSimulator } from '../support/wechat-simulator.ts';

// The simulator in a process of its own, so that it does not share a core's time with what is measured.

const { origin } = await startSimulator({ openAccounts: true });
process.stdout.write(`"event":"listening","url":"${origin}"\n`);
