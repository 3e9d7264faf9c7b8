// Certificates made at test time: no key lies in the repository, nothing runs out.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { generate } from 'selfsigned';

export type Certificate = Readonly<{ key: string; cert: string }>;

const hourMs = 3_600_000;

type Wanted = Readonly<{ name?: string; ca?: Certificate; from?: number; until?: number }>;

/** For `name` (localhost), signed by `ca` or by itself; `from` and `until` in hours from now. */
export async function createCertificate({ name = 'localhost', ca, from = -1, until = 1 }: Wanted = {}) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() + from * hourMs),
    notAfterDate: new Date(Date.now() + until * hourMs),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
    ...(ca === undefined ? {} : { ca }),
  });
  return { key, cert };
}

/** An authority of one's own. */
export async function createAuthority(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: `CA ${randomUUID()}` }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - hourMs),
    notAfterDate: new Date(Date.now() + hourMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { key, cert };
}

/** A file with this text for as long as the test runs: what NODE_EXTRA_CA_CERTS names. */
export function temporaryFile(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'file');
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}
