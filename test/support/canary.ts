// A secret that no other test has, and the search for it in everything that came out.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';

/** What HTML, URLs, JSON and shells each treat in their own way. */
const specialCharacters = `&<b>"'+/=%?#;\\ $\`é密`;

const randomPart = (): string => randomBytes(9).toString('hex');

/** A unique secret: `chars` between two random parts, so that trimming its ends or masking one half still shows. */
export function createCanary(chars: string = specialCharacters): string {
  return `${randomPart()}${chars}${randomPart()}`;
}

/** Fails if `canary`, or one of its random parts, stands in any of the texts (name -> text) in any encoding. */
export function assertClean(canary: string, texts: Readonly<Record<string, string>>): void {
  const needles = forms(canary);
  const entries = Object.entries(texts);
  assert.ok(entries.length > 0, 'there is nothing to search');
  for (const [name, text] of entries) {
    const lowerCase = text.toLowerCase();
    for (const [form, needle] of needles) {
      const found = form.startsWith('base64') ? text.includes(needle) : lowerCase.includes(needle);
      assert.ok(!found, `the secret stands in ${name} (${form})`);
    }
  }
}

/** Each way in which the secret could be written; all but base64 are compared in lower case. */
function forms(canary: string): [form: string, needle: string][] {
  const entities = (toEntity: (char: string) => string): string => canary.replace(/[&<>"'`=/+]/g, toEntity);
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  const code = (char: string): number => char.charCodeAt(0);
  const url = encodeURIComponent(canary);
  const all: Record<string, string> = {
    raw: canary,
    'URL-encoded': url,
    'URL-encoded, + for space': url.replaceAll('%20', '+'),
    'URL-encoded as a form': new URLSearchParams([['', canary]]).toString().slice(1),
    'JSON-escaped': JSON.stringify(canary).slice(1, -1),
    'HTML-escaped, names': entities((char) => named[char] ?? (char === "'" ? '&#39;' : char)),
    'HTML-escaped, decimal': entities((char) => `&#${code(char)};`),
    'HTML-escaped, hexadecimal': entities((char) => `&#x${code(char).toString(16)};`),
    hex: Buffer.from(canary).toString('hex'),
  };
  const parts = canary.match(/[a-z0-9]{12,}/gi) ?? [];
  return [
    ...Object.entries(all).map(([form, text]): [string, string] => [form, text.toLowerCase()]),
    ...parts.map((part): [string, string] => ['a part', part.toLowerCase()]),
    ...base64(canary),
  ];
}

/** Base64 of the secret at each of the three places where it can stand in a longer text, without the shared edges. */
function base64(canary: string): [form: string, needle: string][] {
  return [0, 1, 2].flatMap((before): [string, string][] => {
    const padded = Buffer.concat([Buffer.alloc(before), Buffer.from(canary)]);
    const whole = padded.subarray(0, padded.length - (padded.length % 3));
    const text = whole.toString('base64').slice(before === 0 ? 0 : 4);
    return [
      ['base64', text],
      ['base64url', text.replaceAll('+', '-').replaceAll('/', '_')],
    ];
  });
}
