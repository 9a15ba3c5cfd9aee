import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { periodBefore, range as rangeSchema } from '../contract/calendar.ts';
import { DAY, HOUR } from '../contract/instants.ts';
import type { Data, ParamsIn } from '../contract/questions/index.ts';
import type { CaseRecord } from '../contract/records.ts';
import { filledCache } from './oracle/filled.ts';
import { fixtureProfile } from './oracle/fixture.ts';
import { answer, type QuestionContext } from './index.ts';
import { ask, instant, must, oneRecord } from './oracle/random-cases.ts';
import { order } from './unit-laws.fixture.ts';

/** What must hold between answers, whatever was recorded: two figures on one wall that cannot both be true are the worst bug there is. */

type Range = ParamsIn<'flow'>['range'];
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Every question that tells one figure tells the same. */
function agree(context: QuestionContext, range: Range, days: number): void {
  const service = 's1';
  const whole = must(context, 'flow', { service, range });
  const today = must(context, 'flow', { service, range: 'today' });
  const daily = must(context, 'days', { service, days });
  const units = must(context, 'units', { service, range, limit: 500 });
  const quality = must(context, 'quality', { service, range, limit: 200 });
  const ages = must(context, 'ages', { service });
  const backlog = must(context, 'backlog', { service });
  const areas = must(context, 'areas', { service, range });
  const categories = must(context, 'categories', { service, range, limit: 100 });
  const [strip] = must(context, 'strip', { services: [service] }).rows;
  const now = daily.rows.at(-1);

  const { open, overdue } = backlog;
  for (const one of [whole, today, now, units.city, ages, strip])
    expect([one?.open, one?.overdue]).toEqual([open, overdue]);
  expect(whole.before + whole.opened - whole.closed).toBe(whole.open);
  expect([whole.dueSoon, backlog.within + backlog.untimed + backlog.dueSoon + overdue]).toEqual([
    backlog.dueSoon,
    open,
  ]);
  for (const one of [units.city, quality.city]) expect(one.closed).toBe(whole.closed);
  expect([units.city.late, quality.city.returned]).toEqual([whole.late, whole.returned]);
  expect(units.city.closed + units.city.overdue === 0).toBe(units.city.onTime === null);
  expect([now?.opened, now?.closed, now?.late]).toEqual([today.opened, today.closed, today.late]);
  expect(must(context, 'today', { service }).count).toBe(today.opened);
  expect([strip?.today, strip?.opened === undefined ? -1 : strip.opened - strip.closed]).toEqual([
    today.opened,
    open,
  ]);
  for (const one of [categories, areas]) expect(one.total).toBe(whole.opened);
  expect(sum(categories.rows.map((row) => row.count)) + categories.others.count).toBe(whole.opened);
  expect(sum(areas.rows.map((row) => row.count)) + areas.former + areas.unknown).toBe(whole.opened);

  // The parts are the whole.
  const each = <Q extends 'open' | 'overdue' | 'closed' | 'late'>(of: Q): number =>
    sum(units.rows.map((row) => row[of]));
  expect([each('open'), each('overdue'), each('closed'), each('late')]).toEqual([
    open,
    overdue,
    whole.closed,
    whole.late,
  ]);
  for (const { unit, ...row } of units.rows) {
    if (unit === '?') continue;
    const own = must(context, 'flow', { service, range, unit, predecessors: false });
    expect(row).toMatchObject({ open: own.open, overdue: own.overdue, closed: own.closed, late: own.late });
    const old = must(context, 'ages', { service, unit, predecessors: false });
    expect([old.open, old.overdue]).toEqual([own.open, own.overdue]);
    // With those it took over from, it is as large in one answer as in another.
    const [line, lineAges] = [
      must(context, 'flow', { service, range, unit }),
      must(context, 'ages', { service, unit }),
    ];
    expect([lineAges.open, lineAges.overdue]).toEqual([line.open, line.overdue]);
    expect(line.open).toBeGreaterThanOrEqual(own.open);
    const rated = quality.rows.find((one) => one.unit === unit);
    if (rated !== undefined) expect([rated.closed, rated.returned]).toEqual([own.closed, own.returned]);
  }
  for (const list of [quality.city, quality.others, ...quality.rows]) {
    expect(sum(list.ratings)).toBe(list.rated);
    expect(list.mean === null).toBe(list.rated === 0);
    if (list.mean !== null) expect(list.mean >= 1 && list.mean <= 5).toBe(true);
  }
  for (const of of ['rated', 'returned', 'closed'] as const)
    expect(sum(quality.rows.map((row) => row[of])) + quality.others[of]).toBe(quality.city[of]);
  const GROUPS = ['worse', 'like', 'better'];
  const places = quality.rows.map(({ group }) => GROUPS.indexOf(group));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  for (const { mean, interval, group } of quality.rows) {
    if (mean === null || interval === null || quality.city.mean === null) throw new Error('nothing is rated');
    expect(interval.low <= mean + 1e-4 && mean - 1e-4 <= interval.high).toBe(true);
    if (group === 'worse') expect(interval.high).toBeLessThan(quality.city.mean + 1e-3);
    if (group === 'better') expect(interval.low).toBeGreaterThan(quality.city.mean - 1e-3);
  }

  // One day leads to the next, and to the lists behind it.
  daily.rows.forEach((row, i) => {
    const before = daily.rows[i - 1];
    if (before !== undefined) expect(before.open + row.opened - row.closed).toBe(row.open);
    expect(row.late).toBeLessThanOrEqual(row.closed);
    expect(row.overdue).toBeLessThanOrEqual(row.open);
  });
  // Of fewer days fewer are marked by chance: that alone may be another.
  const unmarked = ({ unusual: _, ...row }: (typeof daily.rows)[number]): object => row;
  const fewer = must(context, 'days', { service, days: 7 });
  expect(fewer.rows.map(unmarked)).toEqual(daily.rows.slice(-7).map(unmarked));
  expect(fewer.rows.at(-1)).toEqual(now);
  // One service is as unusual in one answer as in another.
  expect(strip?.unusual).toEqual(must(context, 'today', { service }).unusual);
  expect(now?.unusual).toBe(strip?.unusual !== null);
}

