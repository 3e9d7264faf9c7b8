import { type Errcode, errcodes, type Family } from '../../wechat/errcodes.ts';

/** What a person types to find something; longer texts are pasted, and read. */
const longest = 80;

const textsOf = ({ code, name, meaning, action, use, calls, texts }: Errcode): string =>
  [name, meaning, action, use?.meaning, use?.action]
    .flatMap((each) => (each === undefined ? [] : [each.en, each.zh]))
    .concat(`${code}`, calls ?? [], texts ?? [])
    .join('\n')
    .toLowerCase();

const haystacks: ReadonlyMap<Errcode, string> = new Map(errcodes.map((entry) => [entry, textsOf(entry)]));

/** The codes of a family in which each word of this text stands, in either language; none for a long text. */
export function searchErrcodes(text: string, family: Family): readonly Errcode[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' || wanted.length > longest || /[\r\n]/.test(wanted)) return [];
  const words = wanted.split(/\s+/);
  return errcodes.filter(
    (entry) => entry.family === family && words.every((word) => haystacks.get(entry)?.includes(word)),
  );
}
