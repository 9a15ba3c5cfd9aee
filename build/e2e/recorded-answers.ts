import { expect } from 'vitest';
import type { z } from 'zod';
import type { Subscription } from '../../sync/contract/link.ts';
import { UNKNOWN } from '../../sync/contract/questions/cases.ts';
import { questions, type Data, type QuestionName } from '../../sync/contract/questions/index.ts';
import { countAt, midnight, spanOf, type Request } from './recording.ts';

const DAY = 86_400_000;

/** Asks the wall one question as it stood at an instant. */
export type Ask = <T>(
  name: QuestionName,
  answer: z.ZodType<T>,
  params: Subscription['params'],
  at: number,
) => Promise<T>;

/** Instants to ask of: midnights and their neighbours, and when something happens or a moment before. */
function instantsOf(requests: readonly Request[], zone: string): number[] {
  const { first, end } = spanOf(requests);
  const nights = Array.from({ length: 10 }, (_, i) =>
    midnight(midnight(first, zone) + (i + 1.5) * DAY, zone),
  );
  const events = requests
    .flatMap((r) => [r.opened, r.due, r.closed])
    .filter((t) => t > first && t < end)
    .sort((a, b) => a - b);
  const beside = nights.slice(0, 4).flatMap((t) => [t - 1, t, t + 1]);
  const some = events.filter((_, i) => i % Math.ceil(events.length / 28) === 0);
  return [...beside, ...nights.slice(4), ...some.map((t, i) => (i % 2 ? t : t - 1))].filter(
    (t) => t >= first && t <= end,
  );
}

/** Checks what a wall answers of some thirty past instants against the recording, counted one by one. */
export async function checkAnswers(
  ask: Ask,
  requests: readonly Request[],
  { service, zone }: { service: string; zone: string },
): Promise<void> {
  const instants = instantsOf(requests, zone);
  expect(instants.length).toBeGreaterThanOrEqual(30);
  const category = commonest(requests);
  for (const at of instants) {
    const [backlog, strip, today, areas, inAreas, categories, units] = await Promise.all([
      ask('backlog', questions.backlog.answer, { service }, at),
      ask('strip', questions.strip.answer, { services: [service] }, at),
      ask('today', questions.today.answer, { service }, at),
      ask('areas', questions.areas.answer, { service, range: '30d' }, at),
      ask('areas', questions.areas.answer, { service, range: '30d', category }, at),
      ask('categories', questions.categories.answer, { service, range: '30d', limit: 100 }, at),
      ask('units', questions.units.answer, { service, range: '30d', limit: 100 }, at),
    ]);
    const counted = countAt(requests, at, zone);
    const known = requests.filter((r) => r.opened <= at);
    const [row] = strip.rows;
    expect({
      at,
      open: backlog.open,
      overdue: backlog.overdue,
      closed: row?.closed30,
      today: today.count,
      cases: categories.total,
    }).toEqual({
      at,
      open: counted.open,
      overdue: counted.overdue,
      closed: counted.closed,
      today: counted.today,
      cases: counted.cases,
    });
    expect([row?.today, row?.open, row?.overdue]).toEqual([counted.today, counted.open, counted.overdue]);
    const judged = counted.closed + counted.overdue;
    expect(row?.onTime30).toBe(judged === 0 ? null : (counted.closed - counted.late) / judged);
    for (const { category: kind, count } of categories.rows)
      expect([at, kind, count]).toEqual([at, kind, known.filter((r) => r.category === kind).length]);
    checkAreas(areas, known, at);
    checkAreas(
      inAreas,
      known.filter((r) => r.category === category),
      at,
    );
    checkUnits(units, known, at);
  }
}

function commonest(requests: readonly Request[]): string {
  const counts = new Map<string, number>();
  for (const { category } of requests) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

function checkAreas(areas: Data<'areas'>, known: readonly Request[], at: number): void {
  expect([at, areas.unknown]).toEqual([at, known.filter((r) => r.area === null).length]);
  for (const { area, count, open, overdue } of areas.rows) {
    const here = known.filter((r) => r.area === area);
    expect({ at, area, count, open, overdue }).toEqual({ at, area, count: here.length, ...openOf(here, at) });
  }
}

/** All requests of cities without units are of one that is unknown. */
function checkUnits(units: Data<'units'>, known: readonly Request[], at: number): void {
  const expected = [...Map.groupBy(known, (r) => r.unit ?? UNKNOWN)].map(([unit, theirs]) => {
    const closed = theirs.filter((r) => r.closed <= at);
    const late = closed.filter((r) => r.closed > r.due).length;
    return { at, unit, closed: closed.length, late, ...openOf(theirs, at) };
  });
  const byUnit = (a: { unit: string }, b: { unit: string }): number => (a.unit < b.unit ? -1 : 1);
  const answered = units.rows.map(({ unit, closed, late, open, overdue }) => ({
    ...{ at, unit, closed, late, open, overdue },
  }));
  expect(answered.sort(byUnit)).toEqual(expected.sort(byUnit));
}

function openOf(requests: readonly Request[], at: number): { open: number; overdue: number } {
  const open = requests.filter((r) => r.closed > at);
  return { open: open.length, overdue: open.filter((r) => r.due <= at).length };
}
