import type { IncomingMessage } from 'node:http';
import type { Client } from '../accounts/accounts.ts';
import { isNeverRelayed, isPlainPath, needsFullName } from '../accounts/call-paths.ts';
import { callRightsOf } from '../accounts/call-rights.ts';
import { mayCallFrom } from './cors.ts';
import { loginKindOf } from './credentials.ts';
import { type Query, valueIn } from './query.ts';
import type { RefusalWord } from './refusals.ts';
import { looksLikeStandIn } from './stand-in.ts';

/** What a call asks for, apart from who asks. */
export type Wanted = Readonly<{ method: string; path: string; query: Query }>;

function pathFault(client: Client, path: string): RefusalWord | undefined {
  if (callRightsOf(client)?.mayCall(path)) return undefined;
  if (!isPlainPath(path)) return 'crooked_path';
  if (isNeverRelayed(path)) return 'never_relayed';
  return needsFullName(path) ? 'needs_full_name' : 'not_listed';
}

/** Why this client may not make this call; undefined: it may. Asked at the start, and once more before a repeat. */
export function callFault(
  client: Client,
  { method, path, query }: Wanted,
  req: IncomingMessage,
): RefusalWord | undefined {
  if (method !== 'GET' && method !== 'POST') return method === 'HEAD' ? 'needs_get' : 'needs_post';
  const fault = pathFault(client, path);
  if (fault !== undefined) return fault;
  const kind = loginKindOf(path);
  if (kind !== 'with_secret' && query.places.secret.length > 0) return 'secret_elsewhere';
  if (kind === 'with_user_token' && looksLikeStandIn(valueIn(query, 'access_token') ?? ''))
    return 'no_user_token';
  const isFromElsewhere =
    !mayCallFrom(client, req) || (kind !== undefined && req.headers.origin !== undefined);
  return isFromElsewhere ? 'origin' : undefined;
}
