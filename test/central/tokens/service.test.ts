import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import { account, good, key } from '../../support/virtual/one-account.ts';
import { newAccount, served, startByHand } from '../../support/virtual/token-service.ts';

test('an account that is unknown is not served, and nobody is asked', async () => {
  const { service, asked } = await startByHand([account]);
  assert.equal(service.current('token:wx9999999999999999'), undefined);
  const answer = await service.read('token:wx9999999999999999');
  assert.ok('failure' in answer && answer.failure.code === 'not_yet' && answer.retryAfterS === 1);
  const { forcing } = await service.force('token:wx9999999999999999', 'any');
  assert.equal(forcing, 'not_current');
  service.replaced('token:wx9999999999999999', 0);
  assert.equal(asked.length, 0);
});

test('a fetch that nothing asks for is none: what is held and not due is left alone', async () => {
  const { service, time, asked, call } = await startByHand([account]);
  const entry = service.entries.get(key) ?? assert.fail();
  const first = service.fetchNow(entry);
  await time.settle();
  await call(0).answer(good('one'));
  await first;
  await service.fetchNow(entry);
  assert.equal(asked.length, 1);
  assert.deepEqual(service.current(key), { value: 'one', expiresInS: 6899 });
});

test('the two endpoints of one appid have nothing in common', async () => {
  const [token, stable] = [newAccount('token'), newAccount('stable_token')];
  const { service, time, call } = await startByHand([token, stable]);
  const reads = [service.read(keyOf(token)), service.read(keyOf(stable))];
  await time.settle();
  // an intent is written before a call of token
  assert.deepEqual([call(0).entry.state.kind, call(1).entry.state.kind], ['stable_token', 'token']);
  await call(1).answer(good('classic'));
  await call(0).answer(good('stable'));
  assert.deepEqual(
    (await Promise.all(reads)).map((answer) => served(answer).value),
    ['classic', 'stable'],
  );
});

test('accountOf: the current token, and the one before as long as it works', async () => {
  const { service, time, call } = await startByHand([account]);
  const reading = service.read(key);
  await time.settle();
  await call(0).answer(good('one'));
  await reading;
  const refresh = service.force(key, 'one');
  await time.settle();
  await call(1).answer(good('two'));
  await refresh;
  assert.deepEqual(
    [service.accountOf('two')?.name, service.accountOf('one')?.name],
    [account.name, account.name],
  );
  for (const token of ['', 'three', 'undefined']) assert.equal(service.accountOf(token), undefined);
  await time.advance(300_000);
  assert.equal(service.accountOf('one'), undefined);
  assert.equal(service.accountOf('two')?.name, account.name);
  await time.advance(7_200_000);
  assert.equal(service.accountOf('two'), undefined);
});

test('noteReplaced: a new one is fetched at once, and five minutes are promised until it is there', async () => {
  const { service, time, call } = await startByHand([account]);
  const reading = service.read(key);
  await time.settle();
  await call(0).answer(good('one'));
  await reading;
  await time.advance(60_000);
  service.replaced(key, time.now() - 8000);
  assert.deepEqual(service.current(key), { value: 'one', expiresInS: 292 });
  await time.settle();
  await call(1).answer(good('two'));
  assert.equal(service.current(key)?.value, 'two');
});

test('noteReplaced while a fetch is under way: what that one brings may be the replaced one, so another follows', async () => {
  const { service, time, asked, call } = await startByHand([account]);
  const reading = service.read(key);
  await time.settle();
  await time.advance(2000);
  // WeChat has answered the fetch, and then somebody pressed Get; the first answer is slow
  service.replaced(key, time.now() - 1000);
  await call(0).answer(good('replaced since'));
  const { expiresInS } = served(await reading);
  assert.ok(expiresInS <= 300, `${expiresInS} s are promised for a token that is dead in 300`);
  service.current(key);
  await time.settle();
  assert.equal(asked.length, 2);
});

test('close: resolves when what is under way has ended and is stored, and nothing more is begun', async () => {
  const saved: TokenState[] = [];
  const { service, time, asked, call } = await startByHand([account, newAccount('token', 1)], {
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
  });
  void service.read(key);
  await time.settle();
  let isClosed = false;
  const closing = service.close().then(() => {
    isClosed = true;
  });
  await time.settle();
  assert.equal(isClosed, false);
  await call(0).answer(good('last'));
  await closing;
  assert.equal(saved.at(-1)?.held?.value, 'last');
  assert.equal(saved.at(-1)?.intent, undefined);
  void service.read(keyOf(newAccount('token', 1)));
  await time.settle();
  assert.equal(asked.length, 1);
});
