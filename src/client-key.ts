import { createHash, randomBytes } from 'node:crypto';
import { namePattern } from './central/accounts/fields.ts';

const usage =
  'Usage: npm run client-key -- NAME [ACCOUNT …], where NAME is what the client is called and ACCOUNT names those that it may read: 1 to 40 letters, digits, dots, dashes or underlines each, and no dash at the start.';

const placeholder = 'ACCOUNT';

/** Makes a key for the client of this name; only its digest is meant to be kept. */
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

const names = process.argv.slice(2);
const [name, ...accounts] = names;
// --help is not a client
if (name !== undefined && names.every((each) => namePattern.test(each) && !each.startsWith('-'))) {
  process.stdout.write(describeNewKey(name, accounts.length > 0 ? accounts : [placeholder]));
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
}
