import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { periodBefore } from '../contract/calendar.ts';
import { unpackCells, type HeatCell } from '../contract/heat-cells.ts';
import { DAY, HOUR, MINUTE } from '../contract/instants.ts';
import { questions, type Data, type ParamsIn, type QuestionName } from '../contract/questions/index.ts';
import type { CaseRecord, CityRecord } from '../contract/records.ts';
import { filledCache, type Filled } from './oracle/filled.ts';
import { AREAS, CATEGORIES, fixtureProfile, UNITS } from './oracle/fixture.ts';
import { answer, type QuestionContext } from './index.ts';
import { changesOf, groupsOf } from './oracle/chance.ts';
import * as places from './oracle/places.ts';
import * as oracle from './oracle/cases.ts';
import type { Counted } from './oracle/counted.ts';

/** The data of an answer, checked by the contract's own schema. */
function ask<Q extends QuestionName>(context: QuestionContext, name: Q, params: ParamsIn<Q>): unknown {
  const found = answer(context, name, params);
  if (found.content !== 'data') throw new Error(`${name}: ${JSON.stringify(found)}`);
  return questions[name].answer.strict().parse(found.data);
}

const sortedCells = (data: unknown): HeatCell[] => {
  const { cells, width } = questions.heat.answer.parse(data);
  return unpackCells(cells, width).sort((a, b) => a.x - b.x || a.y - b.y);
};

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(values, { nil: undefined });
/** Whole hours often, so that instants meet at the edges of hours and days. */
const shift = fc.oneof(
  fc.integer({ min: -48, max: 24 * 75 }).map((h) => h * HOUR),
  fc.integer({ min: -2 * DAY, max: 75 * DAY }),
);
const lasting = fc.oneof(
  fc.integer({ min: -5, max: 100 }).map((h) => h * HOUR),
  fc.integer({ min: -HOUR, max: 20 * DAY }),
);

const someCase = (start: number): fc.Arbitrary<CaseRecord> =>
  fc
    .record({
      service: fc.constantFrom('s1', 's1', 's1', 's2'),
      id: fc.integer({ min: 0, max: 150 }).map((n) => `c${n}`),
      rev: fc.integer({ min: 1, max: 4 }),
      opened: shift,
      due: maybe(lasting),
      closed: maybe(lasting),
      category: fc.constantFrom(...CATEGORIES, 'strange'),
      unit: maybe(fc.constantFrom(...UNITS, 'u9')),
      area: maybe(fc.constantFrom(...AREAS, 'a9')),
      point: maybe(fc.tuple(fc.double({ min: 106, max: 106.1, noNaN: true }), fc.constant(10.5))),
    })
    .map(({ opened, due, closed, unit, area, point, ...rest }) => ({
      ...{ kind: 'case' as const, status: 'received' as const, openedAt: start + opened, ...rest },
      ...(due === undefined ? {} : { dueAt: start + opened + due }),
      ...(closed === undefined ? {} : { closedAt: start + opened + closed }),
      ...(unit === undefined ? {} : { unit }),
      ...(area === undefined ? {} : { area }),
      ...(point === undefined ? {} : { point }),
    }));

/** Usual traffic: the same few places every day, so that weeks have a usual, and at the end too much of it. */
function traffic(start: number, days: number): CaseRecord[] {
  const cases: CaseRecord[] = [];
  for (let day = 0; day < days; day++)
    for (let i = 0; i < (day === days - 1 ? 12 : 3); i++) {
      const openedAt = start + day * DAY + 9 * HOUR + i * 10 * MINUTE;
      const base = { kind: 'case', service: 's1', rev: 1, status: 'received', category: 'flood' } as const;
      const times = {
        openedAt,
        dueAt: openedAt + DAY,
        ...(i % 3 ? { closedAt: openedAt + i * 5 * HOUR } : {}),
      };
      cases.push({
        ...base,
        ...times,
        id: `t${day}-${i}`,
        area: 'a1',
        unit: i % 2 ? 'u1' : 'u2',
        point: [106.01, 10.5],
      });
    }
  return cases;
}

/** What is held after some records: the highest revision of each case, the first of equals, deleted ones gone. */
function heldAfter(records: readonly CityRecord[]): CaseRecord[] {
  const held = new Map<string, { rev: number; one: CaseRecord | null }>();
  for (const r of records) {
    if (r.kind !== 'case' && r.kind !== 'tombstone') continue;
    const key = r.kind === 'case' ? `${r.service}|${r.id}` : `${r.scope}|${r.id}`;
    const before = held.get(key);
    const newer =
      before === undefined || r.rev > before.rev || (r.kind === 'tombstone' && r.rev === before.rev);
    if (newer) held.set(key, { rev: r.rev, one: r.kind === 'case' ? r : null });
  }
  return [...held.values()].flatMap(({ one }) => one ?? []);
}

