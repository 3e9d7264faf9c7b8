import { HttpError } from '../../http/http-error.ts';

/** Reads the field of `POST /errcodes`: any text; line ends and tabs in a pasted body are not refused. */
export function parseLookupForm(body: unknown): string {
  const sent = new Map(Object.entries(body ?? {}));
  const reply: unknown = sent.get('reply') ?? '';
  if (typeof reply !== 'string' || [...sent.keys()].some((name) => name !== 'reply')) {
    throw new HttpError('form_malformed');
  }
  return reply;
}
