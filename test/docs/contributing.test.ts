// CONTRIBUTING.md names files, commands and dependencies that there are.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { codeIn, proseOf, rowsIn, sectionsOf } from '../support/documents.ts';

const file = 'CONTRIBUTING.md';

type Manifest = Readonly<{ scripts: Record<string, string>; dependencies: Record<string, string> }>;

// our own file
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;

test('every path that is named is there', () => {
  const paths = codeIn(proseOf(file)).filter((code) =>
    /^(?:src|test|docs|views|public)\/[\w./-]*$/.test(code),
  );
  const made = paths.filter((path) => !path.includes('NAME'));
  assert.ok(made.length > 15);
  assert.deepEqual(
    made.filter((path) => !existsSync(path)),
    [],
  );
});

test('every npm script that is named is there', () => {
  const named = [...readFileSync(file, 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
  assert.ok(named.length > 5);
  assert.deepEqual(
    named.filter((name) => !(name in manifest.scripts)),
    [],
  );
});

test('every run-time dependency says in a line why it is here', () => {
  const { text = '' } = sectionsOf(file).find(({ heading }) => heading === 'Run-time dependencies') ?? {};
  const said = rowsIn(text).map(([name = '']) => codeIn(name).join());
  assert.deepEqual(said.sort(), Object.keys(manifest.dependencies).sort());
});
