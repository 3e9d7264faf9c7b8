import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeHtml } from '../../src/web/escape-html.ts';
import { assertClean, createCanary } from './canary.ts';

const canary = createCanary();

const leaks: Readonly<Record<string, string>> = {
  'as it is': canary,
  'in a URL': encodeURIComponent(canary),
  'in a URL, lower case': encodeURIComponent(canary).toLowerCase(),
  'in a form': new URLSearchParams({ secret: canary }).toString(),
  'in JSON': JSON.stringify({ secret: canary }),
  'in HTML': escapeHtml(canary),
  'in base64': Buffer.from(canary).toString('base64'),
  'in base64, one byte on': Buffer.from(`:${canary}:`).toString('base64'),
  'in base64, two bytes on': Buffer.from(`u:${canary}`).toString('base64'),
  'in base64url': Buffer.from(`u:${canary}`).toString('base64url'),
  'in hex': Buffer.from(canary).toString('hex'),
  'its first half': canary.slice(0, 18),
  'its second half, upper case': canary.slice(-18).toUpperCase(),
};

for (const [how, text] of Object.entries(leaks)) {
  test(`a canary is found ${how}`, () => {
    assert.throws(() => assertClean(canary, { page: `before ${text} after` }), /the secret stands in page/);
  });
}

test('a canary without random parts is found when it is escaped', () => {
  for (const text of ['&amp;&lt;', '&#38;&#60;', '&#x26;&#X3C;', '%26%3c', '%26%3C', 'Jjw=']) {
    assert.throws(() => assertClean('&<', { page: text }), /the secret stands in page/, text);
  }
});

test('a text without the canary is clean, and no text at all is an error', () => {
  assertClean(canary, { page: 'appid secret', stderr: '' });
  assert.throws(() => assertClean(canary, {}), /nothing to search/);
});

test('each canary is another', () => {
  assert.notEqual(createCanary(), createCanary());
  assert.match(createCanary('|'), /^[0-9a-f]{18}\|[0-9a-f]{18}$/);
});
