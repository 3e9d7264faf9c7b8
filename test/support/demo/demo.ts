import { createListener } from '../../../src/app.ts';
import { openCentral } from '../../../src/central/index.ts';
import { parseConfig, readSettingFiles } from '../../../src/config.ts';
import { loadAssets } from '../../../src/http/assets.ts';
import { listen } from '../../../src/http/listen.ts';
import { createLog } from '../../../src/log.ts';
import { standardOutput } from '../../../src/output.ts';
import { createClient } from '../../../src/wechat/client.ts';
import { startSimulator } from '../simulator/wechat-simulator.ts';
import { demoAccounts } from './demo-accounts.ts';
import { describeCentral, prepareCentral } from './demo-central.ts';
import { demoNotice } from './demo-notice.ts';

// `npm run demo`: page and central server against the simulator, for a newcomer without an account or internet.

const simulator = await startSimulator({ openAccounts: true });
const demo = prepareCentral();
process.once('exit', demo.remove);

function refuse(problems: readonly string[]): never {
  process.stderr.write(`Not started. These settings need a change:\n  ${problems.join('\n  ')}\n`);
  process.exit(1);
}

const env = { ...process.env, WECHAT_API_BASE: simulator.origin, ...demo.env };
const result = parseConfig(env, await readSettingFiles(env));
if (!result.ok) refuse(result.problems);
const { config } = result;

const client = createClient({ ...config, now: Date.now });
const log = createLog(config.logLevel, standardOutput());
const central = await openCentral({
  config: { ...config, accountsFile: config.accountsFile ?? '' },
  client: createClient({ ...config, now: Date.now }),
  log,
  now: Date.now,
  monotonic: () => performance.now(),
});
if ('problems' in central) refuse(central.problems);

const root = process.cwd();
const listener = createListener({
  config,
  client,
  log,
  assets: loadAssets(root),
  root,
  version: 'demo',
  now: Date.now,
  notice: demoNotice,
  central,
});
const { server, url } = await listen(listener, config.host, config.port).catch(() =>
  refuse([`HOST and PORT: ${config.host} port ${config.port} cannot be listened on; is it in use?`]),
);
central.start();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close();
    server.closeAllConnections();
    // first what a call could wait for
    await simulator.close();
    await central.close();
    process.exit(0);
  });
}

const rows = demoAccounts.map(({ appid, outcome }) => `  ${appid}  ${outcome.en}`);
process.stdout.write(
  `The page against a simulator of WeChat: ${url}\n\n${rows.join('\n')}\n\n${describeCentral(url, demo)}\n\n`,
);
