import type { AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';

/** A group as the queue shows it: `gone` is one that is no longer told of, and keeps its place until the list may move. */
export interface ShownGroup {
  group: AlertGroup;
  gone: boolean;
}

/** The alerts of a group as the queue shows them. */
export interface ShownRows {
  rows: readonly { row: AlertRow; gone: boolean }[];
  /** All that there were. */
  whole: boolean;
  /** How many wait to come in. */
  waiting: number;
}

/** A line of the queue. Its key is the same for the same thing, whatever becomes of it. */
export type QueueLine =
  | { kind: 'group'; key: string; of: ShownGroup; open: boolean }
  | { kind: 'alert'; key: string; group: string; row: AlertRow; gone: boolean }
  /** Of an unfolded group that has more than was told of so far. */
  | { kind: 'more'; key: string; group: string; n: number };

export const groupKey = (group: string): string => `g ${group}`;
export const alertKey = (alert: string): string => `a ${alert}`;

/** Groups in their order, each unfolded one followed by its alerts: as they are shown, or as its answer tells where nothing is kept of them. */
export function linesOf(
  groups: readonly ShownGroup[],
  unfolded: ReadonlySet<string>,
  rows: ReadonlyMap<string, ShownRows>,
): QueueLine[] {
  return groups.flatMap((of): QueueLine[] => {
    const { group, count } = of.group;
    const open = unfolded.has(group);
    const line: QueueLine = { kind: 'group', key: groupKey(group), of, open };
    if (!open) return [line];
    const shown = rows.get(group) ?? arrangedRows(undefined, of.group, undefined, false);
    const alerts = shown.rows.map(({ row, gone }): QueueLine => ({
      kind: 'alert',
      key: alertKey(row.alert),
      group,
      row,
      gone: of.gone || gone,
    }));
    const rest = shown.whole ? 0 : count - shown.rows.length;
    return [
      line,
      ...alerts,
      ...(rest > 0 ? [{ kind: 'more' as const, key: `m ${group}`, group, n: rest }] : []),
    ];
  });
}

/** What the queue shows, and how many groups wait to come in or to move. */
export interface Arranged {
  shown: readonly ShownGroup[];
  waiting: number;
}

/**
 * The order of groups after an answer. While somebody works in the list it is `held`: what stands keeps its place with its
 * newest figures, what is gone stays as it was, and what is new waits; else it is the answer's.
 */
export function arranged(before: readonly ShownGroup[], now: readonly AlertGroup[], held: boolean): Arranged {
  if (!held || before.length === 0)
    return { shown: now.map((group) => ({ group, gone: false })), waiting: 0 };
  const told = new Map(now.map((group) => [group.group, group]));
  const shown = before.map(({ group, gone }) => {
    const newest = told.get(group.group);
    return newest === undefined ? { group, gone: true } : { group: newest, gone: gone && newest === group };
  });
  const known = new Set(before.map(({ group }) => group.group));
  return { shown, waiting: now.filter(({ group }) => !known.has(group)).length };
}

/**
 * The order of a group's alerts after an answer, as above. `more` tells all of them, where they were asked for: of no use where the
 * answer has all by itself. Those that were not all there before come in at once.
 */
export function arrangedRows(
  before: ShownRows | undefined,
  { count, rows: some }: Pick<AlertGroup, 'count' | 'rows'>,
  more: readonly AlertRow[] | undefined,
  held: boolean,
): ShownRows {
  const now = some.length >= count ? some : (more ?? some);
  const whole = now.length >= count;
  if (!held || before?.whole !== true)
    return { rows: now.map((row) => ({ row, gone: false })), whole, waiting: 0 };
  const told = new Map(now.map((row) => [row.alert, row]));
  const rows = before.rows.map(({ row, gone }) => {
    const newest = told.get(row.alert);
    // Of a part of them, what it leaves out may still be there.
    return newest === undefined ? { row, gone: gone || whole } : { row: newest, gone: false };
  });
  const known = new Set(before.rows.map(({ row }) => row.alert));
  return { rows, whole: true, waiting: now.filter(({ alert }) => !known.has(alert)).length };
}

/** Lines that are drawn: those in view and some each way. All are equally high. */
export function window(
  count: number,
  { top, height, row, beside }: { top: number; height: number; row: number; beside: number },
): { from: number; to: number } {
  const from = Math.max(0, Math.floor(top / row) - beside);
  return { from: Math.min(from, count), to: Math.min(count, Math.ceil((top + height) / row) + beside) };
}
