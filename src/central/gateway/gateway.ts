// WeChat's other calls for business servers: they hold a client key or a stand-in token, and neither a token nor a secret
// of WeChat's. In front of Express, as the token reads are. A rule is in the file that is called after it.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOwnPath } from '../../web/own-paths.ts';
import { looksLikeCall } from '../../wechat/call-shape.ts';
import type { Account, Client } from '../accounts/accounts.ts';
import { createAdmission } from './admission.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { createCredentials, type Shown, shownBy } from './credentials.ts';
import { createLoginAddresses } from './login.ts';
import { readQuery } from './query.ts';
import { refusal } from './refusals.ts';
import { sendOwn } from './reply.ts';
import { createSessions, type SessionDeps } from './session.ts';
import { createStandIns } from './stand-in.ts';
import { isTicketPath } from './ticket.ts';

export type GatewayDeps = Omit<SessionDeps, 'admission'> &
  Parameters<typeof createStandIns>[0] &
  Omit<Parameters<typeof createCredentials>[0], 'standIns'> &
  Parameters<typeof createLoginAddresses>[0] &
  Readonly<{
    /** Is this a token that is held here? Then it is none of the gateway's. */
    isHeld: (token: string) => boolean;
  }>;

export type Gateway = ReturnType<typeof createGateway>;

const tokenPaths: ReadonlySet<string> = new Set(['/cgi-bin/token', '/cgi-bin/stable_token']);

/** Relays calls of gateway clients. */
export function createGateway(deps: GatewayDeps) {
  const { directory } = deps;
  const standIns = createStandIns(deps);
  const { callerOf } = createCredentials({ ...deps, standIns });
  const logins = createLoginAddresses(deps);
  const sessions = createSessions({ ...deps, admission: createAdmission({ ...deps, callerOf, logins }) });

  const isReaders = (key: string): boolean => {
    const client = directory().identify(key);
    return client !== undefined && client.gateway === undefined;
  };

  /** Does it show a credential? Then it is a call whatever its path looks like; a wrong one as well, which has to be counted. */
  const isOurs = ({ standIn, bearer, secret }: Shown): boolean =>
    standIn !== undefined || [bearer, secret].some((key) => key !== undefined && !isReaders(key));

  /** A ticket is asked for with a held token as well, by those who have one. */
  const isOursAtTickets = (shown: Shown): boolean =>
    shown.standIn === undefined ? isOurs(shown) : !deps.isHeld(shown.standIn) && shown.standIn.includes('.');

  function answerPreflight(req: IncomingMessage, res: ServerResponse): void {
    const { origins } = directory();
    const cors = corsHeaders(origins, req);
    if (!origins.has(req.headers.origin ?? '')) {
      sendOwn(req, res, refusal('origin'), { requestId: randomUUID(), outcome: 'refused', cors });
      return;
    }
    res.writeHead(204, [...cors, ...preflightHeaders].flat());
    res.end();
  }

  return {
    /** Answers a call by itself; false: it is none of the gateway's, and was not touched. */
    take: (req: IncomingMessage, res: ServerResponse): boolean => {
      const { hasGateway, origins } = directory();
      if (!hasGateway) return false;
      const { url = '', method = '' } = req;
      const at = url.indexOf('?');
      const path = at === -1 ? url : url.slice(0, at);
      const isTokenPath = tokenPaths.has(path);
      if (isOwnPath(path)) return false;
      if (isPreflight(req) && (isTokenPath || looksLikeCall(url))) {
        answerPreflight(req, res);
        return true;
      }
      if (isTokenPath) {
        // the page that asks for its stand-in has to be able to read it
        if (req.headers.origin !== undefined)
          for (const [name, value] of corsHeaders(origins, req)) res.setHeader(name, value);
        return false;
      }
      const query = readQuery(at === -1 ? '' : url.slice(at + 1));
      const shown = shownBy(req, path, query);
      if (isTicketPath(path) ? !isOursAtTickets(shown) : !looksLikeCall(url) && !isOurs(shown)) return false;
      void sessions.handle(req, res, { method, path, query }, shown);
      return true;
    },
    /** What this client gets in place of a token: it has just shown this key for this account. */
    standInFor: (req: IncomingMessage, client: Client, account: Account, clientKey: string): string => {
      logins.note(client, req);
      const preferred = directory().find(client, account.appid, 'stable_token') ?? account;
      return standIns.issue(client, preferred, clientKey);
    },
    /** Another accounts file is in force. */
    changed: standIns.changed,
    stop: sessions.stop,
    cut: sessions.cut,
    close: deps.relay.close,
  };
}
