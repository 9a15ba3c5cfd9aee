import type { AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';
import { groupKey, type QueueLine } from './rows.ts';

/** What is chosen in the queue: whole groups and single alerts, by their keys; `from` is where a range begins. */
export interface Selection {
  chosen: ReadonlySet<string>;
  from: string | null;
}

export const NOTHING: Selection = { chosen: new Set(), from: null };

/** Whether a line is chosen, by itself or with its group. */
export function isChosen({ chosen }: Selection, line: QueueLine): boolean {
  if (chosen.has(line.key)) return true;
  return line.kind === 'alert' && chosen.has(groupKey(line.group));
}

/** Groups, by their keys, of which some alerts are chosen, but not they. `known`: every line there is, also of folded groups. */
export function partlyChosen({ chosen }: Selection, known: readonly QueueLine[]): ReadonlySet<string> {
  const partly = known.flatMap((line) =>
    line.kind === 'alert' && chosen.has(line.key) ? [groupKey(line.group)] : [],
  );
  return new Set(partly.filter((key) => !chosen.has(key)));
}

const alertsOf = (lines: readonly QueueLine[], group: string): string[] =>
  lines.flatMap((line) => (line.kind === 'alert' && line.group === group ? [line.key] : []));

/** Chooses a line, or no longer. Of a chosen group, one alert that is taken out leaves the others. */
export function toggled(now: Selection, line: QueueLine, lines: readonly QueueLine[]): Selection {
  if (line.kind === 'more') return now;
  const chosen = new Set(now.chosen);
  const on = isChosen(now, line);
  if (line.kind === 'group') {
    for (const key of alertsOf(lines, line.of.group.group)) chosen.delete(key);
    if (on) chosen.delete(line.key);
    else chosen.add(line.key);
    return { chosen, from: line.key };
  }
  if (!on) return { chosen: chosen.add(line.key), from: line.key };
  if (chosen.delete(groupKey(line.group))) for (const key of alertsOf(lines, line.group)) chosen.add(key);
  chosen.delete(line.key);
  return { chosen, from: line.key };
}

/** Chooses everything from where the range began to a line; a folded group as a whole, an unfolded one by its alerts that are in the range. */
export function ranged(now: Selection, line: QueueLine, lines: readonly QueueLine[]): Selection {
  const [a, b] = [lines.findIndex(({ key }) => key === now.from), lines.indexOf(line)];
  if (a < 0 || b < 0) return isChosen(now, line) ? now : toggled(now, line, lines);
  const chosen = new Set(now.chosen);
  for (const one of lines.slice(Math.min(a, b), Math.max(a, b) + 1))
    if (one.kind === 'alert' || (one.kind === 'group' && !one.open)) chosen.add(one.key);
  return { chosen, from: now.from };
}

/** Every group that is shown. */
export const all = (lines: readonly QueueLine[]): Selection => ({
  chosen: new Set(lines.flatMap((line) => (line.kind === 'group' ? [line.key] : []))),
  from: null,
});

/** Chosen groups, and single alerts that are in none of them. `known`: every line there is, also of folded groups. */
export function meant(
  { chosen }: Selection,
  known: readonly QueueLine[],
): { groups: readonly AlertGroup[]; rows: readonly AlertRow[] } {
  const groups = known.flatMap((line) =>
    line.kind === 'group' && chosen.has(line.key) ? [line.of.group] : [],
  );
  const rows = known.flatMap((line) =>
    line.kind === 'alert' && chosen.has(line.key) && !chosen.has(groupKey(line.group)) ? [line.row] : [],
  );
  return { groups, rows };
}

/** Without what is no longer there. `known`: every line there is, also of folded groups. */
export function pruned(now: Selection, known: readonly QueueLine[]): Selection {
  const there = new Set(known.map(({ key }) => key));
  const kept = [...now.chosen].filter((key) => there.has(key));
  return kept.length === now.chosen.size ? now : { chosen: new Set(kept), from: now.from };
}
