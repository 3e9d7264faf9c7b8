import { type Request, type RequestHandler, Router } from 'express';
import type { Asset } from '../../http/assets.ts';
import { allowOnly } from '../../http/error-exit.ts';
import { HttpError } from '../../http/http-error.ts';
import type { KeyGuard } from '../../http/key-guard.ts';
import { centralPath, type Frame, frameOf, type Site } from '../../web/frame.ts';
import { languageOf } from '../../web/language.ts';
import type { Lang } from '../../wechat/errcodes.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { AccountsFile } from '../accounts/accounts-file.ts';
import type { Visits } from '../accounts/visits.ts';
import type { Clock } from '../tokens/clock.ts';
import { type Entry, keyOf, ticketKeyOf, ticketTypes } from '../tokens/entry.ts';
import type { Forcing } from '../tokens/forcing.ts';
import type { TokenService } from '../tokens/service.ts';
import type { Peers, StateStore } from '../tokens/store.ts';
import type { CallsOf } from './calls.ts';
import type { Events } from './events.ts';
import { type Done, type StatusInput, type StatusModel, statusModel } from './model.ts';

export type StatusDeps = Readonly<{
  /** what lets in nobody but the operator */
  door: readonly RequestHandler[];
  /** what every form of this server passes: rate limit, same origin, parser */
  formDoors: readonly RequestHandler[];
  site: Site;
  service: Pick<TokenService, 'entries'>;
  store: Pick<StateStore, 'problem'>;
  peers: Pick<Peers, 'knownAt'>;
  clock: Clock;
  accounts: () => Accounts;
  /** A forced refresh of this key, if the guards allow it; resolves when it has ended. */
  refreshNow: (key: string) => Promise<Forcing>;
  /** One normal call for this key at once; resolves when it has ended. */
  tryNow: (key: string) => Promise<void>;
  events: Pick<Events, 'of'>;
  /** Asks for this ticket once more; resolves when that has ended. */
  refreshTicket: (entry: Entry) => Promise<void>;
  /** everything in Prometheus' text format */
  metrics: Readonly<{ text: () => Promise<string>; contentType: string }>;
  accountsFile: Pick<AccountsFile, 'refused'>;
  guard: Pick<KeyGuard, 'recent'>;
  visits: Pick<Visits, 'last'>;
  callsOf: CallsOf;
}>;

/** What views/central.ejs is rendered with. */
export type CentralModel = Frame &
  StatusModel &
  Readonly<{
    title: string;
    /** of the address */
    chosen: Lang | undefined;
    reloadHref: string;
    refreshHref: string;
    style: Asset;
    script: Asset;
    skip: Readonly<{ id: string; text: string }>;
  }>;

const refreshPath = `${centralPath}/refresh`;
const metricsPath = '/metrics';

/** In place of a ticket: one normal call for the token. */
const tryIt = 'try';

const mostFilterLength = 100;

const outcomes: readonly Done[] = [
  'refresh',
  'join',
  'not_current',
  'too_soon',
  'too_many',
  'not_asked',
  'gone',
  ...ticketTypes,
];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the address says of the press before; anything but a known outcome is not read. */
function doneOf({ query }: Request): StatusInput['done'] {
  const outcome = outcomes.find((known) => known === query.done);
  return outcome && { outcome, account: textOf(query.account) };
}

/** `/central`: the page of the one who runs this server, and `/metrics` for a program; both behind `door`. */
export function statusRoutes(deps: StatusDeps): Router {
  const { door, formDoors, site, service, store, peers, clock, accounts, metrics } = deps;
  const { accountsFile, guard, visits } = deps;
  const router = Router({ strict: true });

  const page = router.route(centralPath);
  page.all(...door);
  page.get((req, res) => {
    const frame = frameOf(req, site, undefined, centralPath);
    const now = clock.now();
    const model = statusModel({
      lang: frame.lang,
      t: frame.t,
      entries: service.entries.values(),
      accounts: accounts(),
      now,
      wallOffsetMs: clock.wallOffsetMs(),
      knownAt: peers.knownAt(now),
      storeProblem: store.problem(),
      errcodesHref: frame.tools.includes('errcodes') ? frame.hrefs.errcodes : undefined,
      timeoutMs: site.timeoutMs,
      filter: textOf(req.query.q).trim().slice(0, mostFilterLength),
      done: doneOf(req),
      eventsOf: deps.events.of,
      accountsRefused: accountsFile.refused(),
      refusedKeys: guard.recent(),
      lastVisit: visits.last,
      callsOf: deps.callsOf,
    });
    const { heading, skip } = model.w;
    const title = [model.message?.text, heading, frame.t.productName].filter(Boolean).join(' – ');
    const { chosen } = languageOf(req);
    const query = new URLSearchParams(model.filter === '' ? {} : { q: model.filter });
    if (chosen !== undefined) query.set('lang', chosen);
    const page: CentralModel = {
      ...frame,
      ...model,
      title,
      chosen,
      reloadHref: `${centralPath}?${query}`,
      refreshHref: chosen === undefined ? refreshPath : `${refreshPath}?lang=${chosen}`,
      style: site.assets.central,
      script: site.assets[frame.lang === 'zh' ? 'centralZh' : 'centralEn'],
      skip: { id: 'accounts', text: skip },
    };
    res.render('central', page);
  });
  page.all(allowOnly('GET', 'HEAD'));

  /** What came of a press; `account` is an alias, `type` that of a ticket or `try`, as the page sends them. */
  async function press(account: string, type: unknown): Promise<Done> {
    const found = accounts().accounts.find(({ name }) => name === account);
    const ticket = ticketTypes.find((each) => each === type);
    const entry =
      found && service.entries.get(ticket === undefined ? keyOf(found) : ticketKeyOf(found, ticket));
    if (entry === undefined) return 'gone';
    if (type === tryIt) {
      await deps.tryNow(entry.key);
      return 'refresh';
    }
    if (ticket === undefined) return deps.refreshNow(entry.key);
    await deps.refreshTicket(entry);
    return ticket;
  }

  const refresh = router.route(refreshPath);
  refresh.all(...door);
  refresh.post(...formDoors, async (req, res) => {
    const sent = new Map<string, unknown>(Object.entries(req.body ?? {}));
    const name = textOf(sent.get('account'));
    const type = sent.get('ticket') ?? sent.get('call');
    const isKnown = type === tryIt || ticketTypes.some((each) => each === type);
    if (name === '' || sent.size !== (isKnown ? 2 : 1)) throw new HttpError('form_malformed');
    const done = await press(name, type);
    const { chosen } = languageOf(req);
    const query = new URLSearchParams({
      done,
      ...(done === 'gone' ? {} : { account: name }),
      ...(chosen === undefined ? {} : { lang: chosen }),
    });
    res.redirect(303, `${centralPath}?${query}`);
  });
  refresh.all(allowOnly('POST'));

  const figures = router.route(metricsPath);
  figures.all(...door);
  figures.get(async (_req, res) => {
    const text = await metrics.text();
    res.set('content-type', metrics.contentType).send(text);
  });
  figures.all(allowOnly('GET', 'HEAD'));

  return router;
}
