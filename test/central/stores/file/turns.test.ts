import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTurns, untilStalled, withinMs } from '../../../../src/central/stores/file/turns.ts';

function createGate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** All that can happen without time has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('tasks of one key run one after another in their order, those of others meanwhile', async () => {
  const turns = createTurns(3);
  const gate = createGate();
  const done: string[] = [];
  const note =
    (name: string, after = Promise.resolve()) =>
    async () => {
      await after;
      done.push(name);
    };
  const all = [
    turns.run('a', note('a1', gate.opened)),
    turns.run('a', note('a2')),
    turns.run('b', note('b1')),
    turns.run('a', note('a3')),
  ];
  await settled();
  assert.deepEqual(done, ['b1']);
  assert.equal(turns.count(), 1);
  gate.open();
  await Promise.all(all);
  assert.deepEqual(done, ['b1', 'a1', 'a2', 'a3']);
});

test('never more than the bound at once, and all come to their turn', async () => {
  const turns = createTurns(3);
  let running = 0;
  let most = 0;
  let ended = 0;
  const task = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await settled();
    running -= 1;
    ended += 1;
  };
  for (let i = 0; i < 100; i += 1) void turns.run(`key${i % 40}`, task);
  await turns.ended();
  assert.deepEqual({ most, ended, count: turns.count() }, { most: 3, ended: 100, count: 0 });
});

test('what comes in time is what comes; what is late is called so, and goes on', async () => {
  assert.equal(await withinMs(60_000, Promise.resolve('in time'), () => 'late'), 'in time');
  const gate = createGate();
  let hasEnded = false;
  const work = gate.opened.then(() => {
    hasEnded = true;
    return 'in time';
  });
  assert.equal(await withinMs(1, work, () => 'late'), 'late');
  gate.open();
  assert.equal(await work, 'in time');
  assert.ok(hasEnded);
});

test('stalled is who has brought nothing for a while, not who is slow', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const gates = [createGate(), createGate(), createGate()];
  let how = 'waits';
  void untilStalled(
    1000,
    gates.map(({ opened }) => opened),
  ).then((result) => {
    how = result;
  });
  for (const gate of gates.slice(0, 2)) {
    t.mock.timers.tick(900);
    gate.open();
    await settled();
    assert.equal(how, 'waits');
  }
  t.mock.timers.tick(1000);
  await settled();
  assert.equal(how, 'stalled');
  gates[2]?.open();
  await settled();
  t.mock.timers.tick(5000);
  await settled();
  assert.equal(how, 'stalled');
  assert.equal(await untilStalled(1000, []), 'ended');
});
