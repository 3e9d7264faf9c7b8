// What comes out of a central server, and what it keeps, as texts to search.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '../app.ts';
import type { ServerProcess } from '../process/process.ts';

/** Names and contents of all files of a folder. */
export function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, entry.isFile() ? readFileSync(path, 'utf8') : ''];
    }),
  );
}

/** All of an answer that could hold something. */
export const whole = ({ text, headers }: Reply): string => text + JSON.stringify(headers);

/** What the process has printed once its line for this answer is out. */
export async function printedAfter(
  { server }: Readonly<{ server: ServerProcess }>,
  { headers }: Reply,
): Promise<void> {
  await server.printed(`"event":"request","requestId":"${headers['x-request-id']}"`);
}
