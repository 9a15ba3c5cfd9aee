import type { Profile } from '../../contract/profile.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { bandOf, earlierWeeks } from '../usual.ts';

/** What there is to count, and the filters that every recount is made of. */
export interface Counted {
  profile: Profile;
  cases: readonly CaseRecord[];
  at: number;
}

export const closedAt = (c: CaseRecord): number => Math.max(c.closedAt ?? Infinity, c.openedAt);
export const dueAt = (c: CaseRecord): number => c.dueAt ?? Infinity;
export const isOpen = (c: CaseRecord, at: number): boolean => c.openedAt <= at && closedAt(c) > at;
export const isOverdue = (c: CaseRecord, at: number): boolean => isOpen(c, at) && dueAt(c) <= at;
export const within = (t: number, since: number, until: number): boolean => since <= t && t <= until;
export const opened = (cases: readonly CaseRecord[], since: number, until: number): CaseRecord[] =>
  cases.filter((c) => within(c.openedAt, since, until));

export function of(all: Counted, service: string): CaseRecord[] {
  return all.cases.filter((c) => c.service === service);
}

export const earliest = (cases: readonly CaseRecord[]): number | null =>
  cases.length === 0 ? null : Math.min(...cases.map((c) => c.openedAt));

export function weeksOf(
  all: Counted,
  range: Parameters<typeof earlierWeeks>[0],
  cases: readonly CaseRecord[],
): Week[] {
  const { city, rules } = all.profile;
  return earlierWeeks(range, all.at, city, rules.usual.weeks, earliest(cases));
}
export type Week = ReturnType<typeof earlierWeeks>[number];

/** How many of some cases each week has, as a band. */
export function bandIn(
  all: Counted,
  weeks: readonly Week[],
  cases: readonly CaseRecord[],
): ReturnType<typeof bandOf> {
  return bandOf(
    weeks.map((w) => opened(cases, w.since, w.until).length),
    all.profile.rules.usual,
  );
}
