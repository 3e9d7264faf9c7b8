// Page and central server against the simulator, for a newcomer without an account or internet.
import { readConfig } from '../check-start.ts';
import { createLog } from '../log.ts';
import { standardOutput } from '../output.ts';
import { en as signature } from '../page/signature/texts/en.ts';
import { en as page } from '../page/texts/en.ts';
import type { Environment } from '../settings.ts';
import { start } from '../start.ts';
import { demoAccounts } from './demo-accounts.ts';
import { describeCentral, prepareCentral } from './demo-central.ts';
import { describeGateway } from './demo-gateway.ts';
import { demoNotice } from './demo-notice.ts';
import { startSimulator } from './simulator/wechat-simulator.ts';

/** `env`: the settings, but for those that belong to a real server; `root`: the project's folder. */
type DemoDeps = Readonly<{ env: Environment; root: string; version: string }>;

type Demo = Readonly<{
  /** what a newcomer reads: addresses, keys and commands to copy */
  text: string;
  /** ends it in good order */
  close: () => Promise<void>;
  /** takes accounts and state away, at once: for the end of the process, whatever ends it */
  remove: () => void;
}>;

/** Resolves when it is served. Rejects with `NotStarted`, and then nothing is left of it. */
export async function startDemo({ env, root, version }: DemoDeps): Promise<Demo> {
  const simulator = await startSimulator({ openAccounts: true });
  const prepared = prepareCentral();
  try {
    const config = await readConfig({ ...env, WECHAT_API_BASE: simulator.origin, ...prepared.env });
    const log = createLog(config.logLevel, standardOutput());
    const { server, url: bound, central } = await start(config, { log, root, version, notice: demoNotice });
    // in a container it listens at every address: what a person can open is the one where it is published
    const url = bound.replace('//0.0.0.0:', '//127.0.0.1:');
    central?.start();
    const parts = [describePage(url), describeCentral(url, prepared), describeGateway(url, prepared)];
    return {
      text: `${parts.join('\n\n')}\n\n`,
      remove: prepared.remove,
      close: async () => {
        server.close();
        server.closeAllConnections();
        // first what a call could wait for
        await simulator.close();
        await central?.close();
      },
    };
  } catch (error) {
    prepared.remove();
    throw error;
  }
}

/** Which AppID shows what, and where to press. */
function describePage(url: string): string {
  const rows = demoAccounts.map(({ appid, outcome }) => `  ${appid}  ${outcome.en}`);
  return [
    `The page against a simulator of WeChat: ${url}`,
    rows.join('\n'),
    `Call an API: get a token with ${demoAccounts[0]?.appid} and press “${page.token.call}” below it.`,
    `Check a signature: press “${signature.empty.show}” at ${url}/signature.`,
  ].join('\n\n');
}
