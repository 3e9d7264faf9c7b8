import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { takeLonger } from '../../http/connections.ts';
import { describeError, type Log } from '../../log.ts';
import { apiCatalogue } from '../../wechat/apis.ts';
import { createSingleFlight } from '../../wechat/single-flight.ts';
import type { Client } from '../accounts/accounts.ts';
import { callRightsOf, otherPath } from '../accounts/call-rights.ts';
import type { Directory } from '../accounts/directory.ts';
import type { Admission } from './admission.ts';
import { announcedLength, createBodies } from './bodies.ts';
import type { Call, CallDeps, CallSeen, Ended } from './call.ts';
import { corsHeaders } from './cors.ts';
import type { Caller, Shown } from './credentials.ts';
import { createFairness, uploadLimits } from './fairness.ts';
import { createHealingPauses } from './healing.ts';
import { makeCall } from './make-call.ts';
import type { Wanted } from './paths.ts';
import { notAnswered, notSent, type OwnAnswer, refusal } from './refusals.ts';
import { type Marks, type Outcome, sendOwn } from './reply.ts';
import { type CutReason, createStages, type Stages } from './stage.ts';
import { answerTicket, isTicketPath } from './ticket.ts';

export type SessionDeps = Omit<CallDeps, 'bodies' | 'fairness' | 'uploads' | 'pauses' | 'service'> &
  Readonly<{
    service: CallDeps['service'] & Parameters<typeof answerTicket>[2];
    directory: () => Directory;
    admission: Admission;
    timeoutMs: number;
    log: Log;
    observe: (seen: CallSeen) => void;
    /** wall clock, ms since the epoch */
    now: () => number;
  }>;

const inCatalogue: ReadonlySet<string> = new Set(apiCatalogue.map(({ path }) => path));
const nobody = '(unknown)';
const noAccount = '(none)';

/** How a path stands in the log: nothing that only the request holds. */
const labelOf = (client: Client | undefined, path: string): string =>
  inCatalogue.has(path) ? path : ((client && callRightsOf(client)?.labelOf(path)) ?? otherPath);

/** An answer of ours, or the end of one of WeChat's that has begun already. Returns its bytes. */
function sendUnlessBegun(req: IncomingMessage, res: ServerResponse, own: OwnAnswer, marks: Marks): number {
  if (!res.headersSent && !res.destroyed) return sendOwn(req, res, own, marks);
  res.destroy();
  return 0;
}

/** Takes each call from its first look to its line in the log, within its time. */
export function createSessions(deps: SessionDeps) {
  const { directory, admission, service, log, now } = deps;
  const bodies = createBodies();
  const checks = createSingleFlight<'alive' | 'dead' | 'unknown'>();
  const callDeps: CallDeps = {
    ...deps,
    // one for all whose calls were refused at the same time
    check: (token) => checks(token, () => deps.check(token)),
    bodies,
    fairness: createFairness(),
    uploads: createFairness(uploadLimits),
    pauses: createHealingPauses(now),
  };
  const underWay = new Set<Stages>();
  let isStopping = false;

  async function answer(
    call: Omit<Call, 'caller' | 'isAllowed'>,
    shown: Shown,
    seeCaller: (caller: Caller) => void,
  ): Promise<Ended | OwnAnswer> {
    const { req, wanted } = call;
    const { caller, refused } = await admission.admit(req, wanted, shown);
    if (caller !== undefined) seeCaller(caller);
    if (refused !== undefined || caller === undefined) return refused ?? refusal('no_credential');
    if (isTicketPath(wanted.path)) return answerTicket({ ...call, caller }, directory(), service);
    if (bodies.refusedByHead(req) !== undefined) return refusal('too_large');
    if (isStopping) return notSent('shutting_down');
    if (announcedLength(req) !== 0) takeLonger(req);
    const isAllowed = (): Promise<boolean> => admission.isStillAdmitted(caller, req, wanted, shown);
    return makeCall(Object.assign(call, { caller, isAllowed }), callDeps);
  }

  async function handle(
    req: IncomingMessage,
    res: ServerResponse,
    wanted: Wanted,
    shown: Shown,
  ): Promise<void> {
    const startedAt = performance.now();
    const requestId = randomUUID();
    const cors = corsHeaders(directory().origins, req);
    const begin = (outcome: Outcome): Marks => ({ requestId, outcome, cors });
    const stages = createStages();
    underWay.add(stages);
    let timer: NodeJS.Timeout | undefined;
    let endsAt = Number.POSITIVE_INFINITY;
    const stopClock = (): void => clearTimeout(timer);
    const startClock = (): void => {
      stopClock();
      endsAt = performance.now() + deps.timeoutMs;
      timer = setTimeout(() => stages.cut('deadline'), deps.timeoutMs);
    };
    const leftMs = (): number => endsAt - performance.now();
    res.once('close', () => {
      if (!res.writableFinished) stages.cut('client_gone');
    });
    let caller: Caller | undefined;
    let ended: Ended | OwnAnswer;
    try {
      ended = await answer(
        { req, res, wanted, stages, startClock, stopClock, leftMs, begin },
        shown,
        (found) => {
          caller = found;
        },
      );
    } catch (error) {
      // whether anything was sent is not known then
      log.error('unexpected_error', { requestId, ...describeError(error) });
      ended = notAnswered('internal', false);
    }
    stopClock();
    underWay.delete(stages);
    const isGone = stages.cutBy() === 'client_gone';
    const bytes = 'errmsg' in ended ? sendUnlessBegun(req, res, ended, begin(ended.outcome)) : ended.bytes;
    deps.observe({
      requestId,
      method: wanted.method,
      client: caller?.client.name ?? nobody,
      account: caller?.account?.name ?? noAccount,
      path: labelOf(caller?.client, wanted.path),
      // 499: the caller had left before its answer
      status: 'errmsg' in ended && isGone ? 499 : ended.status,
      errcode: ended.errcode,
      durationMs: Math.round(performance.now() - startedAt),
      bytes,
      outcome: ended.outcome,
    });
  }

  return {
    handle,
    /** Calls that come from now on are not sent. */
    stop: (): void => {
      isStopping = true;
    },
    /** What is under way ends now, and is answered as what it is: sent or not. */
    cut: (why: CutReason): void => {
      for (const stages of underWay) stages.cut(why);
    },
  };
}
