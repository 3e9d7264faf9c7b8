// What Redis sees, how it is reached, and that none of it is there without REDIS_URL.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { postForm } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { newClientKey, spawnCentral } from '../support/central/central.ts';
import { postStable, readTicket, readToken, tokenOf } from '../support/central/central-api.ts';
import { createAuthority, createCertificate, temporaryFile } from '../support/network/certificates.ts';
import { builtServer } from '../support/process/process.ts';
import { readiness, untilReady, untilSame } from '../support/redis/instance-waits.ts';
import { createInstances, force } from '../support/redis/instances.ts';
import { dumpOf, monitor } from '../support/redis/redis-traffic.ts';
import { until } from '../support/until.ts';

test('E15: all that Redis is told and all that it holds: no account secret and no client key, in any key, value or channel', async (t) => {
  const fleet = await createInstances(t, { env: { CLIENT_RATE_LIMIT: '1000' } });
  const { redis, shop, news, orders, operator, simulator } = fleet;
  const watched = await monitor(redis);
  t.after(watched.stop);
  const [one, other] = await Promise.all([fleet.start(), fleet.start()]);
  const pasted = createCanary();
  const strangersKey = newClientKey();
  const dumps: Record<string, string> = {};
  const look = async (): Promise<void> => void Object.assign(dumps, await dumpOf(redis));

  const held = await untilSame(fleet, [one, other], shop);
  await untilSame(fleet, [one, other], news);
  for (const { origin } of [one, other]) {
    await readToken(origin, shop, strangersKey);
    await postStable(origin, shop, strangersKey, { invalid_token: held });
    await readTicket(origin, held);
    // into the wrong field, as people do
    await postForm(origin, { appid: pasted, secret: shop.secret });
    await postForm(origin, { appid: shop.appid, secret: pasted, endpoint: 'stable_token' });
    await postForm(origin, { access_token: held }, { path: '/check' });
    await look();
  }
  // an answer that repeats what it was sent, and what became of it is stored for all
  const errmsg = `invalid appsecret ${shop.secret}`;
  simulator.failNext({ kind: 'reply', body: JSON.stringify({ errcode: 40125, errmsg }) });
  await force(fleet, one, shop);
  await look();
  await force(fleet, one, news);
  await one.kill();
  await look();

  const told = watched.text();
  for (const word of ['publish', 'evalsha', ':limit:client:', ':state', ':lock']) {
    assert.ok(told.toLowerCase().includes(word), `nothing was seen of ${word}`);
  }
  assert.ok(Object.keys(dumps).length >= 5, Object.keys(dumps).join(' '));
  // a token is what it is there for: the search would find what stands in it
  assert.ok(told.includes(held) && JSON.stringify(dumps).includes(held));
  const texts = { told, keys: Object.keys(dumps).join('\n'), values: Object.values(dumps).join('\n') };
  for (const secret of [shop.secret, news.secret, pasted, orders, strangersKey, operator]) {
    assertClean(secret, texts);
  }
});

test('rediss: with a password, by REDIS_URL_FILE: certificates are checked, and the password is printed nowhere', async (t) => {
  const authority = await createAuthority();
  const { key, cert } = await createCertificate({ ca: authority });
  const password = `${createCanary('')}x`;
  const [keyFile, certFile, caFile] = [key, cert, authority.cert].map((text) => temporaryFile(t, text));
  assert.ok(keyFile !== undefined && certFile !== undefined && caFile !== undefined);
  const args = ['--tls-key-file', keyFile, '--tls-cert-file', certFile, '--tls-auth-clients', 'no'];
  const fleet = await createInstances(t, {
    only: 'shop',
    redis: { args: [...args, '--requirepass', password], password, ca: authority.cert },
  });
  const { shop, redis } = fleet;
  const urlFor = (secret: string): Readonly<Record<string, string>> => ({
    REDIS_URL: '',
    REDIS_URL_FILE: temporaryFile(t, `rediss://:${secret}@localhost:${redis.port}\n`),
  });
  const trusting = { ...urlFor(password), NODE_EXTRA_CA_CERTS: caFile };
  const [one, other] = await Promise.all([fleet.start({ env: trusting }), fleet.start({ env: trusting })]);
  assert.equal(await readiness(one), 'ok');
  const token = await untilSame(fleet, [one, other], shop);
  assert.ok(JSON.stringify(await dumpOf(redis)).includes(token), 'it lies in this Redis');
  assert.equal(fleet.callsFor(shop).length, 1);

  const strangers = await fleet.start({ env: urlFor(password) });
  const wrong = await fleet.start({ env: { ...urlFor('wrong'), NODE_EXTRA_CA_CERTS: caFile } });
  for (const instance of [strangers, wrong]) assert.equal(await readiness(instance), 'store_away');
  for (const { stdout, stderr } of fleet.all) {
    assertClean(password, { stdout: stdout(), stderr: stderr() });
    assert.equal(stderr(), '');
  }
  assert.equal(fleet.callsFor(shop).length, 1, 'whoever may not get in does not refresh it alone');
});

test('without REDIS_URL nothing of it is loaded; with it, it is', async (t) => {
  const modules = temporaryFile(t, '');
  const nodeArgs = ['--import', new URL('../support/process/loaded-modules.js', import.meta.url).href];
  const env = { MODULES_FILE: modules };
  const ofRedis = /\/(ioredis|rate-limit-redis|stores\/redis)\/|\/(redis|shared-store)\.js/;
  const loaded = (): string[] => readFileSync(modules, 'utf8').trim().split('\n');

  const alone = await spawnCentral(t, { env, nodeArgs, file: builtServer });
  tokenOf(await readToken(alone.origin, alone.shop, alone.orders));
  assert.equal(
    (await postForm(alone.origin, { appid: 'wx0000000000000000', secret: 'example' })).status,
    200,
  );
  const without = loaded();
  assert.ok(
    without.some((url) => url.endsWith('/stores/file/store.js')),
    'the list is one',
  );
  assert.deepEqual(
    without.filter((url) => ofRedis.test(url)),
    [],
  );

  const fleet = await createInstances(t, { env });
  const instance = await fleet.start({ nodeArgs, file: builtServer });
  await untilReady([instance]);
  const found = loaded().filter((url) => ofRedis.test(url));
  for (const name of ['/ioredis/', '/rate-limit-redis/', 'src/redis.js', '/stores/redis/store.js']) {
    await until(name, () => found.some((url) => url.includes(name)));
  }
});
