import fc from 'fast-check';
import { DAY, HOUR } from '../../contract/instants.ts';
import {
  askedState,
  type AskedState,
  type CaseFilter,
  type CaseLine,
} from '../../contract/questions/drill.ts';
import { questions } from '../../contract/questions/index.ts';
import type { Profile } from '../../contract/profile.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { AREAS, CATEGORIES, fixtureProfile, UNITS } from './fixture.ts';

/** A city whose unit u2 has a sub-unit and a predecessor, whose area a2 took over from a1, and whose a3 and a4 were one; s2 has no light. */
export function city(): Profile {
  const profile = fixtureProfile();
  const { units, areas } = profile;
  const [u3, u4, a2] = [units[2], units[3], areas[1]];
  if (u3 !== undefined) u3.parent = 'u2';
  if (u4 !== undefined) u4.succeeds = ['u3'];
  if (a2 !== undefined) a2.succeeds = ['a1'];
  for (const area of areas.slice(2, 4)) area.group = 'north';
  profile.services[1]?.categories.pop();
  return profile;
}
const TREE: Record<string, string[]> = { u2: ['u2', 'u3'], u4: ['u4', 'u3'], a2: ['a2', 'a1'] };
export const START = Date.parse('2026-10-20T00:00:00+07:00');

export const closed = (c: CaseRecord): number => Math.max(c.closedAt ?? Infinity, c.openedAt);
const due = (c: CaseRecord): number => Math.max(c.dueAt ?? Infinity, c.openedAt);

/** What a list is sorted by, ascending; 0 where its order is not looked at. */
export function sortedBy(filter: CaseFilter, order: 'newest' | 'due', at: number): (r: CaseLine) => number {
  const { state, id, part, from, to } = filter;
  const dueBy = (r: CaseLine): number => Math.max(r.dueAt ?? Infinity, r.openedAt);
  return (r) => {
    if (order === 'due') return dueBy(r);
    if (id !== undefined || part !== undefined) return -Number(r.id.slice(2));
    const open = r.closedAt === null || r.closedAt > at;
    // Those that are open first, in their own order; then the latest that was closed.
    if (state === 'missed') return open ? dueBy(r) - 1e15 : -(r.closedAt ?? 0);
    if (state === 'handled') return open ? -r.openedAt - 1e15 : -(r.closedAt ?? 0);
    if (from === undefined && to === undefined) return -r.openedAt;
    if (state === 'closed' || state === 'late') return -(r.closedAt ?? 0);
    return state === 'rated' || state === 'returned' ? 0 : -r.openedAt;
  };
}

const GROUPS: Record<string, string[]> = { north: ['a3', 'a4'] };

/** A filter as its words say it, case by case. */
export function matches(filter: CaseFilter, now: number): (c: CaseRecord) => boolean {
  const [from, at] = [filter.from ?? 0, Math.min(filter.to ?? now, now)];
  const codes = (wanted: string): string[] =>
    GROUPS[wanted] ?? (filter.tree ? (TREE[wanted] ?? [wanted]) : [wanted]);
  const is = (wanted: string | undefined, has: string | undefined, known: string[]): boolean =>
    wanted === undefined ||
    (wanted === '?'
      ? has === undefined || !known.includes(has)
      : has !== undefined && codes(wanted).includes(has));
  return (c) => {
    const [isOpen, isOverdue] = [closed(c) > at, due(c) <= at];
    const dueSoon = isOpen && !isOverdue && due(c) <= at + 24 * HOUR;
    const closedThen = !isOpen && closed(c) >= from;
    const lateThen = closedThen && closed(c) > due(c);
    const rated = Math.max(c.events?.findLast((e) => e.what === 'rated')?.at ?? c.closedAt ?? 0, c.openedAt);
    const states: Record<AskedState, boolean> = {
      ...{ open: isOpen, overdue: isOpen && isOverdue, dueSoon, untimed: isOpen && due(c) === Infinity },
      inTime: isOpen && !isOverdue && !dueSoon && due(c) !== Infinity,
      ...{ closed: closedThen, late: lateThen },
      missed: (isOpen && isOverdue) || lateThen,
      handled: isOpen || closedThen,
      rated:
        c.rating !== undefined && rated >= from && rated <= at && c.rating === (filter.rating ?? c.rating),
      returned: (c.events ?? []).some((e) => {
        const back = Math.max(e.at, c.openedAt);
        return e.what === 'reopened' && back >= from && back <= at;
      }),
    };
    return (
      (filter.service === undefined || c.service === filter.service) &&
      (filter.id === undefined ||
        [filter.id, filter.id.toUpperCase(), filter.id.toLowerCase()].some((id) => c.id.startsWith(id))) &&
      (filter.part === undefined || c.id.toLowerCase().includes(filter.part.toLowerCase())) &&
      is(filter.category, c.category, c.service === 's2' ? CATEGORIES.slice(0, 2) : CATEGORIES) &&
      is(filter.unit, c.unit, UNITS) &&
      is(filter.area, c.area, AREAS) &&
      (filter.categories?.includes(c.category) ?? true) &&
      (filter.areas?.some((area) => c.area !== undefined && codes(area).includes(c.area)) ?? true) &&
      (filter.state === undefined || states[filter.state]) &&
      c.openedAt >= (filter.since ?? 0) &&
      c.openedAt <= Math.min(filter.until ?? at, at)
    );
  };
}

