import { letBodyCome } from '../../http/expect-continue.ts';
import { keyOf } from '../tokens/entry.ts';
import { attemptCall } from './answers.ts';
import type { Attempt } from './attempt.ts';
import type { Body } from './bodies.ts';
import type { Call, CallDeps, Ended } from './call.ts';
import { loginKindOf } from './credentials.ts';
import type { Fairness } from './fairness.ts';
import { sendHealing } from './healing.ts';
import { printsCalls } from './masking.ts';
import { targetOf, withValue } from './query.ts';
import { notSent, type OwnAnswer, refusal, unserved } from './refusals.ts';
import { requestHeaders } from './reply.ts';
import type { Stages } from './stage.ts';
import { writeAnswer } from './write-answer.ts';

/** With less time than this a call is not even begun: it would be cut off, and nobody could say what came of it. */
const leastMs = 100;

/** Makes one call from its body to the last byte of its answer; an `OwnAnswer` is one that is not sent yet. */
export async function makeCall(call: Call, deps: CallDeps): Promise<Ended | OwnAnswer> {
  const { req, res, stages, startClock, stopClock } = call;
  const body = await deps.bodies.receive(req, () => letBodyCome(req, res));
  if (body === 'gone') return notSent('client_gone');
  if (body === 'busy') return notSent('busy');
  if (typeof body === 'string') return refusal(body);
  startClock();
  const leave = await (body.kind === 'stream' ? roomToStream(call, deps) : roomIn(deps.fairness, call));
  // whoever has left, or is shut down, meanwhile: it is not even begun
  if (leave === undefined || stages.cutBy() !== undefined || call.leftMs() < leastMs) {
    leave?.();
    body.release();
    return notSent(stages.cutBy() === 'deadline' ? 'busy' : (stages.cutBy() ?? 'busy'));
  }
  if (body.kind === 'stream') stopClock();
  try {
    return await send(call, body, deps);
  } finally {
    body.release();
    leave();
  }
}

/** What gives the room back; undefined: none came in time. */
type Leaving = (() => void) | undefined;

/** One that takes as long as its sender likes has to find room twice. */
async function roomToStream(call: Call, { fairness, uploads }: CallDeps): Promise<Leaving> {
  const leaveUploads = await roomIn(uploads, call);
  const leave = leaveUploads && (await roomIn(fairness, call));
  if (leave === undefined) leaveUploads?.();
  return (
    leave &&
    (() => {
      leave();
      leaveUploads();
    })
  );
}

function roomIn(fairness: Fairness, { stages, caller }: Call): Promise<Leaving> | Leaving {
  const [client, account] = [caller.client.name, caller.account?.name ?? ''];
  return (
    fairness.enter(client, account) ??
    stages.wait<Leaving>((done) => {
      const giveUp = fairness.wait(client, account, done);
      return () => void giveUp();
    })
  );
}

async function send(call: Call, body: Body, deps: CallDeps): Promise<Ended | OwnAnswer> {
  const { wanted, caller, stages } = call;
  const { account } = caller;
  const kind = loginKindOf(wanted.path);
  const attempt = (token: string | undefined): Promise<Attempt> => attemptOnce(call, body, token, deps);
  if (kind !== undefined || account === undefined)
    return writeAnswer(call, { attempt: await attempt(undefined), isHealed: false }, [], deps);

  const key = keyOf(account);
  const { service, pauses, check } = deps;
  const served = service.current(key) ?? (await readHeld(call, key, deps));
  if (served === undefined) return notSent(stages.cutBy() ?? 'no_token');
  if ('failure' in served) return unserved(served, 'token');
  const used = [served.value];
  const [client, path] = [caller.client.name, `${account.name} ${wanted.path}`];
  const healed = await sendHealing(served.value, {
    attempt: (token) => {
      used.push(token);
      return attempt(token);
    },
    held: () => service.current(key)?.value,
    canRepeat: body.kind !== 'stream',
    isAllowed: async () => (await call.isAllowed()) && stages.cutBy() === undefined,
    isOff: () => pauses.isOff(client, path),
    switchOff: () => pauses.switchOff(client, path),
    check: (token) => orAtCut(stages, check(token), 'unknown'),
    report: async (token) => {
      const forced = await orAtCut(stages, service.force(key, token), undefined);
      return forced === undefined || 'failure' in forced.answer ? undefined : forced.answer.value;
    },
  });
  return writeAnswer(call, healed, used, deps);
}

/** What comes of `work`, or, if the call is cut off meanwhile, `instead`; the work goes on for others. */
const orAtCut = <T, U>(stages: Stages, work: Promise<T>, instead: U): Promise<T | U> =>
  stages.wait<T | U>((done) => {
    void work.then(done);
    return () => instead;
  });

const readHeld = ({ stages }: Call, key: string, { service }: CallDeps) =>
  orAtCut(stages, service.read(key), undefined);

/** Sends it once, with the held token, or with what a login carries. */
function attemptOnce(
  { req, wanted, caller, stages, startClock }: Call,
  body: Body,
  token: string | undefined,
  { relay }: CallDeps,
): Promise<Attempt> {
  const { method, path } = wanted;
  const isLogin = loginKindOf(path) === 'with_secret';
  // never the account's own token there
  const query = isLogin
    ? withValue(withValue(wanted.query, 'access_token', undefined), 'secret', caller.account?.secret)
    : token === undefined
      ? wanted.query
      : withValue(wanted.query, 'access_token', token);
  return stages.wait<Attempt>((done) => {
    const { abort } = attemptCall(
      relay,
      {
        method: method === 'POST' ? 'POST' : 'GET',
        target: targetOf(path, query),
        headers: requestHeaders(req, body.kind === 'stream' ? body.length : undefined),
        body: body.kind === 'kept' ? body.bytes : body.kind === 'stream' ? body.open(startClock) : undefined,
      },
      printsCalls(path),
      done,
    );
    return (why) => ({ kind: 'fault', fault: why === 'deadline' ? 'timeout' : why, wasSent: abort() });
  });
}
