import { type RequestHandler, urlencoded } from 'express';
import { HttpError } from './http-error.ts';

const maxBytes = 4096;
const maxFields = 16;
const brokenEscape = /%(?![0-9a-fA-F]{2})/;

/**
 * The small parser of the few routes that take a form: `application/x-www-form-urlencoded` in UTF-8, uncompressed, at
 * most 4 KiB and 16 fields. A request without a body is an empty form.
 */
export function formBody(): RequestHandler[] {
  const requireForm: RequestHandler = (req, _res, next) => {
    // null: no body at all
    if (req.is('application/x-www-form-urlencoded') === false) throw new HttpError('not_a_form');
    next();
  };
  const parse = urlencoded({
    extended: false,
    inflate: false,
    limit: maxBytes,
    parameterLimit: maxFields,
    verify: (_req, _res, body) => {
      if (brokenEscape.test(body.toString('latin1'))) throw new HttpError('form_malformed');
    },
  });
  return [requireForm, parse];
}
