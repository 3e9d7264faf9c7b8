import type { Request, Response } from 'express';
import type { Caller, Door } from '../../http/key-guard.ts';
import { clientKey, type PromptCounter } from '../../http/rate-limit.ts';
import type { Client } from '../accounts/accounts.ts';
import type { Callers } from '../accounts/callers.ts';
import type { Directory } from '../accounts/directory.ts';
import { type RefusalCode, refuse } from './errors.ts';

type Deps = Callers &
  Readonly<{
    directory: () => Directory;
    /** token reads, by client; undefined: no bound */
    reads: PromptCounter | undefined;
  }>;

/** Tells who asks by the key that was given, and slows down who guesses. */
export function createIdentify({ directory, reads, guard, visits, addressOf }: Deps) {
  const callerOf = (req: Request): Caller => ({ key: clientKey(req), address: addressOf(req) });

  /** Resolves when a key from there may be looked at; false: the refusal is sent. */
  async function mayTry(res: Response, caller: Caller): Promise<boolean> {
    const waitS = await guard.turn(caller);
    if (waitS !== undefined) refuse(res, 45011, waitS);
    return waitS === undefined;
  }

  async function refuseKey(res: Response, caller: Caller, door: Door, errcode: RefusalCode): Promise<void> {
    const waitS = await guard.refused(caller, door);
    if (waitS === undefined) refuse(res, errcode);
    else refuse(res, 45011, waitS);
  }

  /** Who asks; undefined: the refusal is sent, and told. */
  async function identify(req: Request, res: Response, key: string, door: Door): Promise<Client | undefined> {
    const client = directory().identify(key);
    const caller = callerOf(req);
    const isKnown = client !== undefined && visits.isFrom(client.name, caller.address);
    if (!isKnown && !(await mayTry(res, caller))) return undefined;
    if (client === undefined) return void (await refuseKey(res, caller, door, 40125));
    visits.note(client.name, req);
    const waitS = reads?.count(client.name);
    return waitS === undefined ? client : void refuse(res, 45011, waitS);
  }

  /** May a ticket be asked for from there, by whatever token? False: the refusal is sent. */
  async function mayAskForTicket(req: Request, res: Response): Promise<boolean> {
    const caller = callerOf(req);
    return !guard.isBusy() || visits.isKnown(caller.address) || (await mayTry(res, caller));
  }

  return {
    identify,
    mayAskForTicket,
    /** Sends what is said to a token that is none of ours, and counts it as a wrong key. */
    refuseToken: (req: Request, res: Response): Promise<void> =>
      refuseKey(res, callerOf(req), 'ticket', 40001),
  };
}