/** Given more often than not in a case, less often in a filter: a filter of everything has nothing. */
const some =
  (weight: number) =>
  <T>(key: string, values: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
    fc.oneof(
      { weight, arbitrary: values.map((v) => ({ [key]: v })) },
      { weight: 10 - weight, arbitrary: fc.constant({}) },
    );
const [maybe, asked] = [some(7), some(3)];
const hours = fc.integer({ min: 0, max: 24 * 60 }).map((h) => START + h * HOUR);
export const someCase: fc.Arbitrary<CaseRecord> = fc
  .tuple(
    fc.record({
      service: fc.constantFrom('s1', 's1', 's2'),
      openedAt: fc.oneof(hours, fc.integer({ min: START, max: START + 60 * DAY })),
      category: fc.constantFrom(...CATEGORIES, 'strange'),
    }),
    maybe('due', fc.integer({ min: -5, max: 200 })),
    // A millisecond before an hour is another hour.
    maybe(
      'closed',
      fc.tuple(fc.integer({ min: -5, max: 300 }), fc.constantFrom(0, 0, 1 / HOUR)).map(([h, ms]) => h - ms),
    ),
    maybe('unit', fc.constantFrom(...UNITS, 'u9')),
    maybe('area', fc.constantFrom(...AREAS, 'a9')),
    maybe('reopened', fc.integer({ min: -5, max: 200 })),
    maybe('rating', fc.integer({ min: 1, max: 5 })),
    some(3)('rated', fc.integer({ min: 0, max: 200 })),
  )
  .map(([base, d, c, unit, area, r, rating, rated]): CaseRecord => {
    const after = (by: number | undefined): number => base.openedAt + Math.round((by ?? 0) * HOUR);
    return {
      ...{ kind: 'case', id: '', rev: 1, status: c['closed'] === undefined ? 'inProgress' : 'resolved' },
      ...{ ...base, ...unit, ...area, ...rating },
      ...(d['due'] === undefined ? {} : { dueAt: after(d['due']) }),
      ...(c['closed'] === undefined ? {} : { closedAt: after(c['closed']) }),
      events: [
        ...(r['reopened'] === undefined ? [] : [{ at: after(r['reopened']), what: 'reopened' as const }]),
        ...(r['reopened'] === undefined ? [] : [{ at: after(r['reopened'] + 9), what: 'reopened' as const }]),
        ...(rated['rated'] === undefined ? [] : [{ at: after(rated['rated']), what: 'rated' as const }]),
      ],
    };
  });
export const someFilter: fc.Arbitrary<CaseFilter> = fc
  .tuple(
    asked('service', fc.constantFrom('s1', 's2')),
    asked('category', fc.constantFrom(...CATEGORIES, '?')),
    asked('unit', fc.constantFrom(...UNITS, '?')),
    asked('area', fc.constantFrom(...AREAS, 'north', '?')),
    some(2)('categories', fc.uniqueArray(fc.constantFrom('flood', 'noise'), { minLength: 1 })),
    some(2)('areas', fc.uniqueArray(fc.constantFrom(...AREAS), { minLength: 1 })),
    some(6)('state', fc.constantFrom(...askedState.options)),
    asked('from', hours),
    asked('to', hours),
    asked('rating', fc.integer({ min: 1, max: 5 })),
    asked('since', hours),
    asked('until', hours),
    asked('id', fc.constantFrom('A-', 'a-1', 'A-00', 'b')),
    some(2)('part', fc.constantFrom('-1', 'a-00', '0', '12', '%')),
    fc.record({ tree: fc.boolean() }),
  )
  .map((parts) => questions.cases.params.parse({ filter: Object.assign({}, ...parts) }).filter)
  // What says nothing without another is refused, and tested below.
  .map(({ from, to, rating, ...others }): CaseFilter => ({
    ...others,
    ...(others.state === undefined || from === undefined ? {} : { from }),
    ...(others.state === undefined || to === undefined ? {} : { to }),
    ...(others.state !== 'rated' || rating === undefined ? {} : { rating }),
  }))
  .filter(({ service, category }) => service !== 's2' || category !== 'light');
