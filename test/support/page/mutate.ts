// Texts as people spoil them: cut, doubled, joined, broken.

/** Gives back what makes a text worse, by these numbers from 0 to 1; `pieces` are put in, `others` joined on. */
export function createMutate(random: () => number, pieces: readonly string[], others: readonly string[]) {
  const below = (max: number): number => Math.floor(random() * max);
  const pick = (items: readonly string[]): string => items[below(items.length)] ?? '';

  const ways: readonly ((text: string, at: number, to: number) => string)[] = [
    (text, at) => text.slice(0, at),
    (text, at) => text.slice(at),
    (text, at, to) => text.slice(0, at) + text.slice(to),
    (text, at, to) => text.slice(0, to) + text.slice(at),
    (text, at) => text.slice(0, at) + pick(pieces) + text.slice(at),
    (text, at) => text.slice(0, at) + pick(pieces).repeat(below(200)) + text.slice(at),
    (text, at) => text.slice(0, at) + String.fromCharCode(below(0xd800)) + text.slice(at + 1),
    (text, at) => text.slice(0, at) + pick(others),
    (text) => pick(others) + text,
    (text) => text + pick(pieces) + pick(others),
    (text) => text.toUpperCase(),
    (text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '')),
    (text) => JSON.stringify(text),
    (text) => text.replace(/./gu, (char) => `${char}\u200b`),
    (text) => text.split('').join(pick(pieces)),
  ];

  return (text: string): string => {
    let worse = text;
    for (let times = below(5); times > 0; times -= 1) {
      const [a, b] = [below(worse.length + 1), below(worse.length + 1)];
      worse = (ways[below(ways.length)] ?? String)(worse, Math.min(a, b), Math.max(a, b));
    }
    return worse.slice(0, 5000);
  };
}
