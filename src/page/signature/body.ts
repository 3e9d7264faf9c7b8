import { readable } from '../pasted/readable.ts';

export type PushBody =
  /** base64 without white space. `isMended`: blanks became + again, which a form turns into blanks */
  | Readonly<{ kind: 'sealed'; encrypt: string; isMended: boolean; format: 'xml' | 'json' }>
  /** plain mode: the message itself */
  | Readonly<{ kind: 'plain' }>
  | Readonly<{ kind: 'none' }>;

const inXml = /<Encrypt>\s*(?:<!\[CDATA\[)?([^\]<]*)/i;
const inJson = /"Encrypt"\s*[:=]\s*"([^"]*)"/i;
/** as a dump, a query or a form has it */
const inOther =
  /(?<![a-z])(?:encrypt|echostr)"?[\])]?\s*(?:=>?|:)\s*(?:string\(\d+\)\s*)?["[\s]{0,3}([\w+/= ]+:?)/i;
/** alone: so long that it is no word */
const alone = /^[\w+/\s]{40,}={0,2}$/;

/** The name of the next value, where nothing but a blank parts them. */
const withoutNext = (found: string | undefined): string | undefined =>
  found?.replace(/ [A-Za-z_]\w{0,40}:$/, '').split(/ (?=[A-Za-z_]{3,}=[^=])/, 1)[0];

function sealedIn(text: string): Readonly<{ found: string; format: 'xml' | 'json' }> | undefined {
  const xml = inXml.exec(text)?.[1];
  if (xml !== undefined) return { found: xml, format: 'xml' };
  const json = inJson.exec(text)?.[1];
  if (json !== undefined) return { found: json, format: 'json' };
  const other = withoutNext(inOther.exec(text)?.[1]) ?? (alone.test(text) ? text : undefined);
  return other === undefined ? undefined : { found: other, format: 'xml' };
}

/**
 * The sealed part of a push as it was received, in XML or JSON, with or without what surrounds it, escaped or not, wrapped
 * or not; WeCom's echostr is one, too.
 */
export function readBody(pasted: string): PushBody {
  const text = readable(pasted).trim();
  const sealed = sealedIn(text);
  if (sealed === undefined) {
    return { kind: /<(?:MsgType|Event)>|"(?:MsgType|Event)"\s*:/.test(text) ? 'plain' : 'none' };
  }
  const { found, format } = sealed;
  const joined = found
    .split('\n')
    .map((line) => line.trim())
    .join('');
  // a blank at the start is one, too, where it makes the text whole
  const first = found.startsWith(' ') && joined.length % 4 === 3 ? '+' : '';
  const encrypt = first + joined.replaceAll(' ', '+');
  return { kind: 'sealed', encrypt, isMended: encrypt !== joined, format };
}
