import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';

// The simulator in a process of its own, so that it does not share a core's time with what is measured.

const { origin, failAlways } = await startSimulator({ openAccounts: true });
process.stdout.write(`"event":"listening","url":"${origin}"\n`);

// each signal makes it hang, or answer again
let isHanging = false;
process.on('SIGUSR2', () => {
  isHanging = !isHanging;
  failAlways(isHanging ? { kind: 'hang' } : undefined);
});
