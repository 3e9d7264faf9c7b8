// The programs that tests drive and npm does not bring.
import type { DebianProgram } from './debian-package.ts';

export const chromium: DebianProgram = {
  packages: ['chromium', 'fonts-noto-cjk'],
  purpose: 'the browser tests',
  variable: 'CHROMIUM',
  paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
};

/** Chromium without its windows, tabs and sessions: a page in it costs a third. Without it, the whole one is used. */
export const headlessShell: DebianProgram = {
  packages: ['chromium-headless-shell'],
  purpose: 'the browser tests, in a third of the time',
  variable: 'CHROMIUM_HEADLESS_SHELL',
  paths: ['/usr/bin/chromium-headless-shell'],
};

export const redis: DebianProgram = {
  packages: ['redis-server'],
  purpose: 'the tests of several instances',
  variable: 'REDIS_SERVER',
  paths: ['redis-server', '/usr/bin/redis-server'],
};

export const nginx: DebianProgram = {
  packages: ['nginx'],
  purpose: 'the tests of the manuals’ proxies',
  variable: 'NGINX',
  paths: ['nginx', '/usr/sbin/nginx'],
  versionFlag: '-v',
};