/** Behind every figure is a list that has as many cases. */
function listed(context: QuestionContext, range: Range, days: number): void {
  const service = 's1';
  const list = (filter: ParamsIn<'cases'>['filter']): number => {
    let [count, after]: [number, string | null] = [0, null];
    do {
      const more: { after?: string } = after === null ? {} : { after };
      const page: Data<'cases'> = must(context, 'cases', {
        filter: { service, ...filter },
        limit: 200,
        ...more,
      });
      count += page.rows.length;
      after = page.next;
      if (after === null && page.total !== null) expect(page.total, JSON.stringify(filter)).toBe(count);
    } while (after !== null);
    return count;
  };
  const flow = must(context, 'flow', { service, range });
  const { within, untimed, dueSoon, overdue, open } = must(context, 'backlog', { service });
  const from = flow.since;
  const states = (['inTime', 'untimed', 'dueSoon', 'overdue', 'open'] as const).map((state) =>
    list({ state }),
  );
  expect(states).toEqual([within, untimed, dueSoon, overdue, open]);
  expect(list({ state: 'open', to: from - 1 })).toBe(flow.before);
  expect([list({ since: from }), list({ state: 'closed', from })]).toEqual([flow.opened, flow.closed]);
  expect([list({ state: 'late', from }), list({ state: 'missed', from })]).toEqual([
    flow.late,
    flow.late + flow.overdue,
  ]);
  expect(list({ state: 'handled', from })).toBe(flow.closed + flow.open);
  const { city } = must(context, 'quality', { service, range });
  expect(list({ state: 'rated', from })).toBe(city.rated);
  for (const rating of [1, 2, 3, 4, 5] as const)
    expect(list({ state: 'rated', rating, from })).toBe(city.ratings[rating - 1]);
  // One that came back twice is one case.
  expect(list({ state: 'returned', from })).toBeLessThanOrEqual(city.returned);
  const { rows } = must(context, 'days', { service, days });
  rows.slice(-12).forEach((day, i, last) => {
    const to = (last[i + 1]?.start ?? context.at + 1) - 1;
    const then = { from: day.start, to };
    expect(list({ state: 'closed', ...then })).toBe(day.closed);
    expect([list({ state: 'late', ...then }), list({ state: 'overdue', to })]).toEqual([
      day.late,
      day.overdue,
    ]);
  });
  for (const { unit, late, overdue, closed } of must(context, 'units', { service, range, limit: 500 }).rows) {
    const own = { unit, tree: false, from } as const;
    expect(list({ state: 'missed', ...own })).toBe(late + overdue);
    expect(list({ state: 'closed', ...own })).toBe(closed);
  }
}

/** A whole period is told as it stood in its last instant. */
function whole(context: QuestionContext): void {
  for (const range of ['month', 'reportingMonth', 'year'] as const) {
    const period = periodBefore(range, context.at, context.profile.city);
    if (period === null) throw new Error(`${range} has no periods`);
    const asked = { service: 's1', range, order: 'best', limit: 500 } as const;
    const { until, ...last } = must(context, 'units', { ...asked, whole: true });
    const then = must({ ...context, at: period.until }, 'units', asked);
    expect({ ...last, until: null }).toEqual(then);
    expect(until).toBe(period.until);
  }
}

