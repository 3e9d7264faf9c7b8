// Every setting of the code is in the documents, and no other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretSettings } from '../../src/setting-names.ts';
import { settingDefaults } from '../../src/settings.ts';
import { codeIn, documents, proseOf, rowsIn } from '../support/documents.ts';

const known = new Set([...settingDefaults.keys(), ...secretSettings.map((name) => `${name}_FILE`)]);

/** What others read from the environment, and the variables of commands. */
const ofOthers = new Set([
  ...['NODE_ENV', 'NODE_DEBUG', 'NODE_EXTRA_CA_CERTS', 'NODE_TLS_REJECT_UNAUTHORIZED', '$WX_SECRET'],
]);

const manuals = documents.find(([english]) => english === 'docs/settings.md') ?? [];

for (const manual of manuals) {
  test(`${manual} lists every setting with its default, and nothing else`, () => {
    const rows = rowsIn(proseOf(manual)).map(([name = '', preset = '']) => [
      codeIn(name).join(),
      preset === '–' ? undefined : codeIn(preset).join(),
    ]);
    const expected = [...settingDefaults].map(([name, preset]) => [name, preset || undefined]);
    assert.deepEqual(rows.sort(), expected.sort());
  });

  test(`${manual} names the settings that are read from a file`, () => {
    for (const name of secretSettings) assert.ok(codeIn(proseOf(manual)).includes(`${name}_FILE`), name);
  });
}

test('no document names a setting that does not exist', () => {
  const named = documents.flat().flatMap((file) =>
    codeIn(proseOf(file))
      .flatMap((code) => code.split(/[\s=]/))
      .filter((word) => /^\$?[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+$/.test(word)),
  );
  assert.ok(named.includes('ACCOUNTS_FILE'));
  assert.deepEqual(
    [...new Set(named)].filter((name) => !known.has(name) && !ofOthers.has(name)),
    [],
  );
});
