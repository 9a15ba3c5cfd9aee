import type { AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';

/** A group as the queue shows it: `gone` is one that is no longer told of, and keeps its place until the list may move. */
export interface ShownGroup {
  group: AlertGroup;
  gone: boolean;
}

/** A line of the queue. Its key is the same for the same thing, whatever becomes of it. */
export type QueueLine =
  | { kind: 'group'; key: string; of: ShownGroup; open: boolean }
  | { kind: 'alert'; key: string; group: string; row: AlertRow; gone: boolean }
  /** Of an unfolded group that has more than was told of so far. */
  | { kind: 'more'; key: string; group: string; n: number };

export const groupKey = (group: string): string => `g ${group}`;
export const alertKey = (alert: string): string => `a ${alert}`;

/** Groups in their order, each unfolded one followed by its alerts. `more` tells all rows of a group, where they were asked for. */
export function linesOf(
  groups: readonly ShownGroup[],
  unfolded: ReadonlySet<string>,
  more: ReadonlyMap<string, readonly AlertRow[]>,
): QueueLine[] {
  return groups.flatMap((of): QueueLine[] => {
    const { group, count, rows: some } = of.group;
    const open = unfolded.has(group);
    const line: QueueLine = { kind: 'group', key: groupKey(group), of, open };
    if (!open) return [line];
    const rows = more.get(group) ?? some;
    const alerts = rows.map((row): QueueLine => ({
      kind: 'alert',
      key: alertKey(row.alert),
      group,
      row,
      gone: of.gone,
    }));
    const rest = count - rows.length;
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

/** Lines that are drawn: those in view and some each way. All are equally high. */
export function window(
  count: number,
  { top, height, row, beside }: { top: number; height: number; row: number; beside: number },
): { from: number; to: number } {
  const from = Math.max(0, Math.floor(top / row) - beside);
  return { from: Math.min(from, count), to: Math.min(count, Math.ceil((top + height) / row) + beside) };
}
