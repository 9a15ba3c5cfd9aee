import { MOST_REJECTIONS, type Rejection } from '../../contract/rejections.ts';
import type { Unreadable } from './values.ts';

/** Something of a recording that could not be read, and where: a row, or a part of one that is kept. */
export interface Told {
  /** The part by its name in the feed; empty where it is the row as a whole. */
  part: string;
  loses: Rejection['loses'];
  fault: Unreadable;
  line: number | null;
  /** `line 12`, `index 3`. */
  at: string;
}

/** So many places are named in a sentence. */
const MOST_NAMED = 5;

/** What could not be read by what is wrong with it, the most first: as walls are told, and in sentences for those who have the file. */
export function summary(told: readonly Told[]): { rejected: Rejection[]; notes: string[] } {
  const groups = Map.groupBy(told, ({ part, loses, fault }) => JSON.stringify([loses, part, fault.why]));
  const sorted = [...groups.values()]
    .sort((a, b) => Number(a[0]?.loses === 'part') - Number(b[0]?.loses === 'part') || b.length - a.length)
    .slice(0, MOST_REJECTIONS);
  return {
    rejected: sorted.flatMap((group): Rejection[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { part, loses, fault, line } = first;
      return [{ why: fault.why, field: part, loses, count: group.length, ...(line !== null && { line }) }];
    }),
    notes: sorted.flatMap((group) => sentence(group) ?? []),
  };
}

/** `1 row rejected: line 2, "closed": closed, but not when`. */
function sentence(group: readonly Told[]): string | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const { length } = group;
  const what =
    first.loses === 'record'
      ? `${length} ${length === 1 ? 'row' : 'rows'} rejected`
      : `${length} ${length === 1 ? 'case' : 'cases'} kept, ${first.part} in question`;
  const others = group.slice(1, MOST_NAMED).map(({ at }) => at);
  const more = length > MOST_NAMED ? [`${length - MOST_NAMED} more`] : [];
  const also = others.length === 0 ? '' : `; also ${[...others, ...more].join(', ')}`;
  return `${what}: ${place(first)}${also}`;
}

export const place = ({ at, fault }: Pick<Told, 'at' | 'fault'>): string =>
  `${at}, field "${fault.field}": ${fault.message}`;
