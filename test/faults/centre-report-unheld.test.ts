// Business servers report a dead token as a matter of course; some of them may not force a refresh.
import { test } from 'node:test';
import { startCentral } from '../support/central/central.ts';
import { assertRefused, postStable, retryAfterOf } from '../support/central/central-api.ts';

test('while nothing is held, a report by a client that may not force is answered like its plain read', async (t) => {
  const { origin, news, mailer } = await startCentral(t, { fault: { kind: 'reply', status: 502, body: '' } });
  const plain = await postStable(origin, news, mailer);
  assertRefused(plain, -1);
  retryAfterOf(plain);

  const report = await postStable(origin, news, mailer, { invalid_token: 'an older one' });
  assertRefused(report, -1);
  retryAfterOf(report);
});
