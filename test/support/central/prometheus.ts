// Reads Prometheus' text format, so that a test can ask for one figure of a scrape.
import assert from 'node:assert/strict';

export type Families = ReadonlyMap<string, Readonly<{ type: string; samples: ReadonlyMap<string, number> }>>;

/** Reads the text format, strictly: each family has its help and its type, and no line comes twice. */
export function parse(text: string): Families {
  const families = new Map<string, { type: string; samples: Map<string, number> }>();
  let name = '';
  assert.ok(text.endsWith('\n'));
  for (const line of text.trimEnd().split('\n')) {
    const head = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (head?.[1] === 'HELP') {
      name = head[2] ?? '';
      assert.ok(!families.has(name), `${name} comes twice`);
    } else if (head !== null) {
      assert.equal(head[2], name);
      families.set(name, { type: head[3] ?? '', samples: new Map() });
    } else if (line !== '') {
      const sample =
        /^([a-zA-Z_:][\w:]*)(?:\{(\w+="(?:[^"\\]|\\.)*"(?:,\w+="(?:[^"\\]|\\.)*")*)\})? (\S+)$/.exec(line);
      const [, full = '', labels = '', figure] = sample ?? [];
      assert.ok(full !== '' && full.startsWith(name), line);
      const key = `${full.slice(name.length)}{${labels}}`;
      const family = families.get(name);
      assert.ok(family !== undefined && !family.samples.has(key), line);
      family.samples.set(key, Number(figure));
    }
  }
  return families;
}

/** The value of the line with exactly these labels. */
export const value = (families: Families, name: string, labels = ''): number | undefined =>
  families.get(name)?.samples.get(`{${labels}}`);
