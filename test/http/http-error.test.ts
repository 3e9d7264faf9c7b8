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

test('the errors of the body parser become ours, and any other is internal', () => {
  const cases = [
    [withType('entity.too.large'), 'too_large'],
    [withType('encoding.unsupported'), 'not_a_form'],
    [withType('request.size.invalid'), 'form_malformed'],
    [withType('request.aborted'), 'form_malformed'],
    [withType('stream.not.readable'), 'internal'],
    [withType('toString'), 'internal'],
    [withType(413), 'internal'],
    [new URIError('x'), 'not_found'],
    [new Error('x'), 'internal'],
    [{ type: 'entity.too.large' }, 'internal'],
    ['x', 'internal'],
    [undefined, 'internal'],
  ] as const;
  for (const [error, code] of cases) assert.equal(toHttpError(error).code, code, inspect(error));
});

test('J2: nothing of a foreign error is left in ours, however deep one looks', () => {
  const canary = createCanary();
  for (const type of ['entity.too.large', 'unknown']) {
    const foreign = Object.assign(new Error(canary, { cause: canary }), { type, body: canary, [canary]: 1 });
    const text = inspect(toHttpError(foreign), { depth: 9, showHidden: true });
    assert.match(text, /HttpError|too_large|internal/);
    assertClean(canary, { text });
  }
});
