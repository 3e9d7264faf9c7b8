import { NotStarted, readConfig } from '../../../src/check-start.ts';
import { demoAccounts } from '../../../src/demo/demo-accounts.ts';
import { describeCentral, prepareCentral } from '../../../src/demo/demo-central.ts';
import { demoNotice } from '../../../src/demo/demo-notice.ts';
import { startSimulator } from '../../../src/demo/simulator/wechat-simulator.ts';
import { createLog } from '../../../src/log.ts';
import { standardOutput } from '../../../src/output.ts';
import { type Started, start } from '../../../src/start.ts';

// `npm run demo`: page and central server against the simulator, for a newcomer without an account or internet.

const simulator = await startSimulator({ openAccounts: true });
const demo = prepareCentral();
process.once('exit', demo.remove);

async function startDemo(): Promise<Started> {
  try {
    const config = await readConfig({ ...process.env, WECHAT_API_BASE: simulator.origin, ...demo.env });
    const log = createLog(config.logLevel, standardOutput());
    return await start(config, { log, root: process.cwd(), version: 'demo', notice: demoNotice });
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

const { server, url, central } = await startDemo();
central?.start();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close();
    server.closeAllConnections();
    // first what a call could wait for
    await simulator.close();
    await central?.close();
    process.exit(0);
  });
}

const rows = demoAccounts.map(({ appid, outcome }) => `  ${appid}  ${outcome.en}`);
process.stdout.write(
  `The page against a simulator of WeChat: ${url}\n\n${rows.join('\n')}\n\n${describeCentral(url, demo)}\n\n`,
);
