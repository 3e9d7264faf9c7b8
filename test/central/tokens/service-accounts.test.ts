import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import { account, good, key } from '../../support/virtual/one-account.ts';
import { failure, newAccount, served, startByHand } from '../../support/virtual/token-service.ts';

test('setAccounts: one that is added is served, one that is removed is not given out', async () => {
  const [stays, goes, comes] = [newAccount('token', 1), newAccount('token', 2), newAccount('token', 3)];
  const { service, time, asked, call } = await startByHand([stays, goes]);
  const reads = [service.read(keyOf(stays)), service.read(keyOf(goes))];
  await time.settle();
  await call(0).answer(good('stays'));
  await call(1).answer(good('goes'));
  await Promise.all(reads);
  await service.setAccounts([stays, comes]);
  assert.equal(service.current(keyOf(stays))?.value, 'stays');
  assert.equal(service.current(keyOf(goes)), undefined);
  assert.ok('failure' in (await service.read(keyOf(goes))));
  assert.equal(service.accountOf('goes'), undefined);
  assert.equal(service.accountOf('stays')?.name, stays.name);
  assert.equal(asked.length, 2);
  const reading = service.read(keyOf(comes));
  await time.settle();
  await call(2).answer(good('comes'));
  assert.equal(served(await reading).value, 'comes');
});

test('setAccounts: one that is removed while it is fetched is not there for who comes later', async () => {
  const { service, time, call } = await startByHand([account]);
  const reading = service.read(key);
  await time.settle();
  await service.setAccounts([]);
  await call(0).answer(good('late'));
  await reading;
  assert.equal(service.current(key), undefined);
  assert.equal(service.accountOf('late'), undefined);
});

test('setAccounts: a changed secret ends the pause, and is the one that is sent; the same secret does not', async () => {
  for (const isChanged of [true, false]) {
    const { service, time, asked, call } = await startByHand([account]);
    const reading = service.read(key);
    await time.settle();
    await call(0).answer(failure('errcode', { errcode: 40125, needsPerson: true }));
    const answer = await reading;
    assert.ok('failure' in answer && answer.retryAfterS >= 300);
    const secret = isChanged ? 'another' : account.secret;
    await service.setAccounts([{ ...account, secret, name: 'renamed' }]);
    void service.read(key);
    await time.settle();
    assert.equal(asked.length, isChanged ? 2 : 1);
    if (isChanged)
      assert.deepEqual([call(1).entry.account.secret, call(1).entry.account.name], ['another', 'renamed']);
  }
});

test('setAccounts: a refusal of the old secret that comes after the change makes nobody wait', async () => {
  const { service, time, asked, call } = await startByHand([account]);
  const reading = service.read(key);
  await time.settle();
  await service.setAccounts([{ ...account, secret: 'another' }]);
  await call(0).answer(failure('errcode', { errcode: 40125, needsPerson: true }));
  await reading;
  await time.advance(2000);
  void service.read(key);
  await time.settle();
  assert.equal(asked.length, 2);
});
