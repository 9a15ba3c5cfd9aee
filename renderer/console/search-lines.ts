import { caseAt, casesOf, type Place } from '../../sync/contract/place.ts';
import { foldName } from '../../sync/contract/names.ts';
import type { Data } from '../../sync/contract/questions/index.ts';
import { caseTitle } from './case-words.ts';
import { filterParts, namedMeaning, type By } from './meanings.ts';

/** One line of what a search found: where it leads. */
export interface SearchLine {
  id: string;
  kind: string;
  name: string;
  note: string;
  place: Place;
  /** Whether it is all that was typed, and not only what is near to it or may be meant besides. */
  meant: boolean;
}

/** What some words were taken for. */
export interface SearchChip {
  words: string;
  label: string;
  /** The words, where what they were taken for is not called so. */
  typed: string;
}

/** What was understood, each with what it was taken for. */
export const chipsOf = ({ understood }: Data<'search'>, by: By): SearchChip[] =>
  understood.map(({ words, meaning, exact }) => {
    const { kind, name } = namedMeaning(meaning, by);
    const same = exact && foldName(name).includes(foldName(words));
    return { words, label: `${kind}: ${name}`, typed: same ? '' : words };
  });

/** Words that nothing is called, each with what is called nearly so. */
export const unknownWords = ({ unknown }: Data<'search'>, by: By): string[] =>
  unknown.map(({ words, nearest: [near] }) =>
    near === undefined
      ? by.say('search.unknown', { words })
      : by.say('search.nearest', { words, nearest: namedMeaning(near, by).name }),
  );

/** A text without some of its words, the last that stand so. */
export function withoutWords(text: string, words: string): string {
  const [from, part] = [text.normalize('NFC'), words.normalize('NFC')];
  const start = from.lastIndexOf(part);
  if (start >= 0)
    return `${from.slice(0, start)} ${from.slice(start + part.length)}`.replace(/\s+/g, ' ').trim();
  const gone = new Set(part.split(/\s+/));
  return from
    .split(/[\s,;]+/)
    .filter((word) => !gone.has(word))
    .join(' ');
}

/** The lines of an answer to what was typed, in the order that Enter takes the first of. */
export function linesOf(held: Data<'search'>, text: string, by: By): SearchLine[] {
  const { filter, total, rows, understood, unknown, suggestions } = held;
  const { names, say, format } = by;
  // What is left of what was typed when some of it is no name is not what was typed.
  const meant = unknown.length === 0;
  const [only, ...more] = understood;
  const single = only !== undefined && more.length === 0 ? namedMeaning(only.meaning, by) : null;
  const parts = filterParts(filter, by);
  const cases = rows.map((row): SearchLine => ({
    id: `case-${row.service}-${row.id}`,
    kind: row.id,
    name: caseTitle(row, names),
    note: `${say(`caseState.${row.state}`)} · ${format.date(row.openedAt)}`,
    place: caseAt(row.service, row.id),
    meant,
  }));
  // The one case of a number is what was asked for, before the list of it alone.
  const whole = rows.findIndex(({ id }) => foldName(id) === foldName(text));
  const isPart = only?.meaning.as === 'part' || only?.meaning.as === 'id';
  const one = whole < 0 && isPart && more.length === 0 && rows.length === 1 ? 0 : whole;
  const lines: SearchLine[] = one < 0 ? [] : cases.splice(one, 1);
  // A board or a unit is what is meant itself; of a unit there are cases besides.
  if (single?.place.view === 'board' || single?.place.view === 'unit')
    lines.push({ id: 'one', kind: single.kind, name: single.name, note: '', place: single.place, meant });
  if (single?.place.view !== 'board' && parts.length > 0) {
    const note = total === null ? '' : say('console.total', { n: format.count(total) });
    const name = parts.map(([, words]) => words).join(' · ');
    lines.push({ id: 'all', kind: say('console.list'), name, note, place: casesOf(filter), meant });
  }
  const others = [...unknown.flatMap(({ nearest }) => nearest), ...suggestions];
  for (const [i, meaning] of others.entries())
    lines.push({ ...namedMeaning(meaning, by), id: `meaning-${i}`, note: '', meant: false });
  return [...lines, ...cases];
}
