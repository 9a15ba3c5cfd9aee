import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOfDay, startOfReportingMonth } from '../contract/calendar.ts';
import { DAY, HOUR } from '../contract/instants.ts';
import {
  questions,
  schemasOf,
  type Data,
  type ParamsIn,
  type QuestionName,
} from '../contract/questions/index.ts';
import { lookupIn } from '../profile/index.ts';
import { filledCache, type Filled } from './oracle/filled.ts';
import { fixtureProfile, UNITS } from './oracle/fixture.ts';
import { at, floodMorning, measure, midnight } from './oracle/flood-morning.ts';
import { answer, type QuestionContext } from './index.ts';

let filled: Filled;
beforeAll(() => {
  filled = filledCache(fixtureProfile(), [floodMorning()]);
});
afterAll(() => filled.close());

/** The data of a question, as the contract says it must be. */
function data<Q extends QuestionName>(
  name: Q,
  params: ParamsIn<Q>,
  more: Partial<QuestionContext> = {},
): Data<Q> {
  const context = filled.at(at, more);
  const answered = answer(context, name, params);
  if (answered.content !== 'data') throw new Error(`${name}: ${JSON.stringify(answered)}`);
  expect(answered.asOf).toBe(context.at);
  questions[name].answer.strict().parse(answered.data);
  return schemasOf(name).answer.parse(answered.data);
}

describe('figures on one screen agree', () => {
  it.each([at, at - 3 * HOUR, midnight, midnight - 1, midnight - 20 * DAY])('at %d', (instant) => {
    const context = { at: instant };
    const day = data('today', { service: 's1' }, context);
    const kinds = data('categories', { service: 's1', range: 'today', limit: 1 }, context);
    const places = data('areas', { service: 's1', range: 'today' }, context);
    const map = data('heat', { service: 's1', range: 'today', grid: 'mid' }, context);
    const row = data('strip', { services: ['s1'] }, context).rows[0];
    const now = data('backlog', { service: 's1' }, context);
    const by = data('units', { service: 's1', range: '30d', limit: 1 }, context);
    const hours = day.hours.reduce((n, hour) => n + (hour.count ?? 0), 0);
    const shown = kinds.rows.reduce((n, row) => n + row.count, kinds.others.count);
    const here = places.rows.reduce((n, row) => n + row.count, places.unknown + places.former);
    expect(
      new Set([day.count, hours, kinds.total, shown, places.total, here, map.total, row?.today]).size,
    ).toBe(1);
    expect(now.within + now.dueSoon + now.overdue).toBe(now.open);
    const city = [by.city.open, by.city.overdue];
    expect([[row?.open, row?.overdue], [now.open, now.overdue], city]).toEqual([city, city, city]);
    expect([row?.closed30, row?.onTime30]).toEqual([by.city.closed, by.city.onTime]);
    expect(row?.usual).toEqual(day.usual);
  });
});

it('a service whose source is silent makes the others in its strip no older', () => {
  const profile = fixtureProfile();
  for (const service of profile.services) if (service.id === 's2') service.source = 'books';
  const watermarks = { calls: at, books: at - 400 * DAY };
  const asked = filled.at(at, { profile, lookup: lookupIn(profile), watermarks });
  const { freshness } = answer(asked, 'strip', { services: ['s1', 's2'] });
  const { rows } = data('strip', { services: ['s1', 's2'] }, asked);
  expect(freshness.state).toBe('live');
  expect(rows.map(({ reach }) => reach)).toEqual([
    { state: 'live', since: at },
    { state: 'stale', since: at - 400 * DAY },
  ]);
  // A line that is late is told once, by the strip's own freshness.
  const cut = data('strip', { services: ['s1', 's2'] }, { ...asked, line: 'late' });
  expect(answer({ ...asked, line: 'late' }, 'strip', { services: ['s1', 's2'] }).freshness.state).toBe(
    'late',
  );
  expect(cut.rows.map(({ reach }) => reach.state)).toEqual(['live', 'stale']);
});

