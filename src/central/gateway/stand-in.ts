import { createHmac, createSecretKey, hash, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type Account, type Client, standInLifeS } from '../accounts/accounts.ts';
import type { Directory } from '../accounts/directory.ts';
import { keyOf } from '../tokens/entry.ts';

/** Taken for so long after that: an SDK may ask for the next one late, and clocks differ. */
const graceS = 300;

/** For so long the stand-ins under a former AppSecret are taken, since some SDKs never ask again before. */
const formerMs = standInLifeS * 1000;

/** Of so many it is known that they are good: their bytes are compared, and no signature is made. */
const mostProven = 1000;

/** `{"alg":"HS256","typ":"JWT"}`: compared as bytes and never parsed, so that nobody can ask for another algorithm. */
const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/** Is this a stand-in by its looks, whether it is valid or not? No token of WeChat's has a dot. */
export const looksLikeStandIn = (token: string): boolean => token.startsWith(`${header}.`);

export type Verified = Readonly<{ client: Client; account: Account }>;

export type StandIns = Readonly<{
  /** A stand-in for the token of this account, signed under the key with which this client asked for it. */
  issue: (client: Client, account: Account, clientKey: string) => string;
  /** Whose it is. `expired`: it was one; `bad`: anything else, all by the same way. */
  verify: (token: string) => Verified | 'expired' | 'bad';
  /** Another accounts file is in force: what was signed under an AppSecret that it no longer holds is taken for a while. */
  changed: (before: readonly Account[], after: readonly Account[]) => void;
}>;

type Claims = Readonly<{ sub: string; aud: string; exp: number }>;

function readClaims(payload: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    if (typeof claims !== 'object' || claims === null) return undefined;
    const { sub, aud, exp } = claims as Partial<Record<keyof Claims, unknown>>;
    const isWhole = typeof sub === 'string' && typeof aud === 'string' && Number.isSafeInteger(exp);
    return isWhole ? { sub, aud, exp: Number(exp) } : undefined;
  } catch {
    return undefined;
  }
}

const deriveKey = (secret: string, digest: string, info: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, Buffer.from(digest, 'hex'), info, 32)));

/** In place of one that belongs to nobody: the same work for every stand-in. */
const nobodysKey = deriveKey('nobody', '', '');

type Deps = Readonly<{
  /** whose tokens the stand-ins stand for: the same accounts file and issuer is one deployment */
  issuer: string;
  directory: () => Directory;
  /** wall clock, ms since the epoch: instances have that one in common */
  now: () => number;
}>;

/**
 * The gateway's own tokens: compact JWS (RFC 7515), HS256 (RFC 7518, 3.2). The key is derived (HKDF, RFC 5869) from the
 * account's AppSecret, the digest of the client's key and the issuer: every instance knows it and stores nothing, a digest
 * alone signs nothing, and whoever takes the client or its digest out of the accounts file ends its stand-ins at once.
 */
export function createStandIns({ issuer, directory, now }: Deps): StandIns {
  const derived = new Map<string, KeyObject>();
  const formers = new Map<string, { secret: string; until: number }[]>();
  /** good under the accounts file that is in force; never one under a former secret, whose time ends by itself */
  const proven = new Map<string, Verified & Readonly<{ exp: number }>>();

  function keyFor(account: Account, secret: string, digest: string): KeyObject {
    const name = `${digest} ${keyOf(account)} ${hash('sha256', secret)}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    const info = JSON.stringify(['wechat-access-token stand-in', 1, issuer, account.appid]);
    const key = deriveKey(secret, digest, info);
    derived.set(name, key);
    return key;
  }

  const sign = (key: KeyObject, text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url');

  /** As text, so that of the last character no bit is without meaning. */
  function isSigned(key: KeyObject, text: string, signature: string): boolean {
    const [good, given] = [Buffer.from(sign(key, text)), Buffer.from(signature)];
    return good.length === given.length && timingSafeEqual(good, given);
  }

  const keysUnder = (secret: string, client: Client, account: Account): KeyObject[] =>
    client.keySha256.map((digest) => keyFor(account, secret, digest));

  const currentKeysOf = (client: Client, account: Account): KeyObject[] =>
    keysUnder(account.secret, client, account);

  function keysFor(client: Client, account: Account): KeyObject[] {
    const former = (formers.get(keyOf(account)) ?? []).filter(({ until }) => now() < until);
    return [account.secret, ...former.map(({ secret }) => secret)].flatMap((secret) =>
      keysUnder(secret, client, account),
    );
  }

  const inTime = (verified: Verified, exp: number): Verified | 'expired' =>
    now() / 1000 < exp + graceS ? verified : 'expired';

  function prove(token: string, verified: Verified, exp: number): void {
    if (proven.size >= mostProven) proven.clear();
    proven.set(token, { ...verified, exp });
  }

  function verify(token: string): Verified | 'expired' | 'bad' {
    const known = proven.get(token);
    if (known !== undefined) return inTime(known, known.exp);
    const [head, payload = '', signature = '', ...more] = token.split('.');
    const claims = readClaims(payload);
    const { named, find } = directory();
    const client = claims && named(claims.sub);
    const account = client?.gateway && find(client, claims?.aud ?? '', 'stable_token');
    const keys = client && account ? keysFor(client, account) : [nobodysKey];
    const text = `${header}.${payload}`;
    const good = keys.filter((key) => isSigned(key, text, signature));
    if (good.length === 0 || head !== header || more.length > 0) return 'bad';
    if (claims === undefined || client === undefined || account === undefined) return 'bad';
    const verified = { client, account };
    if (good.some((key) => currentKeysOf(client, account).includes(key))) prove(token, verified, claims.exp);
    return inTime(verified, claims.exp);
  }

  function changed(before: readonly Account[], after: readonly Account[]): void {
    derived.clear();
    proven.clear();
    const current = new Map(after.map((account) => [keyOf(account), account.secret]));
    for (const account of before) {
      const secret = current.get(keyOf(account));
      if (secret === undefined || secret === account.secret) continue;
      const known = (formers.get(keyOf(account)) ?? []).filter(({ until }) => now() < until);
      formers.set(keyOf(account), [...known, { secret: account.secret, until: now() + formerMs }]);
    }
    for (const key of formers.keys()) if (!current.has(key)) formers.delete(key);
  }

  return {
    issue: (client, account, clientKey) => {
      const claims: Claims = {
        sub: client.name,
        aud: account.appid,
        exp: Math.floor(now() / 1000) + standInLifeS,
      };
      const text = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
      return `${text}.${sign(keyFor(account, account.secret, hash('sha256', clientKey)), text)}`;
    },
    verify,
    changed,
  };
}
