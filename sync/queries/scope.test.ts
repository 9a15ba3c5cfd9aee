import fc from 'fast-check';
import { NO_ALERTS } from '../contract/alert-rules.ts';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../contract/answers.ts';
import { unpackCells } from '../contract/heat-cells.ts';
import { DAY, HOUR, MINUTE } from '../contract/instants.ts';
import type { Profile } from '../contract/profile.ts';
import { questions, type Data, type QuestionName } from '../contract/questions/index.ts';
import type { AssetRecord, CaseRecord, CityRecord, MeasureRecord } from '../contract/records.ts';
import { belongs, type Scope } from '../contract/scope.ts';
import { scopeOf } from '../profile/scope.ts';
import { asks } from './oracle/asks.ts';
import { filledCache } from './oracle/filled.ts';
import { AREAS, CATEGORIES } from './oracle/fixture.ts';
import { playedRequest } from './oracle/requests.ts';
import { everyDetector } from './oracle/rules.ts';
import { answer, type QuestionContext } from './index.ts';
import { measureOf, measuresProfile } from './oracle/measures-fixture.ts';
import * as flows from './oracle/flows.ts';
import * as places from './oracle/places.ts';
import * as oracle from './oracle/cases.ts';

/** The small city: u2 and u3 are below u1 and u3 was u4 before; w1 governs a1, and it and w2 were d1. */
function city(): Profile {
  const profile = measuresProfile();
  const more: Record<string, object> = {
    u2: { parent: 'u1' },
    u3: { parent: 'u1', succeeds: ['u4'], validFrom: '2026-10-20' },
    u4: { validTo: '2026-10-19' },
    w1: { area: 'a1' },
  };
  for (const unit of profile.units) Object.assign(unit, more[unit.id]);
  for (const one of profile.indicators.indicators) if (one.id === 'fires') one.lead = 'u5';
  return { ...profile, alerts: everyDetector() };
}

const START = Date.parse('2026-09-14T00:00:00+07:00');
const DAYS = 60;
const UNITS = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'w1', 'w2', 'd1', 'strange'];

/** What a case is at one revision: in whose hands, and how it stands. */
const stage = fc.record({
  unit: fc.option(fc.constantFrom(...UNITS), { nil: undefined, freq: 12 }),
  area: fc.option(fc.constantFrom(...AREAS, 'a9'), { nil: undefined, freq: 8 }),
  category: fc.constantFrom(...CATEGORIES, 'other'),
  closes: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
  rating: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  reopened: fc.boolean(),
});
/** The revisions of one case. Hours are crowded at the end, where hot spots are looked for. */
const history = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 24 * DAYS }), fc.integer({ min: 24 * DAYS - 6, max: 24 * DAYS })),
    fc.constantFrom('s1', 's1', 's1', 's2'),
    fc.integer({ min: 1, max: 120 }),
    fc.array(stage, { minLength: 1, maxLength: 4 }),
  )
  .map(([hour, service, due, stages]) => (n: number): CaseRecord[] => {
    // Instants differ, so that lists have one order.
    const openedAt = START + hour * HOUR + n * 977;
    return stages.map(({ unit, area, category, closes, rating, reopened }, i) => ({
      ...{ kind: 'case', service, id: `c${n}`, rev: i + 1, openedAt, dueAt: openedAt + due * HOUR, category },
      ...(unit === undefined ? {} : { unit }),
      ...(area === undefined ? {} : { area, point: [106 + n / 1000, 10.5] }),
      ...(closes === undefined
        ? { status: 'received' }
        : { status: 'resolved', closedAt: openedAt + closes * HOUR }),
      ...(rating === undefined ? {} : { rating }),
      ...(reopened ? { events: [{ at: openedAt + HOUR, what: 'reopened' }] } : {}),
    }));
  });

