import { createHash, randomBytes } from 'node:crypto';
import { namePattern } from './central/accounts/fields.ts';

const usage =
  'Usage: wechat-access-token client-key NAME [ACCOUNT …] (in a clone: npm run client-key -- NAME …), where NAME is what the client is called and ACCOUNT names those that it may read: 1 to 40 letters, digits, dots, dashes or underlines each, and no dash at the start.';

const placeholder = 'ACCOUNT';

/** Only the digest of the key is meant to be kept. */
function describeNewKey(name: string, accounts: readonly string[]): string {
  const key = `wat_${randomBytes(32).toString('base64url')}`;
  const keySha256 = createHash('sha256').update(key).digest('hex');
  const client = { name, keySha256, accounts, forceRefresh: false };
  const toReplace = accounts.includes(placeholder)
    ? `\n${placeholder} stands for the names of the accounts that it may read.`
    : '';
  return `The key of ${name}. It is shown this once and kept nowhere: give it to that business server, which sends it as
"Authorization: Bearer KEY", or as secret in WeChat's own protocol.

  ${key}

For "clients" in accounts.json, the file that ACCOUNTS_FILE names.${toReplace}
With "forceRefresh": true the client may report a token as dead. The file is taken over without a restart.

  ${JSON.stringify(client)}

To change the key of a client that is there already, put both digests into its line until it has the new key:

  "keySha256": ["THE CURRENT ONE", "${keySha256}"]
`;
}

/**
 * Makes a key for the first of these names, which may read the accounts that the others name. What is to be printed, or
 * with `ok: false` how this is called; a name that is refused is not repeated.
 */
export function clientKey(names: readonly string[]): Readonly<{ ok: boolean; text: string }> {
  const [name, ...accounts] = names;
  // --help is not a client
  const areNames = names.every((each) => namePattern.test(each) && !each.startsWith('-'));
  if (name === undefined || !areNames) return { ok: false, text: usage };
  return { ok: true, text: describeNewKey(name, accounts.length > 0 ? accounts : [placeholder]) };
}
