// Calls under way when something ends: the process, the right to make them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { readToken } from '../support/central/central-api.ts';
import {
  addDraft,
  callWith,
  draft,
  relayedCalls,
  spawnGateway,
  standInOf,
  startGateway,
} from '../support/central/gateway.ts';
import { until } from '../support/until.ts';

const never = new Promise<void>(() => {});

test('M14: a shutdown in mid-call: what is answered in time is, and what was sent and is not is told as that', async (t) => {
  const central = await spawnGateway(t, { env: { SHUTDOWN_TIMEOUT_MS: '1500' } });
  const { origin, simulator, server, shop, keys } = central;
  const token = await standInOf(central, shop, keys.all);
  let release = (): void => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  simulator.faultAt('/wxa/slow', () => ({ kind: 'delay', until: slow }));
  simulator.faultAt('/wxa/never', () => ({ kind: 'delay', until: never }));
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const again = `GET ${addDraft}?access_token=${token} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  socket.write(again);
  await until('its first answer', () => text.includes('X-Gateway: relayed'));
  const [answered, cut] = [
    callWith(origin, token, '/wxa/slow', { json: {} }),
    callWith(origin, token, '/wxa/never', { json: {} }),
  ];
  await until(
    'both at WeChat',
    () => relayedCalls(central).filter(({ path }) => path.startsWith('/wxa/')).length === 2,
  );
  server.child.kill('SIGTERM');
  await server.printed('"event":"shutdown_started"');
  socket.write(again);
  release();
  assert.equal((await answered).gateway, 'relayed');
  const { status, gateway, errcode } = await cut;
  assert.deepEqual([status, gateway, errcode], [502, 'failed', -502]);
  await until('its second answer', () => text.split('X-Gateway: ').length === 3);
  assert.match(text, /"errcode":-1,"errmsg":"system error, nothing was sent to WeChat \(shutting_down\)/);
  await server.ended;
  assert.equal(relayedCalls(central).filter(({ path }) => path === addDraft).length, 1);
});

test('M14: accounts.json changed in mid-call: a right that is gone is not used for a repeat', async (t) => {
  const central = await startGateway(t);
  const { origin, simulator, shop, keys, orders, gatewayJson, writeAccounts, logged } = central;
  const token = await standInOf(central, shop, keys.writer);
  await readToken(origin, shop, orders);
  let release = (): void => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  simulator.replaceElsewhere(shop);
  simulator.faultAt(addDraft, () => ({ kind: 'delay', until: slow }));
  const under = callWith(origin, token, addDraft, { json: draft });
  await until('it is at WeChat', () => relayedCalls(central).length === 1);
  const clients = gatewayJson.clients.map((client) =>
    client.name === 'writer' ? { ...client, gateway: ['/cgi-bin/draft/count'] } : client,
  );
  writeAccounts({ ...gatewayJson, clients });
  await until('the change', () => logged().includes('"event":"accounts_loaded"'));
  release();
  const { gateway, errcode } = await under;
  assert.deepEqual([gateway, errcode, simulator.effects(addDraft)], ['relayed', 40001, 0]);
  assert.equal(relayedCalls(central).filter(({ path }) => path === addDraft).length, 1);
});
