// The Chromium that the tests drive.
import { after } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../process/debian-package.ts';
import { headlessShell, chromium as wholeChromium } from '../process/programs.ts';

/** Names that lead to this machine; every other one leads nowhere, so no test can reach a network. */
const resolver = ['lan.test', 'wx.test', 'evil.test'].map((name) => `MAP ${name} 127.0.0.1`);

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=${[...resolver, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ')}`,
];

/** `whole` where the browser around the page is tried: its sessions, its cache of pages, its icons. */
export type Program = 'whole' | 'shell';

/** The back/forward cache is on, as it is for everybody but Playwright. */
export const launchOptions = (program: Program) => ({
  executablePath:
    (program === 'shell' ? findProgram(headlessShell) : undefined) ?? findProgram(wholeChromium) ?? '',
  args: flags,
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
});

const launched = new Map<Program, Promise<Browser>>();

/** One for all files of this process, closed when all their tests have ended. */
export function launch(program: Program): Promise<Browser> {
  const known = launched.get(program);
  if (known !== undefined) return known;
  const launching = chromium.launch(launchOptions(program));
  launched.set(program, launching);
  after(async () => (await launching).close());
  return launching;
}
