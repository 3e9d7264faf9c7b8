// See loaded-modules.ts. Runs in a thread of its own, in front of every import.
import { appendFileSync } from 'node:fs';
import type { LoadHook } from 'node:module';

export const load: LoadHook = (url, context, nextLoad) => {
  appendFileSync(process.env.MODULES_FILE ?? '', `${url}\n`);
  return nextLoad(url, context);
};
