import { expect, it } from 'vitest';
import { casesOf, unitAt } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { MONTH } from '../../exhibits/city.ts';
import { alike, units } from '../../exhibits/figures/cases.ts';
import { quality, unrated } from '../../exhibits/figures/quality.ts';
import { fromIndexSet } from './from-index-set.ts';
import { fromQuality, ratedTogether } from './from-quality.ts';
import { RANKINGS } from './adapters.ts';

const asked = (order: string) =>
  byFor('ranking', 'units', { service: 'citizens', range: 'reportingMonth', order });

it('units against the city: those that are worse, each with its interval on one axis; all others by group', () => {
  const { places, below, more, period, aside, axis } = RANKINGS.units(units, asked('worst'));
  expect(period).toBe('từ 12:00\u00a025/10');
  expect(aside).toEqual(['chung 1.093/14.173', 'khoảng tin cậy 99,86%']);
  expect(places.map(({ rank, state }) => [rank, state])).toEqual([
    [null, 'red'],
    [null, 'red'],
  ]);
  const [first] = places;
  const { late, overdue, closed } = units.rows[0] ?? units.city;
  expect(first).toMatchObject({
    value: '35,0%',
    beside: `${late + overdue}/${closed + overdue}`,
    to: casesOf({ service: 'citizens', unit: 'u2', tree: false, state: 'missed', from: MONTH }),
  });
  // On an axis from nothing, the interval lies around its dot, and to the right of the city's line.
  const { at = 0, low = 0, high = 0 } = first?.dot ?? {};
  expect(axis?.ticks[0]).toEqual({ at: 0, text: '0%' });
  expect(0 < (axis?.line ?? 0) && (axis?.line ?? 1) < low && low < at && at < high && high <= 1).toBe(true);
  expect(more).toBe(1);
  expect(below([]).map(({ name }) => name)).toEqual([
    '1 khác kém hơn',
    '160 không khác rõ mức chung',
    '2 tốt hơn',
    'chưa rõ đơn vị',
  ]);
  // What is of no unit of the profile is in the city's sum, and is told.
  expect(below([]).at(-1)).toMatchObject({ name: 'chưa rõ đơn vị', value: '5,0%', beside: '5/101' });
  expect(below(places).map(({ name }) => name)[0]).toBe('3 khác kém hơn');
  expect(below(places)[0]?.beside).toBe(
    `${units.groups.worse.late + units.groups.worse.overdue}/${units.groups.worse.closed + units.groups.worse.overdue}`,
  );
});

it('where nobody differs from the city, it says so and has no list of the worst', () => {
  const { places, none, below, axis } = RANKINGS.units(alike, asked('worst'));
  expect([places, axis]).toEqual([[], null]);
  expect(none).toBe('Không đơn vị nào trễ hơn hẳn mức chung');
  expect(below([]).map(({ name }) => name)).toEqual(['165 không khác rõ mức chung']);
});

it('units by volume: what they closed and have open on one scale, with the sign of those that differ alone', () => {
  const { places, below, aside } = RANKINGS.units(units, asked('volume'));
  expect(aside).toEqual(['đã và đang xử lý']);
  expect(places.map(({ rank, moved, state }) => [rank, moved, state])).toEqual([
    [null, null, 'red'],
    [null, null, 'red'],
    [null, null, null],
    [null, null, null],
    [null, null, 'green'],
  ]);
  expect(places.slice(0, 2)).toMatchObject([
    { value: '360', share: 1 },
    { value: '320', share: 320 / 360 },
  ]);
  expect(below([])).toMatchObject([{ value: '12.640', share: null }]);
});

it('units by what is overdue now: of how many that are open, and down to those cases', () => {
  const { places, period } = RANKINGS.units(units, asked('overdue'));
  const { unit, overdue, open } = units.rows[0] ?? { ...units.city, unit: '' };
  expect(places[0]).toMatchObject({ value: String(overdue), beside: `/${open}` });
  expect(places[0]?.to).toEqual(casesOf({ service: 'citizens', unit, tree: false, state: 'overdue' }));
  expect(period).toBe('');
});

it('units by how many were late: a bar of counts, of how many', () => {
  const { places, below } = RANKINGS.units(units, asked('late'));
  const { late, overdue, closed } = units.rows[0] ?? units.city;
  expect(places[0]).toMatchObject({
    value: String(late + overdue),
    beside: `/${closed + overdue}`,
    share: 1,
  });
  expect(below(places)).toMatchObject([{ name: '165 đơn vị khác', share: null }]);
});

