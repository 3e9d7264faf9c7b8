import type { Log } from '../log.ts';
import { parseErrmsg } from '../wechat/errmsg.ts';
import type { AccountsEvent } from './accounts/accounts-file.ts';
import type { CallSeen } from './gateway/call.ts';
import type { StateEvent } from './stores/file/state-health.ts';
import type { RedisEvent } from './stores/redis/store.ts';
import type { TokenEvent } from './tokens/flight.ts';

/** Writes what happens to the kept tokens into the log: aliases and codes, never a token or a secret. */
export function createObserver(log: Log): (event: TokenEvent) => void {
  return (event) => {
    const { account, ticket, state } = event.entry;
    const common = { account: account.name, endpoint: ticket ?? account.endpoint };
    switch (event.type) {
      case 'fetched':
        log.info(ticket === undefined ? 'token_fetched' : 'ticket_fetched', {
          ...common,
          reason: event.isForced ? 'forced' : event.isNew ? 'new' : 'unchanged',
          durationMs: event.durationMs,
        });
        return;
      case 'fetch_failed': {
        const { code, fault, errcode, errmsg = '' } = event.failure;
        const { rid } = parseErrmsg(errmsg);
        // of the store itself it is said once, not for each account
        log[code === 'store_away' ? 'debug' : 'warn'](
          ticket === undefined ? 'token_fetch_failed' : 'ticket_fetch_failed',
          {
            ...common,
            outcome: code,
            durationMs: event.durationMs,
            count: state.trouble?.failures ?? 0,
            ...(fault === undefined ? {} : { fault }),
            ...(errcode === undefined ? {} : { errcode }),
            ...(rid === undefined ? {} : { rid }),
          },
        );
        return;
      }
      case 'replaced_elsewhere':
        log.warn('token_replaced_elsewhere', {
          ...common,
          message: 'reported dead long before its end: somebody else is fetching tokens for this account',
        });
        return;
      case 'superseded':
        log.info('token_superseded', common);
    }
  };
}

/** One line a call, by which an operator finds who has sent what, and when; no query and no body. */
export const logCall = (log: Log, seen: CallSeen): void => log.info('gateway_call', seen);

/** What a person should hear of the accounts file. */
export function logAccountsEvent(log: Log, event: AccountsEvent): void {
  if (event.type === 'accounts_loaded') log.info('accounts_loaded', { count: event.accounts });
  else if (event.type === 'accounts_warning') log.warn('warning', { message: event.message });
  else {
    const message = `${event.problems.join('; ')}. The accounts as they were stay in force`;
    log.error('accounts_refused', { message });
  }
}

const damaged = 'holds no state that can be read';
const exposed = 'can be read by others than its owner, and that could not be changed: chmod 600';
const folderOpen = {
  anybody: 'Others than its owner can write to STATE_DIR, and so put tokens into it: chmod 700',
  owner:
    'STATE_DIR belongs to another user than the one that runs this server, who can put tokens into it: chown',
};
const unwritable =
  'Tokens are served from memory, and a restart would not know them: make the state folder writable';
const folderGone =
  'The folder of STATE_DIR is not where it was, or its lock is another process’s: nothing is written there until it is back. Tokens are served from memory; put it back, or restart this server';
const newer =
  'was written by a newer version of this server, which this one cannot read: it is left alone, and until nothing in it can work any more an account with endpoint token is not refreshed here. Start that version again, or remove the record, and its token is fetched anew';
const foreign =
  'holds what another WeChat issued: WECHAT_API_BASE was another one. It is not given out, and taken up again when that is set back';

/** What a person should hear of the state folder; the name of a file holds the appid of its account. */
export function logStateEvent(log: Log, event: StateEvent): void {
  switch (event.type) {
    case 'state_damaged':
      log.error('state_damaged', {
        message: `${event.file} ${damaged}: set aside, the token is fetched anew`,
      });
      return;
    case 'state_unsafe':
      log.error('state_damaged', {
        message: `${event.file} ${event.why}: not read, the token is fetched anew`,
      });
      return;
    case 'state_foreign':
      log.warn('state_foreign', { message: `${event.file} ${foreign}` });
      return;
    case 'state_newer':
      log.warn('state_newer', { message: `${event.file} ${newer}` });
      return;
    case 'state_exposed':
      log.warn('warning', { message: `${event.file} ${exposed}` });
      return;
    case 'state_folder_open':
      log.warn('warning', { message: folderOpen[event.to] });
      return;
    case 'state_folder_gone':
      log.error('state_folder_gone', { message: folderGone });
      return;
    case 'state_folder_back':
      log.info('state_folder_back');
      return;
    case 'state_unwritable':
      log.error('state_unwritable', { fault: event.code, message: unwritable });
      return;
    case 'state_writable':
      log.info('state_writable');
  }
}

type RedisWord = Exclude<RedisEvent['type'], 'state_damaged' | 'state_newer'>;

const redisMessages: Readonly<Record<RedisWord, string>> = {
  store_away:
    'Redis cannot be reached: tokens are served from memory, and accounts with endpoint token not refreshed',
  store_back: 'Redis can be reached again',
  store_emptied: 'Redis has lost what it held: it is stored again from memory',
  store_may_evict: 'Redis may drop tokens when it is full: set its maxmemory-policy to noeviction',
};

/** What a person should hear of Redis; a key holds the appid of its account. */
export function logRedisEvent(log: Log, event: RedisEvent): void {
  if (event.type === 'state_damaged') {
    const message = `The state of ${event.key} in Redis ${damaged}: stored over from memory, or fetched anew`;
    log.error('state_damaged', { message });
  } else if (event.type === 'state_newer') {
    log.warn('state_newer', { message: `The state of ${event.key} in Redis ${newer}` });
  } else
    log[event.type === 'store_back' ? 'info' : 'warn'](event.type, { message: redisMessages[event.type] });
}
