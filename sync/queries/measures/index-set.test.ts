import { afterEach, describe, expect, it } from 'vitest';
import type { MeasureRecord } from '../../contract/records.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { aCase, at, tooSlow } from '../oracle/flood-morning.ts';
import { answer } from '../index.ts';
import { asking, measureOf, measuresProfile } from '../oracle/measures-fixture.ts';

let filled: Filled | undefined;
afterEach(() => filled?.close());
function holding(...records: MeasureRecord[]): ReturnType<typeof asking> {
  filled = filledCache(measuresProfile(), [records, [aCase('c1', at - 9)]]);
  return asking(filled);
}

const rating = (year: number, of: Record<string, number>): MeasureRecord[] =>
  Object.entries(of).map(([subject, value]) => measureOf('rating', String(year), value, { subject }));
const OLD = { territory: 'old' };
const UNITS = [
  ...rating(2024, { u1: 80, u2: 70, u3: 60, d1: 75 }),
  ...rating(2025, { u1: 71, u2: 72, u3: 90, w1: 66, w2: 66, w3: 60 }),
  measureOf('ratingA', '2025', 4, { subject: 'u1' }),
  measureOf('ratingB', '2025', 91, { subject: 'u1' }),
  measureOf('ratingA', '2025', 9, { subject: 'w1' }),
];
const DEPARTMENTS = { set: 'service', types: ['department'] };
const COMMUNES = { set: 'service', types: ['ward', 'commune'] };

describe('a set of the city’s own units', () => {
  it('ranks those of the kinds asked for, with movement and the weakest component first', () => {
    const found = holding(...UNITS)('indexSet', DEPARTMENTS);
    expect(found).toMatchObject({ year: 2025, years: [2024, 2025], total: 3, mean: (71 + 72 + 90) / 3 });
    expect(found.rows.map((r) => [r.unit, r.rank, r.rankBefore, r.score, r.scoreBefore])).toEqual([
      ['u3', 1, 3, 90, 60],
      ['u2', 2, 2, 72, 70],
      ['u1', 3, 1, 71, 80],
    ]);
    expect(found.rows.at(-1)?.weakest).toEqual([
      { indicator: 'ratingA', score: 4, max: 10, share: 0.4 },
      { indicator: 'ratingB', score: 91, max: 100, share: 0.91 },
    ]);
    expect(found.components.map((c) => [c.indicator, c.score])).toEqual([
      ['ratingA', 4],
      ['ratingB', 91],
    ]);
  });

  it('lists who rose and who fell, the furthest first, and nobody else', () => {
    const ask = holding(...UNITS);
    const units = (order: 'risers' | 'fallers' | 'worst') =>
      ask('indexSet', { ...DEPARTMENTS, order }).rows.map((r) => r.unit);
    expect([units('risers'), units('fallers'), units('worst')]).toEqual([['u3'], ['u1'], ['u1', 'u2', 'u3']]);
    expect(ask('indexSet', { ...COMMUNES, order: 'risers' })).toMatchObject({ total: 3, rows: [] });
  });

  it('of new communes tells where the district before them stood; equal scores share a rank', () => {
    const { rows, years } = holding(...UNITS)('indexSet', COMMUNES);
    expect(years).toEqual([2025]);
    expect(rows.map((r) => [r.unit, r.rank, r.rankBefore, r.predecessors])).toEqual([
      ['w1', 1, null, [{ unit: 'd1', score: 75, rank: 1 }]],
      ['w2', 1, null, [{ unit: 'd1', score: 75, rank: 1 }]],
      ['w3', 3, null, []],
    ]);
  });

  it('answers of an earlier year, and of one without values', () => {
    const ask = holding(...UNITS);
    expect(ask('indexSet', { ...DEPARTMENTS, year: 2024 }).rows.map((r) => r.unit)).toEqual([
      'u1',
      'u2',
      'u3',
    ]);
    expect(ask('indexSet', { ...DEPARTMENTS, year: 2020 })).toMatchObject({ total: 0, mean: null, rows: [] });
    if (filled === undefined) throw new Error('nothing held');
    expect(answer(filled.at(at), 'indexSet', { set: 'province' }).content).toBe('empty');
    expect(answer(filled.at(at), 'indexSet', { set: 'gold' })).toMatchObject({
      error: { what: 'set: the city profile has no index set "gold"' },
    });
  });
});

