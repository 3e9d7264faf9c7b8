import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStateHealth, type StateEvent } from '../../../../src/central/stores/file/state-health.ts';

function create() {
  const said: StateEvent[] = [];
  const clock = { time: 0 };
  const health = createStateHealth(
    () => clock.time,
    (event) => said.push(event),
  );
  return { health, said, clock };
}

test('nothing is said as long as all goes well', () => {
  const { health, said } = create();
  health.succeeded();
  assert.deepEqual(said, []);
  assert.equal(health.problem(), undefined);
});

test('a disk that fails for ten minutes is said ten times, and once that it works again', () => {
  const { health, said, clock } = create();
  for (clock.time = 0; clock.time < 600_000; clock.time += 100) {
    health.failed('ENOSPC');
    assert.equal(health.problem(), 'state_unwritable');
  }
  assert.deepEqual(said, Array(10).fill({ type: 'state_unwritable', code: 'ENOSPC' }));
  health.succeeded();
  health.succeeded();
  assert.deepEqual(said.slice(10), [{ type: 'state_writable' }]);
  assert.equal(health.problem(), undefined);
});

test('a disk that works and fails in turn is said to at most once a minute', () => {
  const { health, said, clock } = create();
  for (clock.time = 0; clock.time < 60_000; clock.time += 1000) {
    health.failed('EIO');
    health.succeeded();
  }
  assert.deepEqual(
    said.map(({ type }) => type),
    ['state_unwritable', 'state_writable'],
  );
  health.failed('EIO');
  assert.equal(said.length, 3);
});
