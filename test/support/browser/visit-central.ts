import type { TestContext } from 'node:test';
import { createEveryState, type Kept } from '../central/kept-accounts.ts';
import { operator, type StatusOptions, startStatusPage } from '../central/status-page.ts';
import { defer, type launchBrowser, type OpenOptions } from './browser.ts';

type Open = Awaited<ReturnType<typeof launchBrowser>>['open'];

type Visit = Readonly<{ kept?: Kept; served?: StatusOptions; query?: string }> & OpenOptions;

/** The status page, opened as its operator does: the browser asks for the key, and gets it. */
export const createVisit =
  (open: Open) =>
  async (t: TestContext, { kept, served, query = '', context, ...options }: Visit = {}) => {
    const shown = kept ?? (await createEveryState());
    // closed after the browser's context, which may still be loading
    const { origin } = await startStatusPage({ after: (close) => defer(t, close) }, shown, served);
    const { page, requests } = await open(t, {
      ...options,
      origin,
      path: `/central${query}`,
      context: { httpCredentials: { username: 'operator', password: operator, origin }, ...context },
    });
    return { page, kept: shown, origin, requests };
  };
