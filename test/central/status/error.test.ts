import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { statusTexts } from '../../../src/central/status/texts/index.ts';
import { createEntry } from '../../../src/central/tokens/entry.ts';
import { emptyState, type Failure } from '../../../src/central/tokens/state.ts';
import { texts } from '../../../src/page/texts/index.ts';
import { failureCode } from '../../../src/wechat/failure.ts';
import type { Fault } from '../../../src/wechat/fault.ts';
import { assertClean, createCanary } from '../../support/canary.ts';
import { notListed, startedAt as now } from '../../support/central/kept-accounts.ts';
import {
  entryOf,
  failing,
  held,
  languages,
  minute,
  modelOf,
  viewOf,
} from '../../support/central/status-model.ts';

test('an errcode comes with its name, meaning, next steps, rid and time', () => {
  for (const [lang, heading, label] of [
    ['en', '40164: The caller’s IP address is not listed', '3 failures in a row, the last'],
    ['zh', '40164：来源 IP 不在白名单', '连续失败 3 次，最近一次'],
  ] as const) {
    const [trouble] = viewOf(entryOf('shop', failing(notListed)), { lang }).troubles;
    assert.deepEqual([trouble?.heading, trouble?.label, trouble?.tone], [heading, label, 'bad']);
    assert.equal(trouble?.when.time.text, '07:59:00 UTC');
    assert.equal(trouble?.explanation.rid?.value, '65112232-35da441e-28f02baf');
    assert.equal(trouble?.explanation.addresses?.items[0]?.value, '203.0.113.7');
    assert.ok((trouble?.explanation.meaning.length ?? 0) > 10);
    assert.ok((trouble?.explanation.actions.length ?? 0) > 1);
    assert.equal(trouble?.explanation.actions.at(-1), statusTexts[lang].error.byItself);
    assert.ok(trouble?.explanation.links.some(({ href }) => href === '/errcodes#40164'));
  }
});

test('nothing leads to the list of codes where that page is not served', () => {
  const [trouble] = viewOf(entryOf('shop', failing(notListed)), { errcodesHref: undefined }).troubles;
  assert.ok(trouble?.explanation.links.every(({ href }) => href.startsWith('https://')));
});

/** Each stable word that a failure can have, and with those of the calls what failed on the way. */
function failureWords(): { code: string; fault?: string }[] {
  // the keys of the texts are the faults: it would not compile otherwise
  const faults = Object.keys(texts.en.faults) as Fault[];
  const ofCalls = faults.map((fault) => ({
    code: failureCode({ kind: 'network', fault, durationMs: 0 }).code,
    fault,
  }));
  const sources = readdirSync('src/central', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join('src/central', path), 'utf8'));
  const written = sources.flatMap((text) =>
    [...text.matchAll(/\bcode: '([a-z_]+)', (?:mayHaveIssued|...unasked)/g)].map(([, word = '']) => word),
  );
  assert.ok(written.includes('bad_expiry') && written.includes('store_away'));
  const words = new Set(
    [...written, 'upstream_status', 'upstream_unexpected'].filter((w) => w !== 'errcode'),
  );
  return [...ofCalls, ...[...words].map((code) => ({ code }))];
}

test('every other failure has its own words and steps, in both languages', () => {
  for (const words of failureWords()) {
    const { code } = words;
    for (const lang of languages) {
      const [trouble] = viewOf(entryOf('shop', failing(words)), { lang }).troubles;
      const { heading = '', explanation } = trouble ?? {};
      assert.ok(heading.length >= 5 && !heading.includes(code), `${code} in ${lang}: ${heading}`);
      assert.ok((explanation?.actions.length ?? 0) > 0, `${code} in ${lang}`);
      assert.equal(/\p{Script=Han}/u.test(heading), lang === 'zh', heading);
    }
  }
  const [unknown] = viewOf(entryOf('shop', failing({ code: 'new_word' }))).troubles;
  assert.equal(unknown?.heading, 'The fetch failed (new_word)');
});

