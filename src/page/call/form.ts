import { clean } from '../../clean.ts';
import { HttpError } from '../../http/http-error.ts';
import { type Api, type ApiMethod, apiOf, findApi, isFreeRead } from '../../wechat/apis.ts';
import { type CleanedFields, readTexts } from '../form-fields.ts';
import { type PastedToken, readToken } from '../pasted/token.ts';
import { type ReadBody, readBody } from './body.ts';
import { type ReadPath, readPath } from './path.ts';

/** What a person has composed: a call, or fields that are to be filled in. */
export type CallForm = Readonly<{
  /** fill the form in, call nobody */
  isLoad: boolean;
  pasted: PastedToken;
  method: ApiMethod;
  target: ReadPath;
  body: ReadBody;
  /** what this call is, as far as the catalogue knows */
  api: Api | undefined;
  /** the call that a tick was given for */
  confirm: string;
  cleaned: CleanedFields;
}>;

const names = ['access_token', 'api', 'method', 'path', 'body', 'confirm', 'step'] as const;

type Fields = Readonly<Record<(typeof names)[number], string>>;

/** What a path is filled in with: as the documentation prints it, without the token. */
export const samplePath = ({ path, query }: Api): string =>
  query === undefined ? path : `${path}?${new URLSearchParams(query)}`;

function methodOf(typed: string, chosen: Api | undefined): ApiMethod {
  const method = typed.trim().toUpperCase();
  if (method === '') return chosen?.method ?? 'GET';
  if (method !== 'GET' && method !== 'POST') throw new HttpError('form_malformed');
  return method;
}

/** The entry that this method, path and body are. */
function known(method: ApiMethod, target: ReadPath, body: ReadBody): Api | undefined {
  if (!target.ok) return undefined;
  const query = new URLSearchParams(target.query);
  return apiOf({ method, path: target.path, query, body: body.ok ? body.value : undefined });
}

/** What stands in the fields once the chosen API is filled in, unless they are a call of it already. */
function filled(fields: Fields): Fields {
  const chosen = findApi(fields.api);
  if (chosen === undefined) return fields;
  const isLoad = fields.step === 'load';
  if (fields.path.trim() === '') {
    const body = isLoad ? (chosen.body ?? '') : fields.body;
    return { ...fields, method: chosen.method, path: samplePath(chosen), body };
  }
  if (!isLoad) return fields;
  const method = methodOf(fields.method, chosen);
  if (known(method, readPath(fields.path), readBody(fields.body)) === chosen) return fields;
  return { ...fields, method: chosen.method, path: samplePath(chosen), body: chosen.body ?? '' };
}

/** Reads the fields of `POST /call`. What a person got wrong is in the result; only what no form of ours sends is refused (400). */
export function parseCallForm(sent: unknown): CallForm {
  const fields = filled(readTexts(sent, names));
  if (fields.step !== '' && fields.step !== 'load') throw new HttpError('form_malformed');
  const method = methodOf(fields.method, findApi(fields.api));
  const target = readPath(clean(fields.path).value);
  const body = readBody(fields.body);
  const token = clean(fields.access_token);
  const inPath = target.ok ? (target.taken ?? '') : '';
  return {
    isLoad: fields.step === 'load',
    pasted: readToken(token.value === '' ? inPath : token.value),
    method,
    target,
    body,
    api: known(method, target, body),
    confirm: fields.confirm,
    cleaned: { access_token: token },
  };
}

/** What a tick stands for: this method and path, whatever goes along with them. */
export const confirmKey = (method: ApiMethod, path: string): string => `${method} ${path}`;

/** Does the call have to be agreed to, and was it not? */
export const lacksTick = ({ api, method, target, confirm }: CallForm): boolean =>
  target.ok && !isFreeRead(api) && confirm !== confirmKey(method, target.path);