const said = fc
  .record({
    indicator: fc.constantFrom(
      'spent',
      'onTime',
      'fires',
      'births',
      'vaccinated',
      'fever',
      'speed',
      'rating',
      'ratingA',
      'place',
    ),
    subject: fc.constantFrom('city', 'city', 'u1', 'u3', 'u5', 'w1', 'w2', 'a1', 'a2'),
    n: fc.integer({ min: 1, max: 40 }),
    value: fc.integer({ min: 1, max: 100 }),
  })
  .map(({ indicator, subject, n, value }): MeasureRecord => {
    const day = new Date(START + n * DAY).toISOString().slice(0, 10);
    const yearly = ['rating', 'ratingA', 'place'].includes(indicator);
    const daily = ['fever', 'speed'].includes(indicator);
    const period = yearly
      ? `${2022 + (n % 4)}`
      : daily
        ? day
        : `2026-${String(1 + (n % 10)).padStart(2, '0')}`;
    return measureOf(indicator, period, value, { subject, reportedAt: START + n * DAY });
  });
const pump = fc
  .tuple(fc.constantFrom('p1', 'p2'), fc.constantFrom('a1', 'a2', undefined))
  .map(([id, area]) => (rev: number): AssetRecord => ({
    ...{ kind: 'asset', type: 'pump', id, rev, status: 'on', at: START },
    ...(area === undefined ? {} : { area }),
  }));

/** Cases that were there and are gone: whether a cache ever heard of a service is no matter. */
const known = (unit: string): CityRecord[] =>
  ['s1', 's2'].flatMap((service): CityRecord[] => [
    {
      ...{ kind: 'case', service, id: 'gone', rev: 1, openedAt: START, unit },
      category: 'flood',
      status: 'received',
    },
    { kind: 'tombstone', of: 'case', scope: service, id: 'gone', rev: 1 },
  ]);

/** An answer in which only what it says counts: cells are a set, and where the next page starts is a cache's own. */
function plain(name: string, found: Answer): unknown {
  if (found.content !== 'data') return found;
  if (name === 'heat') {
    const { cells, width, ...data } = questions.heat.answer.parse(found.data);
    return { ...data, cells: unpackCells(cells, width).sort((a, b) => a.x - b.x || a.y - b.y) };
  }
  return found;
}

function everything(context: QuestionContext, ...held: [cases: string[], requests: string[]]): unknown[] {
  return Object.entries(asks(context, ...held)).flatMap(([name, ways]) =>
    ways.map((params) => [name, params, plain(name, answer(context, name, params))]),
  );
}

/** A strip's figures alone: how far a source reaches is no count. */
const stripped = ({ rows, ...strip }: Data<'strip'>) => ({
  ...strip,
  rows: rows.map(({ reach: _, ...row }) => row),
});

function counted(all: Parameters<typeof oracle.countToday>[0]): unknown[] {
  const service = 's1';
  const own = (unit: string) => (unit === 'u3' ? ['u3', 'u4'] : [unit]);
  const asked = { range: '7d', service, predecessors: true } as const;
  return [
    oracle.countToday(all, { service }),
    oracle.countBacklog(all, { service }),
    oracle.countCategories(all, { service, range: 'year', limit: 3 }),
    oracle.countStrip(all, { services: ['s1', 's2'] }),
    places.countAreas(all, { service, range: '7d' }),
    places.countHotspots(all, { service }),
    flows.countFlow(all, asked, []),
    flows.countFlow(all, { ...asked, unit: 'u3' }, own('u3')),
    flows.countFlow(all, { ...asked, unit: 'u5' }, own('u5')),
    flows.countDays(all, { service, days: 30, predecessors: true }, []),
  ];
}

