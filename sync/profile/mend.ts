import type { Profile } from '../contract/profile.ts';
import type { MeasureRecord } from '../contract/records.ts';
import type { Problem } from './problems.ts';

/** What can be left out of a profile with the rest of it still true. */
export interface Mendable {
  parts: Profile;
  published: MeasureRecord[];
}

type Mend = (of: Mendable, entries: ReadonlySet<number>) => Mendable;

const without = <T>(items: readonly T[], entries: ReadonlySet<number>): T[] =>
  items.filter((_, i) => !entries.has(i));

/** Entries that say nothing any more of what they took over from. */
const rootless = <T extends { succeeds?: unknown }>(items: readonly T[], entries: ReadonlySet<number>): T[] =>
  items.map((item, i) => (entries.has(i) ? { ...item, succeeds: undefined } : item));

/** What is left out where an entry is at fault, by file and the field its problem is in. */
const MENDS: readonly { file: string; path: RegExp; mend: Mend }[] = [
  {
    file: 'units.json',
    path: /^units\[(\d+)\]\.succeeds/,
    mend: (of, entries) => ({ ...of, parts: { ...of.parts, units: rootless(of.parts.units, entries) } }),
  },
  {
    file: 'areas.json',
    path: /^areas\[(\d+)\]\.succeeds/,
    mend: (of, entries) => ({ ...of, parts: { ...of.parts, areas: rootless(of.parts.areas, entries) } }),
  },
  {
    file: 'measures.json',
    path: /^measures\[(\d+)\]/,
    mend: (of, entries) => ({ ...of, published: without(of.published, entries) }),
  },
];

/**
 * Leaves out what is at fault as long as the rest is true without it: a succession, a published value. Returns what is
 * left and every problem met; `unmended` are those nothing can be left out for.
 */
export function mended(
  of: Mendable,
  problemsOf: (of: Mendable) => Problem[],
): Mendable & { faults: Problem[]; unmended: Problem[] } {
  const faults: Problem[] = [];
  let left = of;
  for (;;) {
    const problems = problemsOf(left);
    const found = MENDS.map(({ file, path, mend }) => {
      const own = problems.filter((problem) => problem.file === file && path.test(problem.path));
      const entries = new Set(own.map((problem) => Number(path.exec(problem.path)?.[1])));
      return { own, entries, mend };
    }).filter(({ own }) => own.length > 0);
    if (found.length === 0) return { ...left, faults, unmended: problems };
    for (const { own, entries, mend } of found) {
      faults.push(...own);
      left = mend(left, entries);
    }
  }
}