describe('the flood of the morning', () => {
  it('is found, with its unit, how many are overdue and when the next falls due', () => {
    const { rows } = data('hotspots', { service: 's1' });
    expect(rows).toEqual([
      {
        ...{ area: 'a1', category: 'flood', count: 10, hours: 6, usual: 1, ratio: 10 },
        ...{ unit: 'u2', overdue: 4, due: at + DAY / 24, point: [106.1, 10.5] },
      },
    ]);
  });

  it('is not one where the usual is not known, or on a morning like any other', () => {
    expect(data('hotspots', { service: 's1' }, { at: midnight - 40 * DAY + 10 * HOUR }).rows).toEqual([]);
    expect(data('hotspots', { service: 's1' }, { at: at - DAY }).rows).toEqual([]);
  });

  it('makes the day unusual, its open cases due soon or overdue', () => {
    const day = data('today', { service: 's1' });
    expect(day).toMatchObject({ count: 10, usual: { low: 2, median: 2, high: 2 }, days: 5 });
    expect(day.hours.map((h) => h.count).slice(8, 13)).toEqual([0, 10, 0, 0, null]);
    expect(data('backlog', { service: 's1' })).toEqual({
      open: 10,
      within: 3,
      dueSoon: 3,
      ...{ overdue: 4, untimed: 0 },
      soonHours: 24,
    });
    const a1 = data('areas', { service: 's1', range: 'today' }).rows.find((row) => row.area === 'a1');
    expect(a1).toMatchObject({ count: 10, ratio: 10, open: 10, overdue: 4 });
  });

  it('leaves the late unit in front, with its share of all late cases', () => {
    const by = data('units', { service: 's1', range: '30d', limit: 1 });
    expect(by.rows).toMatchObject([{ unit: 'u3', group: 'worse', closed: 29, late: 29, onTime: 0 }]);
    expect(by.lateShare).toBeCloseTo(29 / 33, 12);
    const best = data('units', { service: 's1', range: '30d', order: 'worst', limits: true, limit: 500 });
    // Nobody can say of four of four that it is no chance, however late they all are.
    expect(best.rows.map((row) => [row.unit, row.group])).toEqual([
      ['u3', 'worse'],
      ['u2', 'like'],
      ['u1', 'better'],
    ]);
    expect(best.groups).toMatchObject({
      worse: { units: 1, late: 29 },
      like: { units: 1 },
      better: { units: 1 },
    });
    const last = best.limits.at(-1);
    expect([best.limits[0]?.of, last?.of]).toEqual([
      1,
      Math.max(...best.rows.map((r) => r.closed + r.overdue)),
    ]);
    expect(UNITS.length).toBeGreaterThan(best.rows.length);
  });
});