function answered(context: QuestionContext): unknown[] {
  const service = 's1';
  const ask = (name: QuestionName, params: object): unknown => {
    const found = answer(context, name, params);
    if (found.content !== 'data') throw new Error(`${name}: ${JSON.stringify(found)}`);
    return found.data;
  };
  const days = questions.days.answer.parse(ask('days', { service, days: 30 }));
  return [
    ask('today', { service }),
    ask('backlog', { service }),
    ask('categories', { service, range: 'year', limit: 3 }),
    stripped(questions.strip.answer.parse(ask('strip', { services: ['s1', 's2'] }))),
    ask('areas', { service, range: '7d' }),
    ask('hotspots', { service }),
    ...[{}, { unit: 'u3' }, { unit: 'u5' }].map((of) => ask('flow', { service, range: '7d', ...of })),
    days.rows,
  ];
}

describe('a wall of one unit', () => {
  const profile = city();
  const parts: [string, string[], string[]][] = [
    ['u1', ['u1', 'u2', 'u3', 'u4'], []],
    ['w1', ['w1', 'd1'], ['a1']],
    ['u6', ['u6'], []],
  ];

  it.each(parts)(
    'law: of %s answers every question from its own records alone',
    { timeout: 240_000 },
    (unit, units, areas) => {
      const scope: Scope | null = scopeOf(profile, unit, 'test');
      if (scope === null) throw new Error('not a part');
      expect([scope.units, scope.areas]).toEqual([units, areas]);
      const isOurs = belongs(scope);
      fc.assert(
        fc.property(
          fc.array(history, { minLength: 20, maxLength: 60 }),
          fc.array(said, { maxLength: 60 }),
          fc.array(pump, { maxLength: 6 }),
          fc.array(playedRequest(START, UNITS), { maxLength: 12 }),
          fc.array(fc.tuple(fc.nat(300), fc.nat(300)), { maxLength: 20 }),
          fc.integer({ min: 10, max: DAYS }),
          (histories, measures, pumps, played, again, day) => {
            const cases = histories.map((revisions, n) => revisions(n));
            const assets = pumps.map((make, i) => make(i + 1));
            const requests = played.map((one, i) => ({ ...one, id: `r${i}` }));
            // The first revisions of all, then the second; and some of them again, later.
            const inOrder = [0, 1, 2, 3].flatMap((i) => cases.flatMap((revisions) => revisions[i] ?? []));
            const said = new Map(measures.map((m) => [`${m.indicator} ${m.subject} ${m.period}`, m]));
            const sent: CityRecord[] = [...inOrder, ...said.values(), ...assets, ...requests];
            for (const [which, later] of again) {
              const one = sent[which];
              if (one !== undefined) sent.splice(Math.max(sent.indexOf(one) + 1, later), 0, one);
            }
            const newest = cases.flatMap((revisions) => revisions.at(-1) ?? []);
            const newestAssets = [...new Map(assets.map((a) => [a.id, a])).values()];
            const own = [...newest, ...said.values(), ...newestAssets, ...requests].filter(isOurs);
            const wall = filledCache(profile, [known(unit), sent.slice(0, 70), sent.slice(70)], scope);
            // What is held if the city were no more than the part: everything else was never there.
            const alone = filledCache(profile, [known(unit), own]);
            try {
              const narrow = wall.at(0).profile;
              const numbers = newest.slice(0, 20).map(({ id }) => id);
              const ids = requests.map(({ id }) => id);
              for (const at of [START + DAYS * DAY + 5 * MINUTE, START + day * DAY + 7 * HOUR]) {
                const told = everything(wall.at(at), numbers, ids);
                expect(told).toEqual(everything(alone.at(at, { profile: narrow }), numbers, ids));
                const mine = newest.filter(isOurs);
                if (!mine.some((c) => c.service === 's1')) continue;
                const unwatched = wall.at(at, { profile: { ...narrow, alerts: NO_ALERTS } });
                expect(answered(unwatched)).toEqual(counted({ profile, cases: mine, at }));
              }
            } finally {
              wall.close();
              alone.close();
            }
          },
        ),
        { numRuns: 8, endOnFailure: true },
      );
    },
  );
});
