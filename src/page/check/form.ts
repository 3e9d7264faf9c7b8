import { type CleanedFields, readFields } from '../form-fields.ts';
import { type PastedToken, readToken } from '../pasted/token.ts';
import { readQuotaPath } from './quota-path.ts';

export type CheckForm = Readonly<{
  pasted: PastedToken;
  /** the path whose quota is asked for as well */
  quotaPath: string | undefined;
  /** what was typed there is no path */
  isNoPath: boolean;
  cleaned: CleanedFields;
}>;

/** Reads the fields of `POST /check`. */
export function parseCheckForm(body: unknown): CheckForm {
  const fields = readFields(body, ['access_token', 'quota']);
  const quotaPath = readQuotaPath(fields.quota.value);
  return {
    pasted: readToken(fields.access_token.value),
    quotaPath,
    isNoPath: quotaPath === undefined && fields.quota.value !== '',
    cleaned: { access_token: fields.access_token },
  };
}
