// Which process runs which test file, and how many run at a time.
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const root = 'dist/test';
const batchFolder = join(root, 'batches');

/** They start no processes: several files in one, since to start one costs more than most of them do. */
const light = /^dist\/test\/(web|wechat|page|http|central\/(?!stores\/file))\b/;
/** What changes or measures its own process has one to itself. */
const alone =
  /process\.(env|on|chdir|memoryUsage)\b|\bmock\.|useVirtualTimers|child_process|node:worker_threads/;
const batches = 4;

const fileTimeoutMs = Number(process.env.TEST_TIMEOUT_MS ?? 180_000);

type Lane = Readonly<{ files: readonly string[]; concurrency: number; timeoutMs: number }>;

const isLight = (file: string): boolean => light.test(file) && !alone.test(readFileSync(file, 'utf8'));

/** Files that import the light ones, each in its turn. */
function writeBatches(files: readonly string[]): string[] {
  rmSync(batchFolder, { recursive: true, force: true });
  mkdirSync(batchFolder, { recursive: true });
  return Array.from({ length: Math.min(batches, files.length) }, (_, i) => {
    const own = files.filter((_file, place) => place % batches === i);
    const path = join(batchFolder, `${i}.js`);
    writeFileSync(path, own.map((file) => `import '${relative(batchFolder, file)}';\n`).join(''));
    return path;
  });
}

/**
 * The browser keeps a core busy, so its files follow one another; the instances on one Redis wait for leases most of the
 * time, and much of the rest for deadlines and processes, so that they run beside it.
 */
function lanesOf(files: readonly string[]): Lane[] {
  const inFolder = (folder: string): string[] => heavy.filter((file) => file.startsWith(join(root, folder)));
  const heavy = files.filter((file) => !isLight(file));
  const [browser, redis] = [inFolder('browser/'), inFolder('redis/')];
  const rest = heavy.filter((file) => !browser.includes(file) && !redis.includes(file));
  return [
    { files: browser, concurrency: 1, timeoutMs: fileTimeoutMs },
    { files: redis, concurrency: 1, timeoutMs: fileTimeoutMs },
    { files: writeBatches(files.filter(isLight)), concurrency: 1, timeoutMs: 2 * fileTimeoutMs },
    { files: rest, concurrency: 2, timeoutMs: fileTimeoutMs },
  ].filter((lane) => lane.files.length > 0);
}

type Event = Readonly<{ type: string; data: Readonly<Record<string, unknown>> }>;

/** `tests 12`, `duration_ms 3.5`: what each lane tells at its end. */
const total = /^(\w+) ([\d.]+)$/;

const write = (text: string): void => void process.stdout.write(text);

/** One for each lane: it expects the end of a test before the begin of the next one. */
function openReporter() {
  const reporter = new spec();
  reporter.on('data', write);
  return reporter;
}

/** Runs the files, tells each event, and prints what a person reads of them, with one sum at the end; resolves then. */
export async function runInLanes(files: readonly string[], tell: (event: Event) => void): Promise<void> {
  const totals = new Map<string, number>();
  const startedAt = performance.now();

  async function runLane({ files: own, concurrency, timeoutMs }: Lane): Promise<void> {
    const reporter = openReporter();
    const events = run({ files: [...own], concurrency, timeout: timeoutMs });
    events.on('data', (event: Event) => {
      const { nesting, file, message } = event.data;
      const [, name, count] = total.exec(String(message)) ?? [];
      if (event.type === 'test:summary') return;
      tell(event);
      if (event.type === 'test:diagnostic' && nesting === 0 && file === undefined && name !== undefined)
        totals.set(name, (totals.get(name) ?? 0) + Number(count));
      else reporter.write(event);
    });
    await once(events, 'end');
    reporter.end();
    await once(reporter, 'end');
  }

  await Promise.all(lanesOf(files).map(runLane));
  totals.set('duration_ms', performance.now() - startedAt);
  for (const [name, count] of totals) write(`ℹ ${name} ${count}\n`);
}
