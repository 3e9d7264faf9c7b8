import type { AnswerHead } from '../../wechat/relay.ts';
import { keyOf } from '../tokens/entry.ts';
import { errcodeIn } from './answer-signs.ts';
import type { Streamed } from './attempt.ts';
import type { Call, CallDeps, Ended } from './call.ts';
import type { Healed } from './healing.ts';
import { maskBytes, mayHold, printsCalls } from './masking.ts';
import { notAnswered, notSent, type OwnAnswer } from './refusals.ts';
import { beginRelayed, type Marks, type Outcome } from './reply.ts';

/** All that this call's answer must not hold. */
function secretsOf(
  { caller: { account } }: Call,
  used: readonly string[],
  { service }: Pick<CallDeps, 'service'>,
): string[] {
  if (account === undefined) return [];
  const { held, former } = service.entries.get(keyOf(account))?.state ?? {};
  const tokens = [...used, held?.value, former?.value].filter((value) => value !== undefined);
  return [...new Set([...tokens, account.secret])];
}

/** Without the headers that repeat what a body must not hold. */
function cleanHead(head: AnswerHead, secrets: readonly string[]): AnswerHead {
  const isClean = ([, value]: readonly [string, unknown]): boolean =>
    !secrets.some((secret) => String(value).includes(secret));
  const headers = Object.entries(head.headers);
  return headers.every(isClean) ? head : { ...head, headers: Object.fromEntries(headers.filter(isClean)) };
}

/** Writes the last answer out, masked or streamed; a call without one comes back as an answer of ours. */
export async function writeAnswer(
  call: Call,
  { attempt, isHealed }: Healed,
  used: readonly string[],
  deps: Pick<CallDeps, 'service'>,
): Promise<Ended | OwnAnswer> {
  if (attempt.kind === 'fault') {
    const { fault, wasSent } = attempt;
    return wasSent ? notAnswered(fault, fault === 'timeout') : notSent(fault);
  }
  if (attempt.kind === 'unusable') return notAnswered(attempt.why, false);
  const outcome = isHealed ? 'healed' : 'relayed';
  const marks = call.begin(outcome);
  const secrets = secretsOf(call, used, deps);
  const head = cleanHead(attempt.head, secrets);
  if (attempt.kind === 'stream') return pipeAnswer(call, { ...attempt, head }, outcome, marks);
  const { body, isMasked } = attempt;
  const clean =
    isMasked || mayHold(body, secrets) ? maskBytes(body, secrets, printsCalls(call.wanted.path)) : body;
  beginRelayed(call.res, head, clean.length, marks);
  call.res.end(clean);
  return { outcome, status: head.status, errcode: errcodeIn(attempt), bytes: clean.length };
}

/** Sends the rest on as it comes, and as fast as it is taken. */
async function pipeAnswer(
  { res, stages }: Call,
  { head, isDecoded, pipe, pause, resume, abort }: Streamed,
  outcome: Outcome,
  marks: Marks,
): Promise<Ended> {
  const announced = head.headers['content-length'];
  const length = isDecoded || announced === undefined ? undefined : Number(announced);
  beginRelayed(res, head, length, marks);
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