test('an answer that could not be used is told as what it was, with a step that fits', () => {
  for (const [fault, heading, said] of [
    ['http_412_nothing', 'WeChat’s side answered with HTTP 412', /Content-Length/],
    ['http_502_html', 'WeChat’s side answered with HTTP 502', /开放接口服务/],
    ['http_200_nothing', texts.en.outcome.empty, /swallowed the answer/],
  ] as const) {
    const [trouble] = viewOf(entryOf('shop', failing({ code: 'upstream_status', fault }))).troubles;
    assert.equal(trouble?.heading, heading);
    assert.match(trouble?.explanation.actions.join(' ') ?? '', said);
  }
});

test('of a call that was never sent it is said that it leaves no doubt; of one that was, it is not', () => {
  for (const lang of languages) {
    const meaningOf = (failure: Partial<Failure>) =>
      viewOf(entryOf('shop', failing({ code: 'upstream_unreachable', ...failure })), { lang }).troubles[0]
        ?.explanation.meaning;
    assert.equal(meaningOf({ fault: 'name_failed' }), statusTexts[lang].error.notSent);
    assert.equal(meaningOf({ fault: 'reset', mayHaveIssued: true }), '');
  }
});

test('a failure that a restart has left behind is told as what was, not as trouble', () => {
  const { trouble } = failing({ code: 'upstream_timeout' });
  const entry = entryOf('shop', { held: held(), ...(trouble && { trouble: { ...trouble, failures: 0 } }) });
  const model = modelOf([entry]);
  assert.equal(model.accounts[0]?.troubles[0]?.tone, 'past');
  assert.equal(model.overview[1]?.value, 'none');
});

test('somebody else who fetches tokens is said with the time and what to do, and for a day only', () => {
  for (const [endpoint, step] of [
    ['token', /stable_token for this account/],
    ['stable_token', /only with force_refresh/],
  ] as const) {
    const entry = entryOf('shop', { held: held(), replacedElsewhereAt: now - 5 * minute }, endpoint);
    const model = modelOf([entry]);
    const [trouble] = model.accounts[0]?.troubles ?? [];
    assert.equal(trouble?.heading, 'Somebody else is fetching tokens for this account');
    assert.deepEqual([trouble?.when.distance, trouble?.when.time.text], ['5 min ago', '07:55:00 UTC']);
    assert.match(trouble?.explanation.actions.join(' ') ?? '', /second fetcher/);
    assert.match(trouble?.explanation.actions.join(' ') ?? '', step);
    assert.deepEqual([model.overview[1]?.value, model.accounts[0]?.whole], ['1', 'warn']);
    const later = modelOf([entry], { now: now + 25 * 60 * minute });
    assert.match(later.accounts[0]?.troubles[0]?.heading ?? '', /^Earlier/);
    assert.equal(later.accounts[0]?.troubles[0]?.tone, 'past');
  }
});

test('no token, secret, digest or whole appid is in the model, even if WeChat’s side repeated them', () => {
  const token = createCanary('');
  const former = createCanary('');
  const secret = createCanary('');
  const appid = `wx${createCanary('').slice(0, 16)}`;
  const errmsg = `asked /cgi-bin/token?appid=${appid}&secret=${secret} with ${token} after ${former} rid: 65112232-35da441e-28f02baf`;
  const account = { name: 'shop', appid, secret, endpoint: 'token' } as const;
  const entry = createEntry(account, undefined, {
    ...emptyState('token'),
    ...failing({ errcode: 99_999, errmsg }),
    held: held(token),
    former: { value: former, worksUntil: now + minute, fence: 0 },
  });
  const keySha256 = [createCanary('').padEnd(64, '0').slice(0, 64)];
  const clients = [{ name: 'orders', keySha256, accounts: ['shop'], forceRefresh: true }];
  for (const lang of languages) {
    const model = JSON.stringify(modelOf([entry], { lang, accounts: { accounts: [account], clients } }));
    assert.match(model, /asked \/cgi-bin\/token/);
    assert.ok(model.includes(`${appid.slice(0, 4)}…${appid.slice(-4)}`));
    for (const canary of [token, former, secret, appid, ...keySha256]) assertClean(canary, { [lang]: model });
  }
});
