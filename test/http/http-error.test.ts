import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { HttpError, toHttpError } from '../../src/http/http-error.ts';
import { assertClean, createCanary } from '../support/canary.ts';

const withType = (type: unknown): Error => Object.assign(new Error('x'), { type, status: 418 });

test('one of our own errors stays as it is', () => {
  const error = new HttpError('too_many_requests', { 'retry-after': '1' });
  assert.equal(toHttpError(error), error);
  assert.deepEqual([error.status, error.headers], [429, { 'retry-after': '1' }]);
});

test('a broken address is not found, and any other error is internal', () => {
  const cases = [
    [new URIError('x'), 'not_found'],
    [withType('too_large'), 'internal'],
    [withType(413), 'internal'],
    [new Error('x'), 'internal'],
    [{ code: 'too_large' }, 'internal'],
    ['x', 'internal'],
    [undefined, 'internal'],
  ] as const;
  for (const [error, code] of cases) assert.equal(toHttpError(error).code, code, inspect(error));
});

test('J2: nothing of a foreign error is left in ours, however deep one looks', () => {
  const canary = createCanary();
  for (const type of ['too_large', 'unknown']) {
    const foreign = Object.assign(new Error(canary, { cause: canary }), { type, body: canary, [canary]: 1 });
    const text = inspect(toHttpError(foreign), { depth: 9, showHidden: true });
    assert.match(text, /HttpError|too_large|internal/);
    assertClean(canary, { text });
  }
});
