// Which process runs which test files, and how many run at a time.
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const root = 'dist/test';
const batchFolder = join(root, 'batches');

/** What changes or measures its own process has one to itself; most of these wait for time to pass. */
const alone =
  /process\.(on|chdir|memoryUsage)\b|(assign\(|delete )process\.env\b|process\.env\S* =|\bmock\.|useVirtualTimers|node:worker_threads/;

/**
 * In how many processes the files of a folder run: to start one, and Chromium with it, costs more than most files do. A
 * file is of the first kind that it fits. What takes longest comes first.
 */
const kinds: readonly Readonly<{ name: string; files: RegExp; batches: number }>[] = [
  { name: 'browser', files: /^browser\b/, batches: 1 },
  // these wait for leases most of the time
  { name: 'redis', files: /^redis\b/, batches: 2 },
  { name: 'light', files: /^(web|wechat|page|http|central\/(?!stores\/file))\b/, batches: 2 },
  { name: 'rest', files: /^/, batches: 6 },
];

/** More than there are cores: the browser keeps one busy, and much of the rest waits for deadlines and processes. */
const concurrency = 6;
const timeoutMs = 4 * Number(process.env.TEST_TIMEOUT_MS ?? 180_000);

/** Files that import the given ones, each in its turn. */
function writeBatches(kind: string, files: readonly string[], count: number): string[] {
  return Array.from({ length: Math.min(count, files.length) }, (_, i) => {
    const own = files.filter((_file, place) => place % count === i);
    const path = join(batchFolder, `${kind}-${i}.js`);
    writeFileSync(path, own.map((file) => `import '${relative(batchFolder, file)}';\n`).join(''));
    return path;
  });
}

function processesOf(files: readonly string[]): string[] {
  rmSync(batchFolder, { recursive: true, force: true });
  mkdirSync(batchFolder, { recursive: true });
  const isAlone = (file: string): boolean => alone.test(readFileSync(file, 'utf8'));
  const kindOf = (file: string) => kinds.find((kind) => kind.files.test(relative(root, file)));
  const together = files.filter((file) => !isAlone(file));
  const [browser = [], redis = [], ...others] = kinds.map((kind) =>
    writeBatches(
      kind.name,
      together.filter((file) => kindOf(file) === kind),
      kind.batches,
    ),
  );
  // the long ones first, then those that wait
  return [...browser, ...redis, ...files.filter(isAlone), ...others.flat()];
}

type Event = Readonly<{ type: string; data: Readonly<Record<string, unknown>> }>;

/** Runs the files, tells each event, and prints what a person reads of them; resolves then. */
export async function runTests(files: readonly string[], tell: (event: Event) => void): Promise<void> {
  const running = new Set<string>();
  const reporter = new spec();
  reporter.pipe(process.stdout);
  const events = run({ files: processesOf(files), concurrency, timeout: timeoutMs });
  events.on('data', (event: Event) => {
    const name = `${event.data.file}: ${event.data.name}`;
    if (event.type === 'test:dequeue') running.add(name);
    if (event.type === 'test:complete') running.delete(name);
    tell(event);
    reporter.write(event);
  });
  await once(events, 'end');
  reporter.end();
  await once(reporter, 'end');
  // of a batch whose time is up it says itself only that
  for (const name of running) process.stdout.write(`It began and never ended: ${name}\n`);
}
