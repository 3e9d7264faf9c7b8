import { type BrowserContextOptions, chromium } from 'playwright-core';
import { startApp } from '../support/app.ts';
import { findChromium } from '../support/chromium.ts';
import { startSimulator } from '../support/wechat-simulator.ts';

// `npm run screenshots`: takes the README's pictures again, from the page against the simulator.

type Shot = Readonly<{ name: string; appid?: string; path?: string }> &
  Pick<BrowserContextOptions, 'locale' | 'colorScheme' | 'viewport'>;

const token = 'wx0000000000000000';
const notListed = 'wx0000000000040164';
const broken = 'wx000000000000fa11';
const phone = { width: 320, height: 640 };

const shots: readonly Shot[] = [
  { name: 'empty' },
  { name: 'token', appid: token },
  { name: 'token-dark', appid: token, colorScheme: 'dark' },
  { name: 'token-zh', appid: token, locale: 'zh-CN' },
  { name: 'token-320', appid: token, viewport: phone },
  { name: '40164', appid: notListed },
  { name: '40164-zh', appid: notListed, locale: 'zh-CN' },
  { name: 'network-fault', appid: broken },
  { name: 'errcodes', path: '/errcodes#40164' },
];

const simulator = await startSimulator({ openAccounts: true });
const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin } });
const executablePath = findChromium();
if (executablePath === undefined)
  throw new Error('Chromium is needed: install it, or set CHROMIUM to its path');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

for (const { name, appid, path = '/', ...look } of shots) {
  const context = await browser.newContext({
    viewport: { width: 1080, height: 720 },
    locale: 'en-US',
    ...look,
  });
  const page = await context.newPage();
  await page.goto(app.origin + path);
  if (appid !== undefined) {
    await page.fill('#appid', appid);
    await page.fill('#secret', '0'.repeat(32));
    await page.click('#get');
    await page.waitForSelector('#tips:not(.empty)');
  }
  const isList = path !== '/';
  await page.screenshot({ path: `test/browser/screenshots/${name}.png`, fullPage: !isList });
  await context.close();
}
await browser.close();
await app.close();
await simulator.close();
