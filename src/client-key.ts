import { createHash, randomBytes } from 'node:crypto';
import { namePattern } from './central/account-fields.ts';

const usage =
  'Usage: npm run client-key -- NAME, where NAME is what the client is called: 1 to 40 letters, digits, dots, dashes or underlines, and no dash at the start.';

/** Makes a key for the client of this name; only its digest is meant to be kept. */
function describeNewKey(name: string): string {
  const key = `wat_${randomBytes(32).toString('base64url')}`;
  const keySha256 = createHash('sha256').update(key).digest('hex');
  const client = { name, keySha256, accounts: ['ACCOUNT'], forceRefresh: false };
  return `The key of ${name}. It is shown this once and kept nowhere: give it to that business server, which sends it as
"Authorization: Bearer KEY", or as secret in WeChat's own protocol.

  ${key}

For "clients" in accounts.json, the file that ACCOUNTS_FILE names; ACCOUNT stands for the names of the accounts that it
may read. The file is taken over without a restart.

  ${JSON.stringify(client)}

To change the key of a client that is there already, put both digests into its line until it has the new key:

  "keySha256": ["THE PRESENT ONE", "${keySha256}"]
`;
}

const [name = '', ...more] = process.argv.slice(2);
// --help is not a client
if (namePattern.test(name) && !name.startsWith('-') && more.length === 0) {
  process.stdout.write(describeNewKey(name));
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
}