describe('indicators', () => {
  it('come with those at risk first, of the present territory alone', () => {
    const { rows, counts, matching } = data('indicators', {});
    expect(rows.map((row) => [row.indicator, row.state])).toEqual([
      ['spent', 'red'],
      ['fires', 'orange'],
      ['births', 'unknown'],
      ['onTime', 'green'],
    ]);
    expect(counts).toEqual({ red: 1, orange: 1, green: 1, unknown: 1, total: 4 });
    expect(matching).toBe(4);
    const some = data('indicators', { states: ['red', 'unknown'], limit: 1 });
    expect([some.rows.length, some.matching, some.counts.total]).toEqual([1, 2, 4]);
  });

  it('of the communes are one row each, their median', () => {
    const { rows } = data('indicators', { level: 'commune' });
    expect(rows).toMatchObject([{ indicator: 'vaccinated', value: 82, state: 'orange', provenance: 'demo' }]);
  });

  it('by field add up to all', () => {
    const { counts, rows } = data('fields', {});
    expect(rows).toEqual([
      { field: 'economy', red: 1, orange: 0, green: 1, unknown: 0, total: 2, published: 2, demo: 0 },
      { field: 'health', red: 0, orange: 1, green: 0, unknown: 1, total: 2, published: 0, demo: 1 },
    ]);
    expect(rows.reduce((n, row) => n + row.total, 0)).toBe(counts.total);
  });

  it('that are named come in their order, however they stand', () => {
    const { rows, counts } = data('indicators', { indicators: ['fires', 'spent'] });
    const every = data('indicators', {}).rows;
    const known = ['fires', 'spent'].filter((id) => every.some((row) => row.indicator === id));
    expect(known).toContain('spent');
    expect(rows.map((row) => row.indicator)).toEqual(known);
    expect(counts.total).toBe(known.length);
  });

  it('are computed again when a measure changes, and for another instant', () => {
    const before = data('indicators', { field: 'economy' }, { at: at - 1200 * DAY });
    expect(before.rows.map((row) => row.reason)).toEqual(['noValue', 'noValue']);
    expect(data('indicators', { field: 'economy' }).counts).toMatchObject({ red: 1, green: 1 });
    filled.apply([measure('spent', '2026-10M', 1100, { rev: 2 })]);
    expect(data('indicators', { field: 'economy' }).counts).toMatchObject({ red: 0, green: 2 });
    filled.apply([measure('spent', '2026-10M', 700, { rev: 3 })]);
    expect(data('indicators', { field: 'economy' }).counts).toMatchObject({ red: 1, green: 1 });
  });
});

/** The end of 2026 where the made-up city is. */
const YEARS_END = startOfDay(Date.UTC(2027, 0, 1, 10), fixtureProfile().city.timeZone);