describe('laws of the questions about cases', () => {
  it('a service of which fewer sums are kept tells what it can, and of the rest that it cannot', () => {
    const at = Date.parse('2026-11-10T04:00:00Z');
    const one: CaseRecord = {
      ...{ kind: 'case', service: 's2', id: 'x', rev: 1, openedAt: at - DAY, status: 'received' },
      ...{ category: 'flood', unit: 'u1', area: 'a1' },
    };
    const filled = filledCache(fixtureProfile(), [[one]]);
    const context = filled.at(at);
    const service = 's2';
    expect(must(context, 'flow', { service, range: '7d' })).toMatchObject({
      opened: 1,
      open: 1,
      returned: null,
    });
    expect(must(context, 'days', { service, days: 7 }).rows.at(-2)).toMatchObject({ opened: 1, open: 1 });
    expect(must(context, 'ages', { service, unit: 'u1' })).toMatchObject({ open: 1 });
    for (const [name, params] of [
      ['flow', { service, range: '7d', unit: 'u1' }],
      ['days', { service, area: 'a1' }],
      ['days', { service, category: 'flood' }],
      ['quality', { service, range: '7d' }],
      ['units', { service, range: '7d' }],
      ['areas', { service, range: '7d' }],
    ] as const)
      expect(answer(context, name, params), name).toMatchObject({
        content: 'error',
        error: { code: 'question-failed', what: expect.stringMatching(/^No sums .* "s2"/) },
      });
    filled.close();
  });

  it.each(['Asia/Ho_Chi_Minh', 'America/New_York', 'Australia/Lord_Howe'])(
    'one figure is one figure, wherever it is told, in %s',
    { timeout: 120_000 },
    (zone) => {
      const start = DateTime.fromISO('2026-09-01T00:00', { zone }).toMillis();
      const profile = fixtureProfile(zone);
      const [a2, u4] = [profile.areas[1], profile.units[3]];
      if (a2 !== undefined) Object.assign(a2, { validFrom: '2026-10-10' });
      if (u4 !== undefined) Object.assign(u4, { validFrom: '2026-10-01', succeeds: ['u3', 'u6'] });
      fc.assert(
        fc.property(
          fc.array(fc.array(oneRecord(start), { maxLength: 50 }), { minLength: 1, maxLength: 3 }),
          fc.array(
            fc.tuple(instant, fc.constantFrom(...rangeSchema.options), fc.integer({ min: 8, max: 40 })),
            {
              minLength: 2,
              maxLength: 3,
            },
          ),
          (batches, asked) => {
            const filled = filledCache(profile, batches);
            try {
              for (const [pick, range, days] of asked) {
                const context = filled.at(pick(start, batches.flat()));
                if (ask(context, 'flow', { service: 's1', range }) === null) continue;
                agree(context, range, days);
                listed(context, range, days);
                order(context, range);
                whole(context);
              }
            } finally {
              filled.close();
            }
          },
        ),
        { numRuns: 20, endOnFailure: true },
      );
    },
  );

  it('what is opened later changes no answer about before', { timeout: 120_000 }, () => {
    const zone = 'Asia/Ho_Chi_Minh';
    const start = DateTime.fromISO('2026-09-01T00:00', { zone }).toMillis();
    const profile = fixtureProfile(zone);
    const at = start + 50 * DAY + 7 * HOUR;
    const everything = (context: QuestionContext): unknown[] =>
      rangeSchema.options.flatMap((range) => [
        ask(context, 'flow', { service: 's1', range }),
        ask(context, 'flow', { service: 's1', range, unit: 'u2' }),
        ask(context, 'units', { service: 's1', range, order: 'improved' }),
        ask(context, 'quality', { service: 's1', range }),
        ask(context, 'areas', { service: 's1', range }),
        ask(context, 'ages', { service: 's1' }),
        ask(context, 'days', { service: 's1', days: 30 }),
      ]);
    fc.assert(
      fc.property(fc.array(oneRecord(start), { minLength: 5, maxLength: 80 }), (drawn) => {
        const cases = drawn.flatMap((one, i) =>
          one.kind === 'case' ? [{ ...one, id: `c${i}`, rev: 1 }] : [],
        );
        const [before, after] = [cases.filter((c) => c.openedAt <= at), cases.filter((c) => c.openedAt > at)];
        const filled = filledCache(profile, [before]);
        try {
          const then = everything(filled.at(at));
          filled.apply(after);
          expect(everything(filled.at(at))).toEqual(
            before.some((c) => c.service === 's1') ? then : everything(filled.at(at)),
          );
        } finally {
          filled.close();
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
