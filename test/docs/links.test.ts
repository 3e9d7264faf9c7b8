import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { documents, proseOf } from '../support/documents.ts';

const files = [
  ...documents.flat(),
  ...readdirSync('.').filter((name) => name.endsWith('.md') && !name.startsWith('README')),
];

/** As GitHub names a heading: https://github.com/Flet/github-slugger */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (file: string): string[] =>
  [...proseOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** The targets of all links and pictures. */
const linksOf = (file: string): string[] =>
  [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

test('headings are named as GitHub names them', () => {
  assert.equal(anchorOf('Beside WeChat’s own `debug` page'), 'beside-wechats-own-debug-page');
  assert.equal(anchorOf('co-wechat-api（npm）'), 'co-wechat-apinpm');
  assert.equal(anchorOf('40164：白名单在哪里填'), '40164白名单在哪里填');
});

for (const file of files) {
  test(`every link of ${file} leads somewhere`, () => {
    const links = linksOf(file).filter((link) => !/^https?:/.test(link));
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    assert.deepEqual(broken, []);
  });
}

test('the README links to every manual, and stays a front door', () => {
  for (const [i, readme] of documents[0]?.entries() ?? []) {
    const linked = linksOf(readme).map((link) => link.split('#')[0]);
    const manuals = documents.slice(1).map((pair) => pair[i]);
    assert.deepEqual(
      manuals.filter((manual) => !linked.includes(manual)),
      [],
    );
    assert.ok(readFileSync(readme, 'utf8').trimEnd().split('\n').length <= 160, readme);
    for (const command of ['npm ci && npm start', 'npm ci && npm test'])
      assert.ok(readFileSync(readme, 'utf8').includes(`\n${command}\n`), command);
  }
});

test('the links of a language stay in that language', () => {
  for (const [english, chinese] of documents) {
    const own = (file: string) =>
      linksOf(file)
        .slice(1)
        .filter((link) => link.includes('.md'))
        .map((link) => join(dirname(file), link.split('#')[0] ?? ''));
    assert.deepEqual(
      own(english).filter(
        (path) => documents.some(([, other]) => other === path) && !path.includes('SECURITY'),
      ),
      [],
    );
    assert.deepEqual(
      own(chinese).filter((path) => documents.some(([other]) => other === path)),
      [],
    );
  }
});