describe('the headline', () => {
  const about: ParamsIn<'headline'>['about'] = [
    'shortfall',
    'lateSources',
    'atRisk',
    'overdue',
    'onTime',
    'hotspot',
  ];

  it('says the most urgent first, in the words of the panels', () => {
    const watermarks = { calls: at, books: at - 4e9 };
    const { facts } = data('headline', { service: 's1', about, limit: 6 }, { watermarks });
    expect(facts.map((f) => f.fact)).toEqual([
      'atRisk',
      'shortfall',
      'hotspot',
      'overdue',
      'onTime',
      'lateSources',
    ]);
    expect(facts[2]).toEqual({ fact: 'hotspot', ...data('hotspots', { service: 's1' }).rows[0] });
    const { open, overdue } = data('backlog', { service: 's1' });
    expect(facts[3]).toEqual({ fact: 'overdue', service: 's1', open, overdue });
    const by = data('units', { service: 's1', range: 'reportingMonth', order: 'worst', limit: 1 });
    const missed = by.city.late + by.city.overdue;
    expect(facts[4]).toMatchObject({
      ...{ onTime: by.city.onTime, missed, units: by.groups.worse.units },
      worse: by.rows.slice(0, 1).map(({ unit, late, overdue, closed }) => ({
        ...{ unit, late: late + overdue, of: closed + overdue },
      })),
      lateShare: by.lateShare,
    });
    expect(facts[0]).toEqual({
      ...{ fact: 'atRisk', red: 1, total: 4, unknown: 1, by: YEARS_END },
      gravest: { indicator: 'spent', chance: data('indicators', {}).rows[0]?.chance, lead: 'u1' },
    });
    expect(facts[1]).toEqual({
      ...{
        fact: 'shortfall',
        indicator: 'spent',
        value: 700,
        shortfall: 300,
        lead: 'u1',
        period: '2026-10M',
        by: YEARS_END,
      },
    });
    expect(facts[5]).toEqual({
      fact: 'lateSources',
      late: 1,
      total: 2,
      source: 'books',
      state: 'late',
      since: at - 4e9,
    });
  });

  it('tells the last whole period while the one that runs has only begun', () => {
    const { reportingMonth: cut, timeZone } = fixtureProfile().city;
    const begins = startOfReportingMonth(at, { reportingMonth: cut, timeZone });
    const told = (instant: number) => {
      const [fact] = data('headline', { service: 's1', about: ['onTime'], limit: 1 }, { at: instant }).facts;
      const asked = { service: 's1', range: 'reportingMonth', limit: 5 } as const;
      const [runs, whole] = [false, true].map((of) =>
        data('units', { ...asked, whole: of }, { at: instant }),
      );
      return { fact, runs, whole };
    };
    const early = told(begins);
    expect(early.fact).toMatchObject({ whole: true, onTime: early.whole?.city.onTime });
    expect(early.whole).toMatchObject({ until: begins - 1 });
    const late = told(at);
    expect(late.fact).toMatchObject({ whole: false, onTime: late.runs?.city.onTime });
  });

  it('of fields tells the one with most overdue, of all that is', () => {
    const [fact] = data('headline', { service: 's1', about: ['field'], limit: 1 }).facts;
    const { overdue, open } = data('backlog', { service: 's1' });
    expect(fact).toMatchObject({ fact: 'field', all: overdue });
    if (fact?.fact !== 'field') throw new Error('a field is told');
    const counted = data('units', { service: 's1', range: 'reportingMonth' }).rows;
    expect(fact.unit?.overdue).toBe(Math.max(...counted.map((row) => row.overdue)));
    expect([fact.overdue > 0, fact.overdue <= overdue, fact.open <= open]).toEqual([true, true, true]);
  });

  it('says no more than asked for, and only what it is about', () => {
    expect(data('headline', { service: 's1', about, limit: 2 }).facts.map((f) => f.fact)).toEqual([
      'atRisk',
      'shortfall',
    ]);
    expect(data('headline', { service: 's1', about: ['atRisk'] }).facts).toMatchObject([{ fact: 'atRisk' }]);
  });

  it('is quiet of what a board is about that is not about cases', () => {
    const fresh = Object.fromEntries(fixtureProfile().sources.map(({ id }) => [id, at]));
    const facts = data('headline', { service: 's1', about: ['lateSources'] }, { watermarks: fresh }).facts;
    expect(facts).toEqual([{ fact: 'quiet', of: 'sources', total: fixtureProfile().sources.length }]);
  });

  it('is calm alone where nothing needs a decision', () => {
    const calm = data(
      'headline',
      { service: 's1', about: ['hotspot', 'overdue'] },
      { at: at - DAY + 5 * HOUR },
    );
    expect(calm.facts).toEqual([{ fact: 'calm', service: 's1', count: 2, of: 'places' }]);
  });
});

describe('sources and freshness', () => {
  it('puts what is behind first; one never heard of is empty, not late', () => {
    const late = data('sources', {}, { watermarks: { calls: at - 61_000 } });
    expect(late).toMatchObject({ late: 1, total: 2 });
    expect(late.rows.map((row) => [row.source, row.state, row.watermark, row.behind])).toEqual([
      ['calls', 'late', at - 61_000, 1_000],
      ['books', 'empty', null, 0],
    ]);
    const promised = data('sources', {}, { watermarks: { calls: at - 60_000, books: at + 5 } });
    expect(promised.rows.map((row) => [row.state, row.behind])).toEqual([
      ['live', 0],
      ['live', 0],
    ]);
  });

  it('marks answers by their own source, or by the link where that is worse', () => {
    const context = filled.at(at, { watermarks: { calls: at - 61_000, books: at } });
    const fresh = { state: 'late', since: at - 61_000, source: 'calls' };
    expect(answer(context, 'today', { service: 's1' }).freshness).toEqual(fresh);
    expect(answer(context, 'indicators', {}).freshness).toEqual({ state: 'live', since: at, source: '' });
    const cut: QuestionContext = { ...context, line: 'stale' };
    for (const name of ['today', 'backlog', 'hotspots'])
      expect(answer(cut, name, { service: 's1' })).toMatchObject({
        content: 'data',
        freshness: { state: 'stale' },
      });
    expect(answer(cut, 'indicators', {}).freshness.state).toBe('stale');
  });
});
