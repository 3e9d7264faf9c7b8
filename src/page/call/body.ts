import { readJson } from '../../json.ts';
import { findAccounts } from '../shapes.ts';

/** Why a body is refused. Nothing is sent. */
export type BodyFault = 'not_json' | 'secret' | 'token';

export type ReadBody =
  | Readonly<{ ok: true; text: string | undefined; value: unknown }>
  | Readonly<{
      ok: false;
      fault: BodyFault;
      /** where the JSON breaks, from 1 on */
      place?: Readonly<{ line: number; column: number }>;
      /** what may stand in the form again: never a token or a secret */
      shown: string;
    }>;

type Member = readonly [name: string, value: string];

/** Every member of an object, however deep, whose value is a text. */
function membersOf(value: unknown): readonly Member[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]): readonly Member[] =>
    typeof each === 'string' ? [[name, each]] : membersOf(each),
  );
}

/** Shorter ones are placeholders and words. */
const shortestValue = 16;

function carried(value: unknown): BodyFault | undefined {
  const members = membersOf(value).filter(([, each]) => each.length >= shortestValue);
  if (members.some(([name]) => /secret$/i.test(name))) return 'secret';
  return members.some(([name]) => /access_token$/i.test(name)) ? 'token' : undefined;
}

const isShowable = (text: string): boolean =>
  findAccounts(text).secrets.length === 0 && !/\d{1,3}_[\w-]{20,}|secret/i.test(text);

/**
 * Reads a body as a form sends it. It has to be JSON, and goes out byte for byte; a form writes CRLF where LF was typed, so
 * that is undone. An AppSecret or a token in it is refused: no API that is called with a token wants one.
 */
export function readBody(sent: string): ReadBody {
  const text = sent.replaceAll('\r\n', '\n');
  if (text.trim() === '') return { ok: true, text: undefined, value: undefined };
  const read = readJson(text);
  if (!read.ok) {
    const { line, column } = read.fault;
    return { ok: false, fault: 'not_json', place: { line, column }, shown: isShowable(text) ? text : '' };
  }
  const fault = carried(read.value);
  return fault === undefined ? { ok: true, text, value: read.value } : { ok: false, fault, shown: '' };
}
