import { expect, it } from 'vitest';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { MONTH } from '../../exhibits/city.ts';
import { units, unranked } from '../../exhibits/figures/cases.ts';
import { fromIndexSet } from './from-index-set.ts';
import { fromQuality, ratedTogether } from './from-quality.ts';
import { RANKINGS } from './adapters.ts';

it('units: share on time as the bar, late and overdue told, everyone else summed whether asked for or not', () => {
  const by = byFor('ranking', 'units', { service: 'citizens', range: 'reportingMonth' });
  const { places, others, period, aside } = RANKINGS.units(units, by);
  expect(period).toBe('từ 25/10');
  expect(aside).toEqual(['chung 94,1%', 'xếp hạng 169 đơn vị', 'so kỳ trước']);
  expect(places.map(({ rank, moved }) => [rank, moved])).toEqual([
    [169, -38],
    [168, 0],
    [167, 2],
    [166, -6],
    [165, null],
  ]);
  expect(places[0]).toMatchObject({
    state: 'red',
    share: 0.712,
    value: '71,2%',
    beside: '123 trễ',
    to: casesOf({ service: 'citizens', unit: 'u2', tree: false, state: 'missed', from: MONTH }),
  });
  const { late, overdue } = units.others;
  const [last] = units.rows.slice(-1);
  expect(others([]).beside).toBe(`${late + overdue} trễ`);
  expect(others(places.slice(-1))).toMatchObject({
    name: '165 đơn vị khác',
    beside: `${late + overdue + (last?.late ?? 0) + (last?.overdue ?? 0)} trễ`,
  });
});

it('units by volume: what they closed and have open on one scale, without a place in keeping times', () => {
  const by = byFor('ranking', 'units', { service: 'citizens', range: 'reportingMonth', order: 'volume' });
  const { places, others, aside } = RANKINGS.units(units, by);
  expect(aside).toEqual(['đã và đang xử lý']);
  expect(places.map(({ rank, moved }) => [rank, moved])).toEqual(places.map(() => [null, null]));
  expect(places.slice(0, 2)).toMatchObject([
    { value: '360', share: 1 },
    { value: '320', share: 320 / 360 },
  ]);
  expect(others([])).toMatchObject({ value: '12.640', share: null });
});

it('risers and fallers are only those that moved so; where nobody did it is said', () => {
  const asked = (order: string) =>
    byFor('ranking', 'units', { service: 'citizens', range: 'reportingMonth', order });
  const risers = RANKINGS.units(units, asked('risers'));
  expect([risers.about, risers.places.map(({ moved }) => moved)]).toEqual(['place', [2]]);
  expect(risers.others(risers.places).name).toBe('169 đơn vị khác');
  expect(risers.others([]).name).toBe('168 đơn vị khác');
  expect(RANKINGS.units(units, asked('fallers')).places.map(({ moved }) => moved)).toEqual([-38, -6]);
  const none = (data: Partial<typeof units>): string => {
    const { places, none: said } = RANKINGS.units({ ...unranked, ...data }, asked('fallers'));
    expect(places).toEqual([]);
    return said;
  };
  expect(none({})).toBe('Chưa đơn vị nào giảm hạng so kỳ trước');
  expect(none({ ranked: 0 })).toBe('Chưa đơn vị nào đủ số lượng để xếp hạng');
  expect(none({ before: null })).toBe('Không có kỳ trước để so sánh');
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
      { unit: 'u1', ...row, rank: 4, rankBefore: 1, weakest: [] },
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
  expect(ranking.places[0]).toMatchObject({
    note: 'Tỷ lệ hộ dân dùng nước sạch 45%',
    to: casesOf({ unit: 'u0' }),
  });
  expect(ranking.period).toBe('năm 2025');
  expect(ranking.aside).toEqual(['trung bình 70,0', 'dưới tên: thành phần yếu nhất', 'mô phỏng']);
  expect([ranking.more, ranking.others(ranking.places.slice(2)).name]).toEqual([19, '20 đơn vị khác']);
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

it('units by rating: the mean of five as a bar from zero, and of how many', () => {
  const quality = { satisfied: 0.5, returned: 0, closed: 50 };
  const low = {
    ...quality,
    ratings: [5, 5, 0, 5, 5] as [number, number, number, number, number],
    rated: 20,
    mean: 3,
  };
  const data = {
    since: MONTH,
    city: { ...low, rated: 900, mean: 4.2 },
    rows: [{ unit: 'u1', ...low }],
    others: { units: 7, ...low },
  };
  const by = byFor('ranking', 'quality', { service: 'citizens', range: 'reportingMonth' });
  const { places, others, more, aside } = fromQuality(data, by);
  expect(aside).toEqual(['chung 4,2/5']);
  expect(places[0]).toMatchObject({ share: 0.6, value: '3,0', beside: '20 lượt', state: null });
  expect([more, others(places)]).toMatchObject([
    7,
    { name: '8 đơn vị khác', value: '3,0', beside: '40 lượt' },
  ]);
  const few = fromQuality({ ...data, rows: [] }, by);
  expect(few.none).toBe('Chưa đơn vị nào đủ 10 lượt đánh giá');
  const nobody = { ...data.city, rated: 0, mean: null };
  expect(fromQuality({ ...data, rows: [], city: nobody }, by).none).toBe('Chưa có lượt đánh giá nào');
});
