import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

type Source = Readonly<{ path: string; text: string; imports: readonly string[] }>;

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

function readSources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      const imports = [...text.matchAll(importPattern)].map(([, name = '']) =>
        name.startsWith('.') ? join(dirname(path), name) : name,
      );
      return { path, text, imports };
    });
}

const src = readSources('src');
const tests = readSources('test');
const everything = [...src, ...tests, ...readSources('views'), ...readSources('public')];

/** Files of `src` below a folder; there must be some, or a rule would hold for nothing. */
function inFolder(folder: string): Source[] {
  const files = src.filter(({ path }) => path.startsWith(`src/${folder}/`));
  assert.ok(files.length > 0, `src/${folder} is empty`);
  return files;
}

function assertNoImport(files: readonly Source[], forbidden: RegExp): void {
  const found = files.flatMap(({ path, imports }) =>
    imports.filter((name) => forbidden.test(name)).map((name) => `${path} imports ${name}`),
  );
  assert.deepEqual(found, []);
}

test('the imports of a file are found', () => {
  const start = src.find(({ path }) => path === 'src/start.ts');
  assert.ok(start?.imports.includes('src/app.ts') && start.imports.includes('node:http'));
  assert.ok(src.length > 30 && tests.length > 10);
});

test('wechat/ knows nothing of Express, of the rooms, of the doors and of the settings', () => {
  assertNoImport(inFolder('wechat'), /^express|^src\/(?!wechat\/)/);
});

test('http/ imports no room, and nothing that is shown', () => {
  assertNoImport(inFolder('http'), /^src\/(page|central|wechat|web)\//);
});

test('web/ imports http/ and wechat/ and nothing else of the house', () => {
  assertNoImport(inFolder('web'), /^src\/(?!web\/|http\/|wechat\/)/);
});

test('page/ and central/ never import each other', () => {
  assertNoImport(inFolder('page'), /^src\/central\//);
  assertNoImport(inFolder('central'), /^src\/page\//);
});

test('inside central/: tokens/ stands alone, and api/, gateway/, status/ and metrics/ know nothing of each other', () => {
  const outside = String.raw`(?!node:|src/central/tokens/|src/central/accounts/accounts\.ts$)`;
  assertNoImport(inFolder('central/tokens'), new RegExp(`^${outside}`));
  assertNoImport(inFolder('central/accounts'), /^src\/central\/(?!accounts\/)/);
  assertNoImport(
    inFolder('central/stores'),
    /^src\/(page|web)\/|^src\/central\/(accounts|api|gateway|status|metrics)\//,
  );
  const rooms = ['api', 'gateway', 'status', 'metrics'];
  for (const room of rooms) {
    const others = ['stores', ...rooms.filter((other) => other !== room)].join('|');
    assertNoImport(inFolder(`central/${room}`), new RegExp(`^src/central/(${others})/`));
  }
});

test('a tool of the page imports no other tool', () => {
  const tools = readdirSync('src/page', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`src/page/${entry.name}/routes.ts`))
    .map(({ name }) => name);
  assert.ok(tools.length >= 3);
  for (const tool of tools) {
    const others = tools.filter((other) => other !== tool).join('|');
    assertNoImport(inFolder(`page/${tool}`), new RegExp(`^src/page/(${others})/`));
  }
});

test('Express itself is used where routes and doors are; elsewhere its types at most', () => {
  const users = src.filter(({ text }) => /^import (?!type\b)[^;]*from 'express'/m.test(text));
  assert.ok(users.length > 5);
  const strangers = users.filter(
    ({ path }) => !/^src\/(app\.ts$|http\/|(page|central)\/.*routes\.ts$)/.test(path),
  );
  assert.deepEqual(
    strangers.map(({ path }) => path),
    [],
  );
});

test('src/ imports nothing of test/, and nothing imports server.ts', () => {
  assertNoImport(src, /^test\//);
  assertNoImport(everything, /^src\/server\.ts$/);
});

test('what the demo plays is imported by nothing that serves', () => {
  const users = src.filter(({ imports }) => imports.some((name) => name.startsWith('src/demo/')));
  const strangers = users.filter(({ path }) => path !== 'src/server.ts' && !path.startsWith('src/demo/'));
  assert.deepEqual(
    strangers.map(({ path }) => path),
    [],
  );
});

test('the environment is read in server.ts alone', () => {
  const readers = src.filter(({ text }) => /process\s*\.\s*env\b/.test(text)).map(({ path }) => path);
  assert.deepEqual(readers, ['src/server.ts']);
});

test('nothing is printed past the log but by the command', () => {
  const writers = src.filter(({ text }) => /process\.std(out|err)\.write/.test(text)).map(({ path }) => path);
  assert.deepEqual(writers, ['src/server.ts']);
});

/** Texts, codes, catalogue: what a person looks up in one place stays in one, however long it is. */
const data = [
  'src/central/status/texts/en.ts',
  'src/central/status/texts/zh.ts',
  'src/page/signature/texts/en.ts',
  'src/page/signature/texts/zh.ts',
  'src/page/texts/en.ts',
  'src/page/texts/zh.ts',
  'src/web/texts/en.ts',
  'src/web/texts/zh.ts',
  'src/wechat/api-catalogue.ts',
  'src/wechat/errcode-table-work.ts',
  'src/wechat/errcode-table.ts',
];

test('no source file but data is longer than 200 lines', () => {
  const long = everything
    .filter(({ path, text }) => /\.(ts|js|ejs)$/.test(path) && text.trimEnd().split('\n').length > 200)
    .map(({ path }) => path);
  assert.deepEqual(long.sort(), data);
});

test('every exported function of src/ says what it does', () => {
  const exported = /^export (?:async )?function (\w+)|^export const (\w+) = (?:async )?\(.*=>/;
  const silent = src.flatMap(({ path, text }) => {
    const lines = text.split('\n');
    return lines.flatMap((line, i) => {
      const name = exported.exec(line)?.slice(1).join('');
      return name !== undefined && !lines[i - 1]?.endsWith('*/') ? [`${path}: ${name}`] : [];
    });
  });
  assert.deepEqual(silent, []);
});

test('no file names a document or a place that is not in the repository', () => {
  const workplace = ['', 'work', ''].join('/');
  const found = everything.flatMap(({ path, text }) => {
    const documents = [...text.matchAll(/[\w./-]+\.md\b/g)].map(([name]) => name);
    const missing = documents.filter((name) => name.startsWith('..') || !existsSync(name));
    return [...missing, ...(text.includes(workplace) ? [workplace] : [])].map((name) => `${path}: ${name}`);
  });
  assert.deepEqual(found, []);
});

test('each view that is rendered says with what: a type that is where it says', () => {
  const views = readSources('views').filter(({ path }) => dirname(path) === 'views');
  assert.ok(views.length >= 5);
  for (const { path, text } of views) {
    const [, type, file] = /^<%# (\w+) of (\S+) -%>\n/.exec(text) ?? [];
    const source = src.find((each) => each.path === file);
    assert.ok(source?.text.includes(`export type ${type} =`), `${path} begins with no type of a model`);
  }
});

test('a view writes raw only what another view has rendered', () => {
  const raw = readSources('views').flatMap(({ path, text }) =>
    [...text.matchAll(/<%-(?!\s*include\()[^%]*%>/g)].map(([tag]) => `${path}: ${tag}`),
  );
  assert.deepEqual(raw, []);
});
