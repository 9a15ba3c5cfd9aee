import type { Language } from '../../sync/contract/languages.ts';

/** What a text may not say, and what it says instead. */
export interface Banned {
  language: Language;
  /** The words as the glossary writes them, lower case. */
  words: string;
  /** Phrases that may contain them; `=words` is a text that is nothing else. */
  but: readonly string[];
  better: string;
}

const quoted = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text.toLocaleLowerCase());

/** A cell of what is not said: `a` but `b a`, `a c`; `d`. */
const listed = (cell: string): { words: string; but: string[] }[] =>
  cell.split(';').flatMap((item) => {
    const [words, ...but] = quoted(item);
    return words === undefined ? [] : [{ words, but }];
  });

/** The cells of each row of the table under a heading of a Markdown text, without its head. */
export function tableUnder(markdown: string, heading: string): string[][] {
  const [, after = ''] = markdown.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What `docs/words.md` bans. Throws where a row of its table has no better word or bans nothing. */
export function bannedBy(markdown: string): Banned[] {
  return tableUnder(markdown, 'Words').flatMap(([what = '', vi = '', notVi = '', en = '', notEn = '']) => {
    const rows = [
      ...listed(notVi).map((one) => ({ ...one, language: 'vi' as const, better: vi })),
      ...listed(notEn).map((one) => ({ ...one, language: 'en' as const, better: en })),
    ];
    if (rows.length === 0 || vi === '' || en === '')
      throw new Error(
        `docs/words.md, "${what}": a row needs a word in both languages, and bans at least one other`,
      );
    return rows;
  });
}

/** Words next to which a phrase does not begin or end: letters and digits of either language. */
const within = (phrase: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'gu');

/** Whether a text says what is banned, outside the phrases that may. */
export function says(text: string, { words, but }: Banned): boolean {
  const low = text
    .normalize('NFC')
    .toLocaleLowerCase()
    .replaceAll(/[\u00a0\s]+/g, ' ');
  if (!low.includes(words) || but.includes(`=${low.trim()}`)) return false;
  const rest = but.reduce((left, phrase) => left.replaceAll(within(phrase), ' '), low);
  return within(words).test(rest);
}
