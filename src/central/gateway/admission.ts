import type { IncomingMessage } from 'node:http';
import type { Client } from '../accounts/accounts.ts';
import { mayLogin } from '../accounts/call-rights.ts';
import type { Callers } from '../accounts/callers.ts';
import type { Directory } from '../accounts/directory.ts';
import { type Caller, type Credentials, loginKindOf, type Shown } from './credentials.ts';
import type { LoginAddresses } from './login.ts';
import { callFault, type Wanted } from './paths.ts';
import { valueIn } from './query.ts';
import { type OwnAnswer, refusal } from './refusals.ts';
import { isTicketPath } from './ticket.ts';

type Deps = Pick<Callers, 'visits'> &
  Readonly<{ directory: () => Directory; callerOf: Credentials['callerOf']; logins: LoginAddresses }>;

/** Who calls, as far as that is known, and why the call is not made; `refused` is missing where it may be. */
export type Admitted = Readonly<{ caller?: Caller; refused?: OwnAnswer }>;

/** Lets calls in: first who calls, then whether that one may. */
export function createAdmission({ directory, callerOf, logins, visits }: Deps) {
  function noteVisit(client: Client, req: IncomingMessage): void {
    visits.note(client.name, req);
    logins.note(client, req);
  }

  /** SDKs send nothing of ours with a user's own token: let through by where it comes from, and never from a browser. */
  function callerByAddress(req: IncomingMessage, { path, query }: Wanted): Caller | OwnAnswer {
    if (loginKindOf(path) !== 'with_user_token') return refusal('no_credential');
    const name = logins.clientAt(req);
    const client = name === undefined ? undefined : directory().named(name);
    if (client === undefined || !mayLogin(client)) return refusal('no_credential');
    if (query.isUnclear) return refusal('unclear');
    const appid = valueIn(query, 'appid');
    if (appid === undefined) return { client, account: undefined };
    const account = directory().find(client, appid, 'stable_token');
    return account === undefined ? refusal('foreign_account') : { client, account };
  }

  async function admit(req: IncomingMessage, wanted: Wanted, shown: Shown): Promise<Admitted> {
    const { standIn, bearer, secret } = shown;
    const isShown = (standIn ?? bearer ?? secret) !== undefined;
    const caller = isShown
      ? await callerOf(req, wanted.path, wanted.query, shown)
      : callerByAddress(req, wanted);
    if ('errcode' in caller) return { refused: caller };
    if (isShown) noteVisit(caller.client, req);
    const fault = isTicketPath(wanted.path) ? undefined : callFault(caller.client, wanted, req);
    if (fault !== undefined) return { caller, refused: refusal(fault) };
    // its appid has to be kept here
    const isForeign = wanted.path === '/sns/oauth2/refresh_token' && caller.account === undefined;
    return isForeign ? { caller, refused: refusal('foreign_account') } : { caller };
  }

  /** Asked once more before a repeat: the accounts file may be another one by now. */
  async function isStillAdmitted(
    { client, account }: Caller,
    req: IncomingMessage,
    wanted: Wanted,
    shown: Shown,
  ): Promise<boolean> {
    const { caller, refused } = await admit(req, wanted, shown);
    const isSame = caller?.client.name === client.name && caller.account?.appid === account?.appid;
    return refused === undefined && isSame;
  }

  return { admit, isStillAdmitted };
}

export type Admission = ReturnType<typeof createAdmission>;
