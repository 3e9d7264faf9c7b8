import type { Endpoint } from '../../wechat/client.ts';
import { keyOf } from '../tokens/entry.ts';
import type { Streamed } from './attempt.ts';
import type { Call, CallDeps, Ended } from './call.ts';
import type { Healed } from './healing.ts';
import { maskBytes, mayHold, printsCalls } from './masking.ts';
import { notAnswered, notSent, type OwnAnswer } from './refusals.ts';
import { beginRelayed, type Marks, type Outcome } from './reply.ts';

const endpoints: readonly Endpoint[] = ['token', 'stable_token'];

/** All that this call's answer must not hold: the tokens of both endpoints do the same for their account. */
function secretsOf(
  { caller: { account } }: Call,
  used: readonly string[],
  { service }: Pick<CallDeps, 'service'>,
): string[] {
  if (account === undefined) return [];
  const secrets = [account.secret, ...used];
  for (const endpoint of endpoints) {
    const { held, former } = service.entries.get(keyOf({ ...account, endpoint }))?.state ?? {};
    for (const token of [held?.value, former?.value])
      if (token !== undefined && !secrets.includes(token)) secrets.push(token);
  }
  return secrets;
}

/** Writes the last answer out, masked or streamed; a call without one comes back as an answer of ours. */
export function writeAnswer(
  call: Call,
  { attempt, isHealed }: Healed,
  used: readonly string[],
  deps: Pick<CallDeps, 'service'>,
): Promise<Ended> | Ended | OwnAnswer {
  if (attempt.kind === 'fault') {
    const { fault, wasSent } = attempt;
    return wasSent ? notAnswered(fault, fault === 'timeout') : notSent(fault);
  }
  if (attempt.kind === 'unusable') return notAnswered(attempt.why, false);
  const outcome = isHealed ? 'healed' : 'relayed';
  const marks = call.begin(outcome);
  const secrets = secretsOf(call, used, deps);
  if (attempt.kind === 'stream') return pipeAnswer(call, attempt, { outcome, marks, secrets });
  const { head, text, errcode, isMasked } = attempt;
  const clean =
    isMasked || mayHold(text, secrets) ? masked(text, secrets, printsCalls(call.wanted.path)) : text;
  beginRelayed(call.res, head, clean.length, marks, secrets);
  // head and body go out as one piece
  call.res.end(clean, 'latin1');
  return { outcome, status: head.status, errcode, bytes: clean.length };
}

const masked = (text: string, secrets: readonly string[], isOfCalls: boolean): string =>
  maskBytes(Buffer.from(text, 'latin1'), secrets, isOfCalls).toString('latin1');

/** Sends the rest on as it comes, and as fast as it is taken. */
async function pipeAnswer(
  { res, stages }: Call,
  { head, isDecoded, pipe, pause, resume, abort }: Streamed,
  { outcome, marks, secrets }: Readonly<{ outcome: Outcome; marks: Marks; secrets: readonly string[] }>,
): Promise<Ended> {
  const announced = head.headers['content-length'];
  const length = isDecoded || announced === undefined ? undefined : Number(announced);
  beginRelayed(res, head, length, marks, secrets);
  let bytes = 0;
  res.on('drain', resume);
  const isWhole = await stages.wait<boolean>((done) => {
    pipe({
      data: (chunk) => {
        bytes += chunk.length;
        if (!res.write(chunk)) pause();
      },
      end: () => done(true),
      cut: () => done(false),
    });
    return () => {
      abort();
      return false;
    };
  });
  // what breaks off has to look broken, or half a picture passes for a whole one
  if (isWhole) res.end();
  else res.destroy();
  return { outcome: isWhole ? outcome : 'failed', status: head.status, bytes };
}
