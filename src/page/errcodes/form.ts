import { HttpError } from '../../http/http-error.ts';
import type { Family } from '../../wechat/errcodes.ts';

/** `reply`: any text; `family`: whose codes are meant where the text leaves that open. */
export type LookupForm = Readonly<{ reply: string; family: Family }>;

const fields: readonly string[] = ['reply', 'family'];

/** Reads the fields of `POST /errcodes`; line ends and tabs in a pasted body are not refused. */
export function parseLookupForm(body: unknown): LookupForm {
  const sent = new Map(Object.entries(body ?? {}));
  const reply: unknown = sent.get('reply') ?? '';
  const family: unknown = sent.get('family') ?? 'mp';
  if (
    typeof reply !== 'string' ||
    (family !== 'mp' && family !== 'work') ||
    [...sent.keys()].some((name) => !fields.includes(name))
  ) {
    throw new HttpError('form_malformed');
  }
  return { reply, family };
}