it('who changed is told beyond chance alone, the asked way first, with what it was before', () => {
  const declined = RANKINGS.units(units, asked('declined'));
  expect(declined.aside).toEqual(['so với 25/09\u2060–\u206025/10']);
  expect(declined.places.map(({ state }) => state)).toEqual(['orange', 'green']);
  expect(declined.places[0]?.note).toBe('trước đó 10,0%');
  expect(declined.below([]).map(({ name }) => name)).toEqual(['163 không đổi rõ rệt']);
  expect(RANKINGS.units(units, asked('improved')).places.map(({ state }) => state)).toEqual([
    'green',
    'orange',
  ]);
  const none = (data: Partial<typeof units>): string => {
    const { places, none: said } = RANKINGS.units({ ...alike, ...data }, asked('declined'));
    expect(places).toEqual([]);
    return said;
  };
  expect(none({})).toBe('Chưa đơn vị nào thay đổi rõ rệt');
  expect(none({ before: null })).toBe('Không có kỳ trước để so sánh');
});

it('what nobody was given stands under a list of units, counted as no unit, also where it alone has no room', () => {
  const [row] = units.rows;
  if (row === undefined) throw new Error('the made-up city has units');
  const others = (more: Partial<typeof units.others>): string[] => {
    const data = { ...units, rows: [row, { ...row, unit: '?' }], others: { ...units.others, ...more } };
    const { below, places } = RANKINGS.units(data, asked('overdue'));
    return below(places.slice(1)).map(({ name }) => name);
  };
  expect(others({ units: 160 })).toEqual(['160 đơn vị khác và chưa rõ đơn vị']);
  expect(others({ units: 0 })).toEqual(['chưa rõ đơn vị']);
  const none = { ...units.others, units: 0 };
  expect(RANKINGS.units({ ...units, others: none }, asked('overdue')).below([])).toEqual([]);
});

it('an index set: places won are above zero; nobody moves who was not ranked before', () => {
  const place = {
    score: 71.5,
    scoreBefore: 70,
    provenance: 'demo',
    rankProvenance: null,
    source: '',
  } as const;
  const row = { ...place, predecessors: [] };
  const weakest = [{ indicator: 'water', score: 9, max: 20, share: 0.45 }];
  const data = {
    set: 'dti',
    year: 2025,
    years: [2024, 2025],
    total: 22,
    mean: 70.04,
    rows: [
      { unit: 'u0', ...row, rank: 3, rankBefore: 7, weakest },
      { unit: 'u1', ...row, rank: 4, rankBefore: 1, weakest },
      { unit: 'u2', ...row, rank: 5, rankBefore: null, weakest: [] },
    ],
    components: [],
  };
  const ranking = fromIndexSet(data, byFor('ranking', 'indexSet', { set: 'dti' }));
  expect(ranking.places.map(({ rank, moved }) => [rank, moved])).toEqual([
    [3, 4],
    [4, -3],
    [5, null],
  ]);
  expect(ranking.places[0]).toMatchObject({ note: '', to: unitAt('u0') });
  expect(ranking.period).toBe('năm 2025');
  expect(ranking.aside).toEqual(['trung bình 70,0/100', 'mô phỏng']);
  // Of how much a score is, is always told.
  const by = byFor('ranking', 'indexSet', { set: 'dti' });
  expect(fromIndexSet({ ...data, mean: null }, by).aside[0]).toBe('điểm/100');
  expect([ranking.more, ranking.below(ranking.places.slice(2))[0]?.name]).toEqual([19, '20 đơn vị khác']);
});

it('ratings of several units are the mean of all ratings, not of means', () => {
  const one = { ratings: [0, 0, 0, 0, 9] as const, rated: 9, mean: 5 };
  const two = { ratings: [1, 0, 0, 0, 0] as const, rated: 1, mean: 1 };
  expect(ratedTogether([{ ratings: [...one.ratings] }, { ratings: [...two.ratings] }])).toEqual({
    rated: 10,
    mean: 4.6,
  });
  expect(ratedTogether([])).toEqual({ rated: 0, mean: null });
});

it('units by rating: those rated unlike the city on an axis of stars, and of how many; all others as one', () => {
  const by = byFor('ranking', 'quality', { service: 'citizens', range: 'reportingMonth' });
  const { places, below, more, aside, axis } = fromQuality(quality, by);
  expect(aside).toEqual(['chung 4,1/5', 'khoảng tin cậy 99,92%']);
  expect(axis?.ticks.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
  expect(axis?.line).toBeCloseTo(((quality.city.mean ?? 0) - 1) / 4, 12);
  expect(places.map(({ state }) => state)).toEqual(['orange', 'orange', 'green']);
  expect(places[0]).toMatchObject({ value: '2,6', beside: '50 lượt', share: null });
  expect([more, below([])]).toMatchObject([0, [{ name: '150 không khác rõ mức chung' }]]);
  expect(below(places.slice(2))[0]?.name).toBe('151 đơn vị khác');
  const few = fromQuality({ ...quality, rows: [], groups: { worse: 0, like: 153, better: 0 } }, by);
  expect(few.none).toContain('153 đơn vị, ');
  expect(fromQuality(unrated, by).none).toBe('Chưa có lượt đánh giá nào');
});
