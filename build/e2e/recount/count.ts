import { DateTime } from 'luxon';
import type { CaseRecord } from '../../../sync/contract/records.ts';

/** Counting one by one, by nothing but what each record says: no sums, no questions, no code of theirs. */

const DAY = 86_400_000;

/** A city's time, and when its reporting months begin. */
export interface Clock {
  timeZone: string;
  reportingMonth: { day: number; hour: number };
}

/** From an instant to another, both included. */
export interface Window {
  since: number;
  until: number;
}

const closedAt = (c: CaseRecord): number => Math.max(c.closedAt ?? Infinity, c.openedAt);
const dueAt = (c: CaseRecord): number => Math.max(c.dueAt ?? Infinity, c.openedAt);
const within = (at: number, { since, until }: Window): boolean => since <= at && at <= until;

export const isOpen = (c: CaseRecord, at: number): boolean => c.openedAt <= at && closedAt(c) > at;
export const isOverdue = (c: CaseRecord, at: number): boolean => isOpen(c, at) && dueAt(c) <= at;

/** Midnight in the city at or before an instant. */
export const midnight = (at: number, { timeZone }: Clock): number =>
  DateTime.fromMillis(at, { zone: timeZone }).startOf('day').toMillis();

/** When the reporting month of an instant began. */
function reportingMonth(at: number, clock: Clock): number {
  const local = DateTime.fromMillis(at, { zone: clock.timeZone });
  const cut = local.set({ ...clock.reportingMonth, minute: 0, second: 0, millisecond: 0 });
  return (cut > local ? cut.minus({ months: 1 }) : cut).toMillis();
}

/** What a tile says that it is of. */
export function windowOf(range: string, at: number, clock: Clock, whole = false): Window {
  if (range === 'today') return { since: midnight(at, clock), until: at };
  if (range === '24h') return { since: at - DAY, until: at };
  const [, days] = /^(\d+)d$/.exec(range) ?? [];
  if (days !== undefined) return { since: midnight(at - (Number(days) - 1) * DAY, clock), until: at };
  if (range !== 'reportingMonth') throw new Error(`no window ${range}`);
  const since = reportingMonth(at, clock);
  return whole ? { since: reportingMonth(since - 1, clock), until: since - 1 } : { since, until: at };
}

/** How cases stand at the end of a window, and what came to pass in it. */
export interface Stand {
  opened: number;
  closed: number;
  late: number;
  open: number;
  overdue: number;
  dueSoon: number;
  /** Open and due at no time. */
  untimed: number;
  /** Closed in time ÷ all that were closed or should have been; null where there are none. */
  onTime: number | null;
}

export function standOf(cases: readonly CaseRecord[], window: Window): Stand {
  const at = window.until;
  const closed = cases.filter((c) => within(closedAt(c), window));
  const late = closed.filter((c) => closedAt(c) > dueAt(c)).length;
  const overdue = cases.filter((c) => isOverdue(c, at)).length;
  const soon = cases.filter((c) => isOpen(c, at) && dueAt(c) > at && dueAt(c) <= at + DAY);
  const of = closed.length + overdue;
  return {
    opened: openedIn(cases, window).length,
    closed: closed.length,
    late,
    open: cases.filter((c) => isOpen(c, at)).length,
    overdue,
    dueSoon: soon.length,
    untimed: cases.filter((c) => isOpen(c, at) && c.dueAt === undefined).length,
    onTime: of === 0 ? null : (closed.length - late) / of,
  };
}

export const openedIn = (cases: readonly CaseRecord[], window: Window): CaseRecord[] =>
  cases.filter((c) => within(c.openedAt, window));

/** Day by day, the last `days` up to an instant, the oldest first. */
export function daily(
  cases: readonly CaseRecord[],
  at: number,
  days: number,
  clock: Clock,
): { date: string; opened: number; closed: number; late: number }[] {
  const today = DateTime.fromMillis(midnight(at, clock), { zone: clock.timeZone });
  return Array.from({ length: days }, (_, i) => {
    const start = today.minus({ days: days - 1 - i });
    const until = Math.min(at, start.plus({ days: 1 }).toMillis() - 1);
    const { opened, closed, late } = standOf(cases, { since: start.toMillis(), until });
    return { date: start.toFormat('dd/MM'), opened, closed, late };
  });
}

/** How long open cases have been open: those from so many days to so many. */
export function agedBetween(
  cases: readonly CaseRecord[],
  at: number,
  from: number,
  to: number,
): { count: number; overdue: number } {
  const aged = cases.filter((c) => {
    const days = (at - c.openedAt) / DAY;
    return isOpen(c, at) && from <= days && days < to;
  });
  return { count: aged.length, overdue: aged.filter((c) => isOverdue(c, at)).length };
}

/** The ratings given in a window, and how often cases came back. */
export function citizensSaid(
  cases: readonly CaseRecord[],
  window: Window,
): { stars: number[]; returned: number } {
  const stars: number[] = [];
  let returned = 0;
  for (const c of cases) {
    returned += (c.events ?? []).filter(({ what, at }) => what === 'reopened' && within(at, window)).length;
    if (c.rating === undefined) continue;
    const rated = (c.events ?? []).filter(({ what }) => what === 'rated').map(({ at }) => at);
    const given = rated.length > 0 ? Math.max(...rated) : (c.closedAt ?? c.openedAt);
    if (within(Math.max(given, c.openedAt), window)) stars.push(c.rating);
  }
  return { stars, returned };
}

export function countBy<T, K>(cases: readonly T[], key: (c: T) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const c of cases) counts.set(key(c), (counts.get(key(c)) ?? 0) + 1);
  return counts;
}