describe('the city among provinces', () => {
  const PLACES = [
    measureOf('placeRank', '2023', 27, OLD),
    measureOf('place', '2024', 12, { ...OLD, provenance: 'demo' }),
    measureOf('placeRank', '2024', 29, OLD),
    measureOf('place', '2025', 13),
    measureOf('placeRank', '2025', 9, { provenance: 'demo' }),
    measureOf('placeA', '2025', 8),
    measureOf('placeB', '2025', 5),
  ];

  it('does not move across a change of territory: another territory is another province', () => {
    const { rows } = holding(...PLACES)('indexes', {});
    expect(rows[0]).toMatchObject({
      ...{ set: 'province', year: 2025, territory: 'now', score: 13, rank: 9, outOf: 34 },
      ...{ scoreBefore: null, rankBefore: null, provenance: 'published', rankProvenance: 'demo' },
      weakest: { indicator: 'placeB', share: 0.5 },
    });
    expect(rows[0]?.history.map((h) => [h.year, h.territory, h.score, h.rank, h.outOf])).toEqual([
      [2023, 'old', null, 27, null],
      [2024, 'old', 12, 29, 63],
      [2025, 'now', 13, 9, 34],
    ]);
  });

  it('is one row of its set, against the year before in the same territory', () => {
    const ask = holding(...PLACES);
    expect(ask('indexSet', { set: 'province' }).rows).toMatchObject([
      { unit: 'city', rank: 9, rankBefore: null },
    ]);
    expect(ask('indexSet', { set: 'province', year: 2024 }).rows).toMatchObject([
      { rank: 29, rankBefore: 27 },
    ]);
  });

  it('stands beside the sets of units, each in its own year', () => {
    const { rows } = holding(...UNITS)('indexes', {});
    expect(rows).toMatchObject([
      { set: 'province', year: null, rank: null, outOf: null },
      { set: 'service', year: 2025, units: 6, rank: null, weakest: { indicator: 'ratingA', score: 6.5 } },
    ]);
    expect(rows[1]?.history.map((h) => [h.year, h.score])).toEqual([
      [2024, 71.25],
      [2025, 425 / 6],
    ]);
  });
});

describe('the headline', () => {
  it('tells the weakest component, and who moved furthest among their own kind', () => {
    const ask = holding(...UNITS);
    expect(ask('headline', { service: 's1', about: ['weakest', 'risers'], set: 'service' }).facts).toEqual([
      {
        ...{ fact: 'weakest', set: 'service', year: 2025, units: 6 },
        component: { indicator: 'ratingA', score: 6.5, max: 10, share: 0.65 },
      },
      {
        ...{ fact: 'risers', set: 'service', year: 2025 },
        riser: { unit: 'u3', rank: 1, rankBefore: 3 },
        faller: { unit: 'u1', rank: 3, rankBefore: 1 },
      },
    ]);
  });

  it('tells of the board’s indicator whatever its state', () => {
    const ask = holding(...tooSlow('spent'));
    const one = (indicator: string) => ask('headline', { service: 's1', about: ['one'], indicator }).facts[0];
    expect(one('spent')).toMatchObject({ fact: 'one', state: 'red', value: 700, shortfall: 300 });
    expect(one('spent')).toHaveProperty('chance', expect.closeTo(0, 6));
    expect(one('fires')).toMatchObject({ fact: 'one', reason: 'noValue', value: null, plan: null });
    if (filled === undefined) throw new Error('nothing held');
    expect(answer(filled.at(at), 'headline', { service: 's1', about: ['one'] })).toMatchObject({
      error: { code: 'question-params' },
    });
  });
});
