// Random histories of calls at three instances: tokens die, WeChat lies and falls silent, instances are killed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestOf, newClientKey } from '../support/central/central.ts';
import { call, type Seen, standInOf } from '../support/central/gateway.ts';
import { startMoodyWechat } from '../support/central/moody-wechat.ts';
import { randomFrom } from '../support/random.ts';
import { createInstances, type Instance } from '../support/redis/instances.ts';

const path = '/cgi-bin/message/custom/send';
const callsInAll = 150;

/** What an answer says of the effect has to be so. */
function assertTrue({ gateway, status, errcode, reply }: Seen, effects: number, what: string): void {
  const answer = `${what}: ${gateway} ${status} ${reply.text}, ${effects} effects`;
  assert.ok(effects <= 1, answer);
  if ((gateway === 'relayed' || gateway === 'healed') && errcode === 0) assert.equal(effects, 1, answer);
  if (gateway === 'failed' && errcode === -1) assert.equal(effects, 0, answer);
  if (gateway === 'relayed' && errcode === 40001) assert.equal(effects, 0, answer);
  assert.ok(gateway !== 'refused', answer);
  if (gateway === 'failed') assert.ok([-1, -502, -504].includes(Number(errcode)), answer);
}

for (const seed of [1, 2]) {
  for (const endpoint of ['token', 'stable_token'] as const) {
    test(`M1, M3: history ${seed} of ${endpoint}: every effect at most once, every call answered, nothing leaks`, async (t) => {
      const random = randomFrom(seed);
      const wechat = await startMoodyWechat(t, randomFrom(seed + 100));
      const central = await createInstances(t, {
        env: {
          WECHAT_API_BASE: wechat.origin,
          WECHAT_TIMEOUT_MS: '4000',
          GATEWAY_TIMEOUT_MS: '3000',
          LOG_LEVEL: 'info',
        },
      });
      const key = newClientKey();
      const account = { ...central.shop, endpoint };
      central.writeAccounts({
        accounts: [account],
        clients: [
          { name: 'caller', keySha256: digestOf(key), accounts: ['shop'], gateway: ['/cgi-bin/message/'] },
        ],
      });
      const instances: Instance[] = [await central.start(), await central.start(), await central.start()];
      const token = await standInOf({ origin: instances[0]?.origin ?? '' }, account, key);
      const answers: string[] = [];
      let answered = 0;
      let cut = 0;

      async function send(id: string, instance: Instance): Promise<void> {
        const target = { method: 'POST', path: `${path}?access_token=${token}&id=${id}`, body: '{}' };
        const seen = await call(instance.origin, target).catch(() => undefined);
        if (seen === undefined) {
          // of a process that was killed no answer can come; the effect is there once at the most all the same
          cut += 1;
          assert.ok(killed.has(instance), `${id} was not answered`);
        } else {
          answered += 1;
          answers.push(seen.reply.text);
          assertTrue(seen, wechat.effectsOf(id), id);
        }
        assert.ok(wechat.effectsOf(id) <= 1, id);
      }

      const killed = new Set<Instance>();
      const running: Promise<void>[] = [];
      for (let i = 0; i < callsInAll; i += 1) {
        const at = Math.floor(random() * instances.length);
        const instance = instances[at];
        assert.ok(instance !== undefined);
        running.push(send(`${seed}-${i}`, instance));
        if (random() < 0.05) wechat.replaceElsewhere();
        if (i === 60) {
          killed.add(instance);
          await instance.kill();
          instances[at] = await central.start();
        }
        if (random() < 0.3) await Promise.allSettled(running.slice(-3));
      }
      await Promise.all(running);
      assert.equal(answered + cut, callsInAll);
      assert.ok(answered > callsInAll / 2 && wechat.tokens.length > 2);
      const said =
        answers.join('\n') + central.all.map(({ stdout, stderr }) => stdout() + stderr()).join('\n');
      for (const secret of [...wechat.tokens, account.secret, key, token]) assert.ok(!said.includes(secret));
      assert.doesNotMatch(said, /unexpected_error/);
    });
  }
}