/** Holds every question about cases against the oracle, which counts the records one by one. */
function compare(filled: Filled, all: Counted, pick: fc.GeneratorValue): void {
  const context = filled.at(all.at);
  const range = pick(fc.constantFrom, 'hour', 'today', '24h', '7d', '30d', 'reportingMonth', 'month', 'year');
  const limit = pick(fc.integer, { min: 1, max: 4 });
  const service = 's1';
  if (all.cases.every((c) => c.service !== service)) {
    expect(answer(context, 'today', { service }).content).toBe('empty');
    return;
  }
  expect(ask(context, 'today', { service })).toEqual(oracle.countToday(all, { service }));
  expect(ask(context, 'backlog', { service })).toEqual(oracle.countBacklog(all, { service }));
  const byCategory = { service, range, limit };
  expect(ask(context, 'categories', byCategory)).toEqual(oracle.countCategories(all, byCategory));
  const category = pick(fc.constantFrom, undefined, 'flood', 'strange');
  const inAreas = { service, range, ...(category === undefined ? {} : { category }) };
  expect(ask(context, 'areas', inAreas)).toEqual(places.countAreas(all, inAreas));
  expect(ask(context, 'hotspots', { service })).toEqual(places.countHotspots(all, { service }));
  const services = ['s1', 's2'];
  expect(ask(context, 'strip', { services })).toMatchObject(oracle.countStrip(all, { services }));
  const heat = {
    ...{ service, grid: pick(fc.constantFrom, 'coarse', 'mid', 'fine') },
    ...{ range: pick(fc.constantFrom, 'hour', 'today', '24h', '7d', '30d') },
    against: pick(fc.constantFrom, 'nothing', 'usual'),
  };
  const [sums, counted] = [ask(context, 'heat', heat), oracle.countHeat(all, heat)];
  expect({ ...questions.heat.answer.parse(sums), cells: sortedCells(sums) }).toEqual({
    ...counted,
    cells: sortedCells(counted),
  });
  compareUnits(context, all, {
    service,
    range,
    whole: false,
    limit,
    order: pick(fc.constantFrom, 'late', 'overdue', 'worst', 'volume', 'best', 'improved', 'declined'),
    limits: false,
  });
}

function compareUnits(
  context: QuestionContext,
  all: Counted,
  params: Parameters<typeof oracle.countUnits>[1],
): void {
  const found = questions.units.answer.parse(ask(context, 'units', params));
  const counted = oracle.countUnits(all, params);
  const period = periodBefore(params.range, all.at, all.profile.city);
  const then = period === null ? null : oracle.countUnits({ ...all, at: period.until }, params);
  const { onTime, closed: done, late: tardy } = then?.city ?? counted.city;
  expect(found.before).toEqual(then === null ? null : { ...period, onTime, closed: done, late: tardy });
  expect([found.since, found.city]).toEqual([counted.since, counted.city]);
  const now = oracle.missedBy(counted.rows);
  const groups = groupsOf(now, 1 - (counted.city.onTime ?? 1));
  const changes = changesOf(now, oracle.missedBy(then?.rows ?? new Map()));
  for (const { unit, interval, excess, ...row } of found.rows) {
    const group = groups.get(unit);
    const change = changes.get(unit);
    expect({ unit, ...row }).toEqual({
      unit,
      ...counted.rows.get(unit),
      group: group === undefined ? null : (group ?? 'like'),
      before:
        then === null
          ? null
          : {
              onTime: then.rows.get(unit)?.onTime ?? null,
              change: change === undefined ? null : (change ?? 'same'),
            },
    });
    expect(interval === null).toBe(row.onTime === null);
    const share = counted.city.onTime ?? 1;
    expect(excess).toBeCloseTo(row.late + row.overdue - (row.closed + row.overdue) * (1 - share), 9);
  }
  expect(found.rows.length + found.others.units + (found.others.nobodys ? 1 : 0)).toBe(counted.rows.size);
  expect(found.others.nobodys).toBe(counted.rows.has('?') && !found.rows.some(({ unit }) => unit === '?'));
  for (const of of ['closed', 'late', 'open', 'overdue'] as const)
    expect(found.rows.reduce((n, row) => n + row[of], found.others[of])).toBe(found.city[of]);
  const late = (j: Data<'units'>['city']): number => j.late + j.overdue;
  if (params.order === 'late') {
    const shown = found.rows.filter((row) => row.unit !== '?').map(late);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
  }
  if (params.order === 'overdue') {
    const shown = found.rows.filter((row) => row.unit !== '?').map(({ overdue }) => overdue);
    expect(shown).toEqual([...shown].sort((a, b) => b - a));
  }
  const shown = found.rows.reduce((n, row) => n + late(row), 0);
  if (found.lateShare === null) expect(late(found.city)).toBe(0);
  else expect(found.lateShare).toBeCloseTo(shown / late(found.city), 12);
}

describe('every question about cases equal the oracle, at any instant', () => {
  it.each(['Asia/Ho_Chi_Minh', 'America/New_York', 'Asia/Kolkata'])('in %s', { timeout: 120_000 }, (zone) => {
    const start = DateTime.fromISO('2026-09-20T00:00', { zone }).toMillis();
    // Half the areas begin or end within the time that is asked about.
    const profile = fixtureProfile(zone);
    const days = {
      a2: { validFrom: '2026-10-20' },
      a3: { validTo: '2026-10-19' },
      a4: { validFrom: '2026-11-01' },
    };
    for (const area of profile.areas)
      Object.assign(area, Object.entries(days).find(([id]) => id === area.id)?.[1]);
    const batch = fc.array(
      fc.oneof(
        { weight: 9, arbitrary: someCase(start) },
        {
          weight: 1,
          arbitrary: fc.record({
            ...{ kind: fc.constant('tombstone' as const), of: fc.constant('case' as const) },
            ...{
              scope: fc.constantFrom('s1', 's2'),
              id: fc.integer({ min: 0, max: 150 }).map((n) => `c${n}`),
            },
            rev: fc.integer({ min: 1, max: 4 }),
          }),
        },
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        fc.array(batch, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.array(shift, { minLength: 2, maxLength: 4 }),
        fc.gen(),
        (batches, busy, instants, pick) => {
          const all: CityRecord[][] = busy ? [traffic(start, 50), ...batches] : batches;
          const filled = filledCache(profile, all);
          try {
            const cases = heldAfter(all.flat());
            const busiest = start + 49 * DAY + 11 * HOUR;
            for (const at of [busiest, ...instants.map((s) => start + s)])
              compare(filled, { profile, cases, at }, pick);
          } finally {
            filled.close();
          }
        },
      ),
      { numRuns: 6 },
    );
  });
});
