// What happened in the night, and the button for whoever has just put another secret into the file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEvents } from '../../../src/central/status/events.ts';
import type { TokenEvent } from '../../../src/central/tokens/flight.ts';
import { postForm, type Reply, send } from '../../support/app.ts';
import { createKept, notListed, startedAt } from '../../support/central/kept-accounts.ts';
import { bearer, type StatusPage, startStatusPage } from '../../support/central/status-page.ts';
import { shows } from '../../support/page/html.ts';

const press = ({ origin }: StatusPage, fields: Readonly<Record<string, string>>): Promise<Reply> =>
  postForm(origin, fields, { path: '/central/refresh', headers: bearer });

const secretRefused = {
  ...notListed,
  errcode: 40125,
  errmsg: 'invalid appsecret rid: 65112232-35da441e-28f02baf',
};

test('the last 20 events of an account are kept, the latest first, and none holds an errmsg', async () => {
  let at = startedAt;
  const events = createEvents(() => at);
  const seen: TokenEvent[] = [];
  const kept = await createKept({ shop: 'stable_token', mall: 'token' }, (event) => seen.push(event));
  await kept.service.fetchNow(kept.entry('shop'));
  kept.answer('shop', secretRefused);
  kept.advance(7000);
  await kept.service.fetchNow(kept.entry('shop'));
  const [fetched, failed] = seen;
  assert.ok(fetched !== undefined && failed !== undefined);
  for (let i = 0; i < 30; i += 1) {
    at += 1000;
    events.note(i === 29 ? failed : fetched);
  }
  const { key } = kept.entry('shop');
  const list = events.of(key);
  assert.equal(list.length, 20);
  assert.deepEqual(
    list.map((event) => event.at),
    Array.from({ length: 20 }, (_, i) => startedAt + (30 - i) * 1000),
  );
  assert.deepEqual([list[0]?.what, list[0]?.failure?.errcode, list[1]?.what], ['failed', 40125, 'new']);
  assert.equal(list[0]?.rid, '65112232-35da441e-28f02baf');
  assert.ok(!JSON.stringify(list).includes('invalid appsecret'));
  assert.deepEqual(events.of(kept.entry('mall').key), []);
});

for (const endpoint of ['stable_token', 'token'] as const) {
  test(`${endpoint}: where the secret was refused, the new one is tried by one normal call, and what that costs is said`, async (t) => {
    const kept = await createKept({ shop: endpoint });
    const page = await startStatusPage(t, kept);
    const shown = async (): Promise<string> =>
      (await send(page.origin, { path: '/central', headers: bearer })).text;
    assert.doesNotMatch(await shown(), /name="call"/);
    kept.answer('shop', secretRefused);
    await kept.service.fetchNow(kept.entry('shop'));
    const before = await shown();
    assert.match(before, /name="call" value="try"/);
    assert.ok(
      shows(before, endpoint === 'token' ? 'One call for a new token.' : 'It replaces nothing.'),
      before,
    );
    const calls = kept.calls.length;
    const refused = await press(page, { account: 'shop', call: 'try' });
    assert.equal(refused.headers.location, '/central?done=refresh&account=shop');
    const text = (await send(page.origin, { path: refused.headers.location ?? '', headers: bearer })).text;
    assert.ok(shows(text, 'shop: no new token came. 40125: '), 'the code of a press that failed');

    kept.answer('shop', { value: '93_new', expiresInS: 7200 });
    await press(page, { account: 'shop', call: 'try' });
    assert.equal(kept.entry('shop').state.held?.value, '93_new');
    assert.deepEqual(kept.calls.slice(calls), ['shop', 'shop'], 'none of them forced');
    assert.doesNotMatch(await shown(), /name="call"/);
  });
}

test('a press with anything else in that field is refused', async (t) => {
  const kept = await createKept({ shop: 'token' });
  const page = await startStatusPage(t, kept);
  assert.equal((await press(page, { account: 'shop', call: 'force' })).status, 400);
  assert.equal((await press(page, { account: 'shop', call: 'try', ticket: 'jsapi' })).status, 400);
  assert.deepEqual(kept.calls, []);
});
