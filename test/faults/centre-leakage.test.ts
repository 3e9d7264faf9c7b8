// J1, J5, J6, G8: secrets, keys and tokens against everything that the central server says and keeps.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Reply, send } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { digestOf, newClientKey, spawnCentral, startCentral } from '../support/central/central.ts';
import {
  assertRefused,
  forceRefresh,
  postJson,
  postStable,
  readTicket,
  readToken,
  tokenOf,
  tokenPath,
} from '../support/central/central-api.ts';
import { filesIn, printedAfter, whole } from '../support/central/central-output.ts';
import { bundledServer } from '../support/process/process.ts';

type Central = Awaited<ReturnType<typeof spawnCentral>>;

/** Every secret of the accounts, in whatever is said to anybody. */
const secretsOf = ({ shop, news, depot }: Central): string[] =>
  [shop, news, depot].map(({ secret }) => secret);

/** Asks in every way that there is, good and bad, and gives back what came, by name. */
async function askEverything(central: Central): Promise<Map<string, Reply>> {
  const { origin, shop, news, depot, orders, mailer, operator } = central;
  const key = (value: string): Record<string, string> => ({ authorization: `Bearer ${value}` });
  const json = { 'content-type': 'application/json' };
  const broken = `{"grant_type":"client_credential","appid":"${shop.appid}","secret":"${orders}",`;
  const replies = new Map<string, Reply>();
  const ask = async (name: string, reply: Promise<Reply>): Promise<void> =>
    void replies.set(name, await reply);

  await ask('a wrong key', readToken(origin, shop, `${orders}x`));
  await ask('an account of others', readToken(origin, depot, orders));
  await ask('the secret as key', readToken(origin, shop, shop.secret));
  await ask(
    'the secret as Bearer',
    send(origin, { path: tokenPath(shop), headers: key(encodeURIComponent(shop.secret)) }),
  );
  await ask('may not force', postStable(origin, news, mailer, { force_refresh: true }));
  await ask('broken JSON', postJson(origin, broken));
  await ask('a key as a path', send(origin, { path: `/cgi-bin/${orders}` }));
  await ask('a key on the page', send(origin, { path: `/?secret=${orders}` }));
  await ask(
    'a key at stable_token',
    send(origin, {
      method: 'POST',
      path: `/cgi-bin/stable_token?secret=${orders}`,
      headers: json,
      body: '{}',
    }),
  );
  await ask('a key as a ticket’s token', readTicket(origin, orders));
  await ask('a key at the operator’s door', send(origin, { path: '/central', headers: key(orders) }));
  await ask('the operator’s key elsewhere', readToken(origin, shop, operator));
  for (const path of ['/central', '/central?lang=zh', '/metrics']) {
    await ask(`${path}, to the operator`, send(origin, { path, headers: key(operator) }));
    await ask(`${path}, to nobody`, send(origin, { path }));
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded', ...key(operator) };
  await ask(
    'the button',
    send(origin, { method: 'POST', path: '/central/refresh', headers: form, body: 'account=shop' }),
  );
  for (const path of ['/healthz', '/readyz', '/']) await ask(path, send(origin, { path }));
  return replies;
}

test('J1, G8: secrets stay with the server, keys with their owners; a token is in its answer and the state folder alone', async (t) => {
  const central = await spawnCentral(t);
  const { origin, shop, news, orders, mailer, operator, stateDir, simulator } = central;
  const tokens = new Set<string>();
  const given: string[] = [];
  for (const answer of [
    await readToken(origin, shop, orders),
    await readToken(origin, shop, undefined, { authorization: `Bearer ${orders}` }),
    await postStable(origin, news, mailer),
    await postStable(origin, news, orders, { force_refresh: true }),
  ]) {
    tokens.add(tokenOf(answer));
    given.push(whole(answer));
  }
  const ticket = await readTicket(origin, tokenOf(await readToken(origin, shop, orders)));
  tokens.add(String(ticket.body.ticket));
  tokens.add(tokenOf(await postStable(origin, shop, orders, { invalid_token: [...tokens][0] ?? '' })));
  const replies = await askEverything(central);
  // the button's token as well
  const last = await readToken(origin, shop, orders);
  tokens.add(tokenOf(last));
  const health = await send(origin, { path: '/nowhere' });
  await printedAfter(central, health);

  const printed = { stdout: central.server.stdout(), stderr: central.server.stderr() };
  assert.match(printed.stdout, /"event":"forced_refresh"/);
  assert.equal(printed.stderr, '');
  const files = filesIn(stateDir);
  assert.ok(Object.keys(files).length >= 4, Object.keys(files).join());
  const said = Object.fromEntries([...replies].map(([name, reply]) => [name, whole(reply)]));
  assert.ok(tokens.size >= 3);

  for (const secret of secretsOf(central)) {
    assertClean(secret, { ...printed, ...files, ...said, given: given.join() });
  }
  for (const key of [orders, mailer, operator])
    assertClean(key, { ...printed, ...files, ...said, given: given.join() });
  for (const digest of [orders, mailer].map(digestOf)) assertClean(digest, { ...printed, ...files, ...said });
  for (const token of tokens) assertClean(token, { ...printed, ...said });
  for (const { appid } of [shop, news]) assertClean(appid, { ...printed, ...said });
  // and that is where it is: the search would find it
  const stored = Object.values(files).join();
  assert.ok(stored.includes(tokenOf(last)) && stored.includes(String(ticket.body.ticket)));
  assert.throws(() => assertClean(tokenOf(last), files), /the secret stands in/);
  assert.ok([...tokens].every((token) => simulator.check(token) !== undefined));
});

test('J5: neither metrics nor health nor the command line of the process holds what passed through it', async (t) => {
  const central = await spawnCentral(t);
  const { origin, shop, orders, operator, server } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  const metrics = await send(origin, { path: '/metrics', headers: { authorization: `Bearer ${operator}` } });
  assert.match(metrics.text, /token_reads_total\{client="orders"\} 1/);
  assert.match(metrics.text, /account="shop"/);
  const health = await send(origin, { path: `/healthz?secret=${orders}` });
  assert.equal(health.text, '{"status":"ok"}');
  const commandLine = readFileSync(`/proc/${server.child.pid}/cmdline`, 'utf8');
  assert.ok(commandLine.includes(bundledServer));
  for (const secret of [...secretsOf(central), orders, operator, token, shop.appid])
    assertClean(secret, { metrics: whole(metrics), health: whole(health), commandLine });
});

test('J6: a passive refresh is one line: who, which account, why, and the token by its mark alone', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, news, orders, mailer, logged } = central;
  const dead = tokenOf(await forceRefresh(central, shop));
  const before = logged().length;
  now += 60_000;
  const live = tokenOf(await postStable(origin, shop, orders, { invalid_token: dead }));
  const older = await postStable(origin, shop, orders, { invalid_token: dead });
  const tooSoon = await postStable(origin, shop, orders, { invalid_token: live });
  const held = tokenOf(await readToken(origin, news, mailer));
  assertRefused(await postStable(origin, news, mailer, { invalid_token: held }), 48001);
  const unknown = newClientKey();
  const garbage = await postStable(origin, shop, orders, { invalid_token: `${unknown}\r\n{"x":1}` });
  const mark = (token: string): string =>
    `${token.slice(0, 4)}…${createHash('sha256').update(token).digest('hex').slice(0, 8)}`;
  const lines = logged()
    .slice(before)
    .split('\n')
    .filter((line) => line.includes('"forced_refresh"'))
    // one of our own log lines, or the test fails at its fields
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .map(({ account, client, reason, token }) => ({ account, client, reason, token }));
  assert.deepEqual(lines, [
    { account: 'shop', client: 'orders', reason: 'refresh', token: mark(dead) },
    { account: 'shop', client: 'orders', reason: 'not_current', token: mark(dead) },
    { account: 'shop', client: 'orders', reason: 'too_soon', token: mark(live) },
    { account: 'news', client: 'mailer', reason: 'not_allowed', token: mark(held) },
    { account: 'shop', client: 'orders', reason: 'not_current', token: mark(`${unknown}\r\n{"x":1}`) },
  ]);
  assert.deepEqual([older, tooSoon, garbage].map(tokenOf), [live, live, live]);
  for (const secret of [dead, live, held, unknown]) assertClean(secret, { logged: logged() });
});
