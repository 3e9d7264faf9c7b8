const statuses = {
  form_malformed: 400,
  force_refresh_needs_stable_token: 400,
  operator_key_needed: 401,
  not_same_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  not_a_form: 415,
  wrong_host: 421,
  too_many_requests: 429,
  internal: 500,
} as const;

/** Stable word for each way in which this server itself turns a request down. */
export type HttpErrorCode = keyof typeof statuses;

/** A refusal by one of the doors. Carries no text: the words are the catalogue's, and nothing of the request is kept. */
export class HttpError extends Error {
  readonly code: HttpErrorCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: HttpErrorCode, headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.status = statuses[code];
    this.headers = headers;
  }
}

/** Anything thrown becomes one of ours. Of a foreign error nothing is taken: its message may hold a secret. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  // an address with a broken percent escape
  if (error instanceof URIError) return new HttpError('not_found');
  return new HttpError('internal');
}
