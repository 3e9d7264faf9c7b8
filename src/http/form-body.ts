import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';
import { rawBody } from './raw-body.ts';
import { noteStep } from './request-log.ts';

const maxBytes = 16 * 1024;
/** For a form that takes a piece of a log. */
export const maxTextBytes = 256 * 1024;
/** No form of ours has half as many, and each costs time. */
const maxFields = 32;
const formType = /^application\/x-www-form-urlencoded *(; *charset="?utf-8"? *)?$/i;
const brokenEscape = /%(?![0-9a-fA-F]{2})/;

/**
 * A form as text by field name. A field that comes twice is refused, since two readers could disagree on it. Names are
 * own properties whatever they are, so that `__proto__` is one more unknown field and not lost on the way.
 */
function parseForm(body: Buffer): Record<string, string> {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  if (text.split('&', maxFields + 1).length > maxFields) throw new HttpError('form_malformed');
  const fields = [...new URLSearchParams(text)];
  const form = Object.fromEntries(fields);
  if (brokenEscape.test(text) || Object.keys(form).length < fields.length) {
    throw new HttpError('form_malformed');
  }
  return form;
}

/**
 * The small parser of the few routes that take a form: `application/x-www-form-urlencoded` in UTF-8, uncompressed, at
 * most `limit` bytes, 16 KiB unless given. A request without a body is an empty form.
 */
export function formBody(limit = maxBytes): RequestHandler[] {
  const requireForm: RequestHandler = (req, res, next) => {
    noteStep(res, 'doors_passed');
    const { 'content-type': type, 'content-length': length, 'transfer-encoding': coding } = req.headers;
    const isEmpty = coding === undefined && (length === undefined || length === '0');
    if (!isEmpty && !formType.test(type ?? '')) throw new HttpError('not_a_form');
    next();
  };
  const parse: RequestHandler = (req, res, next) => {
    try {
      req.body = req.body instanceof Buffer ? parseForm(req.body) : {};
    } catch {
      // bytes that are not UTF-8 as well
      throw new HttpError('form_malformed');
    }
    noteStep(res, 'body_read', { count: Object.keys(req.body).length });
    next();
  };
  return [requireForm, rawBody(limit), parse];
}
