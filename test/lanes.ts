// Which process runs which test file, and how many run at a time.
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

type Kind = Readonly<{
  /** the first kind that a file fits is its own */
  files: RegExp;
  /** in how many processes: to start one, and Chromium with it, costs more than most files do */
  batches: number;
  /** how many of these run at a time */
  concurrency: number;
}>;

/**
 * The browser keeps a core busy, so its files follow one another; the instances on one Redis wait for leases most of the
 * time, and much of the rest for deadlines and processes, so that they run beside it.
 */
const kinds: Readonly<Record<string, Kind>> = {
  browser: { files: /^browser\b/, batches: 1, concurrency: 1 },
  redis: { files: /^redis\b/, batches: 2, concurrency: 2 },
  light: { files: /^(web|wechat|page|http|central\/(?!stores\/file))\b/, batches: 2, concurrency: 1 },
  rest: { files: /^/, batches: 6, concurrency: 2 },
};

const fileTimeoutMs = Number(process.env.TEST_TIMEOUT_MS ?? 180_000);
const batchTimeoutMs = 4 * fileTimeoutMs;

type Lane = Readonly<{ files: readonly string[]; concurrency: number; timeoutMs: number }>;

/** Files that import the given ones, each in its turn. */
function writeBatches(kind: string, files: readonly string[], count: number): string[] {
  return Array.from({ length: Math.min(count, files.length) }, (_, i) => {
    const own = files.filter((_file, place) => place % count === i);
    const path = join(batchFolder, `${kind}-${i}.js`);
    writeFileSync(path, own.map((file) => `import '${relative(batchFolder, file)}';\n`).join(''));
    return path;
  });
}

function lanesOf(files: readonly string[]): Lane[] {
  rmSync(batchFolder, { recursive: true, force: true });
  mkdirSync(batchFolder, { recursive: true });
  const isAlone = (file: string): boolean => alone.test(readFileSync(file, 'utf8'));
  const together = files.filter((file) => !isAlone(file));
  const names = Object.keys(kinds);
  const kindOf = (file: string): string | undefined =>
    names.find((name) => kinds[name]?.files.test(relative(root, file)));
  const lanes = Object.entries(kinds).map(([name, { batches, concurrency }]) => {
    const own = together.filter((file) => kindOf(file) === name);
    return { files: writeBatches(name, own, batches), concurrency, timeoutMs: batchTimeoutMs };
  });
  const last = { files: files.filter(isAlone), concurrency: 1, timeoutMs: fileTimeoutMs };
  return [...lanes, last].filter((lane) => lane.files.length > 0);
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
  const running = new Set<string>();
  const startedAt = performance.now();

  async function runLane({ files: own, concurrency, timeoutMs }: Lane): Promise<void> {
    const reporter = openReporter();
    const events = run({ files: [...own], concurrency, timeout: timeoutMs });
    events.on('data', (event: Event) => {
      const { nesting, file, message, name: test } = event.data;
      const [, name, count] = total.exec(String(message)) ?? [];
      if (event.type === 'test:dequeue') running.add(`${file}: ${test}`);
      if (event.type === 'test:complete') running.delete(`${file}: ${test}`);
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
  // of a batch whose time is up it says itself only that
  for (const test of running) write(`It began and never ended: ${test}\n`);
  totals.set('duration_ms', performance.now() - startedAt);
  for (const [name, count] of totals) write(`ℹ ${name} ${count}\n`);
}
