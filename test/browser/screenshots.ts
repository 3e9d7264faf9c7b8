import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { startApp } from '../support/app.ts';
import { createKept, type Kept, notListed as notListedFailure } from '../support/central/kept-accounts.ts';
import { operator, startStatusPage } from '../support/central/status-page.ts';
import { findProgram } from '../support/process/debian-package.ts';
import { chromium as chromiumProgram } from '../support/process/programs.ts';
import { officialJsapi, sha1 } from '../support/signatures.ts';

// `npm run screenshots`: takes the pictures of README and manuals again, from the page against the simulator; with names
// behind it (`-- call call-zh`) those alone.

type Shot = Readonly<{
  name: string;
  appid?: string;
  path?: string;
  compose?: (page: Page) => Promise<void>;
}> &
  Pick<BrowserContextOptions, 'locale' | 'colorScheme' | 'viewport'>;

const token = 'wx0000000000000000';
const notListed = 'wx0000000000040164';
const broken = 'wx000000000000fa11';
const phone = { width: 320, height: 640 };
/** Room for the whole of a form that would scroll on its own. */
const tall = { width: 1080, height: 900 };

/** A Mini Program code, made by a call that asks first. */
async function composeCall(page: Page): Promise<void> {
  await page.fill('#access_token', await anyToken());
  await page.selectOption('#api', 'getwxacodeunlimit');
  await page.check('#confirm');
}

/** A signature that WeChat refuses, since the fragment was signed as well. */
async function composeSignature(page: Page): Promise<void> {
  const { ticket, noncestr, timestamp } = officialJsapi;
  const url = 'https://www.example.com/pay?order=1024#top';
  const own = sha1(`jsapi_ticket=${ticket}&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}`);
  for (const [name, value] of Object.entries({ ticket, url, noncestr, timestamp, signature: own }))
    await page.fill(`#${name}`, value);
}

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
  { name: 'call', path: '/call', compose: composeCall, viewport: tall },
  { name: 'call-zh', path: '/call', compose: composeCall, locale: 'zh-CN', viewport: tall },
  { name: 'signature', path: '/signature', compose: composeSignature },
  { name: 'signature-zh', path: '/signature', compose: composeSignature, locale: 'zh-CN' },
];

/** The status page: one account in good order, one whose address is not listed, one that somebody else fetches for. */
async function fourAccounts(): Promise<Kept> {
  const kept = await createKept({ shop: 'stable_token', news: 'token', app: 'stable_token', depot: 'token' });
  const { service, entry, answer, advance } = kept;
  for (const name of ['shop', 'news', 'depot']) await service.fetchNow(entry(name));
  await service.read(await service.ticketKey(entry('shop').account, 'jsapi'));
  advance(1500);
  await service.force(entry('depot').key, entry('depot').state.held?.value);
  answer('app', notListedFailure);
  await service.fetchNow(entry('app'));
  advance(130);
  return kept;
}

const centralShots: readonly Shot[] = [
  { name: 'central' },
  { name: 'central-dark', colorScheme: 'dark' },
  { name: 'central-zh', locale: 'zh-CN' },
  { name: 'central-320', viewport: phone },
];

const simulator = await startSimulator({ openAccounts: true });
const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin } });
const wanted = process.argv.slice(2);
const isWanted = ({ name }: Shot): boolean => wanted.length === 0 || wanted.includes(name);

async function anyToken(): Promise<string> {
  const params = new URLSearchParams({
    grant_type: 'client_credential',
    appid: token,
    secret: '0'.repeat(32),
  });
  const reply = await fetch(`${simulator.origin}/cgi-bin/token?${params}`);
  return ((await reply.json()) as { access_token: string }).access_token;
}

const executablePath = findProgram(chromiumProgram);
if (executablePath === undefined)
  throw new Error('Chromium is needed: install it, or set CHROMIUM to its path');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

for (const { name, appid, path = '/', compose, ...look } of shots.filter(isWanted)) {
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
  if (compose !== undefined) {
    await compose(page);
    await page.click('#get');
    await page.waitForSelector('#tips:not(.empty)');
    // the page leads to its result, and the form stays behind
    await page.evaluate("scrollTo(0, 0); document.querySelector('.side').scrollTop = 0");
  }
  const isList = path.startsWith('/errcodes');
  await page.screenshot({ path: `test/browser/screenshots/${name}.png`, fullPage: !isList });
  await context.close();
}

const closing: (() => Promise<void>)[] = [];
const status = await startStatusPage({ after: (close) => void closing.push(close) }, await fourAccounts());
for (const { name, ...look } of centralShots.filter(isWanted)) {
  const context = await browser.newContext({
    viewport: { width: 1080, height: 720 },
    locale: 'en-US',
    httpCredentials: { username: 'operator', password: operator, origin: status.origin },
    ...look,
  });
  const page = await context.newPage();
  await page.goto(`${status.origin}/central`);
  await page.screenshot({ path: `test/browser/screenshots/${name}.png`, fullPage: true });
  await context.close();
}
await browser.close();
for (const close of closing) await close();
await app.close();
await simulator.close();
