import { describe, expect, it, test } from 'vitest';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { byFor } from '../../exhibits/by.ts';
import { daily } from '../../exhibits/figures/measures.ts';
import { fromDaily } from './from-daily.ts';

type Row = Data<'daily'>['rows'][number];
const by = byFor('series', 'daily', { indicators: ['disbursement'] });
const [row] = daily.rows;
if (row === undefined) throw new Error('the made-up city has indicators by the day');
const made = (more: Partial<Row> = {}, given = by) => fromDaily({ rows: [{ ...row, ...more }] }, given);

describe('an indicator by the day', () => {
  it('is a line of what is known, in the usual of each of its days', () => {
    const history = [
      { period: '2026-11-18', value: 60, usual: null },
      { period: '2026-11-19', value: null, usual: { low: 1, median: 2, high: 3 } },
      { period: '2026-11-20', value: 105.4, usual: row.usual },
    ];
    const { chart } = made({ history });
    expect(chart.lines[0]?.points).toEqual([{ value: 60 }, null, { value: 105.4 }]);
    expect(chart.band).toEqual([null, { low: 1, median: 2, high: 3 }, row.usual]);
    expect(chart.steps.map(({ to }) => to !== null)).toEqual([true, false, true]);
    expect(chart.steps.map(({ title }) => title)).toEqual([
      'ngày 18/11/2026: 60,0%',
      'ngày 19/11/2026: –',
      'ngày 20/11/2026: 105,4%',
    ]);
  });

  it('is hollow at its newest where that is no final value, and at no other', () => {
    const points = made({ status: 'estimated' }).chart.lines[0]?.points ?? [];
    expect(points.filter((p) => p?.open === true)).toEqual([points.at(-1)]);
    expect(made().chart.lines[0]?.points.some((p) => p?.open === true)).toBe(false);
    expect(made({ status: 'estimated' }).chart.looks[0]).toEqual({ look: 'open', text: 'số ước, sơ bộ' });
  });

  it('shades days off', () => {
    const history = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map((period) => ({
      period,
      value: 1,
      usual: null,
    }));
    const { chart } = made({ history });
    expect(chart.steps.map(({ shaded }) => shaded)).toEqual([false, true, true, false]);
    expect(chart.looks.at(-1)).toEqual({ look: 'shaded', text: 'ngày nghỉ' });
  });

  test.each([
    ['worse', row.value, { mark: 'above', word: '×1,7 · trên mức thường' }],
    ['better', row.value, { mark: 'above', word: '×1,7 · trên mức thường' }],
    ['outside', row.value, { mark: 'above', word: '×1,7 · trên mức thường' }],
    ['worse', 31, { mark: 'below', word: '×0,5 · dưới mức thường' }],
    ['unknown', row.value, null],
  ] as const)('that is %s at %s says once on which side of its usual it is', (stands, value, state) => {
    expect(made({ stands, value }).state).toEqual(state);
  });

  it('that left its usual by no more than chance is not marked, and told to be unclear where it is drawn outside', () => {
    expect(made({ stands: 'usual', value: 999 })).toMatchObject({
      state: null,
      aside: ['', 'ngoài mức thường, chưa đủ căn cứ'],
    });
    expect(made({ stands: 'usual', value: 62 })).toMatchObject({ state: null, aside: ['', ''] });
  });

  it('says in words where it turns, and nothing where it does not', () => {
    const dates = Array.from({ length: 28 }, (_, i) =>
      new Date(Date.UTC(2026, 9, 25 + i)).toISOString().slice(0, 10),
    );
    const [calm, jump] = [() => 100, (i: number) => (i < 21 ? 100 : 180)].map((of) =>
      dates.map((period, i) => ({ period, value: of(i) + ((i * 7) % 5), usual: null })),
    );
    const given = { indicator: 'housing', period: dates[27] ?? null };
    expect(made({ ...given, history: calm ?? [] }).chart.notes).toEqual([]);
    const told = { at: 21, value: 182, side: 'over' };
    expect(made({ ...given, history: jump ?? [] }).chart.notes).toEqual([
      { ...told, text: 'tăng đột biến từ 15/11' },
    ]);
    const english = byFor('series', 'daily', {}, {}, 'en');
    expect(made({ ...given, history: jump ?? [] }, english).chart.notes).toEqual([
      { ...told, text: 'sudden rise since 15/11' },
    ]);
  });

  it('says how late it is, what is usual in its own decimals, and whether it is made up', () => {
    expect(made({ behind: 2 }).aside[0]).toBe('quá hẹn 2 ngày');
    expect(made().aside[0]).toBe('');
    expect(made().chart.looks[0]).toEqual({ look: 'band', text: 'mức thường, 20/11: 49,6\u2060–\u206074,4' });
    expect([made().chart.stamp, made({ provenance: 'published' }).chart.stamp]).toEqual(['mô phỏng', '']);
    const english = byFor('series', 'daily', {}, {}, 'en');
    expect(made({}, english).chart.looks[0]?.text).toBe('usual, 20/11: 49.6\u2060–\u206074.4');
    expect(made({}, english).title).toBe('Public investment disbursed');
  });

  it('counts whole things in whole numbers', () => {
    const { chart } = made({ indicator: 'housing' });
    expect([chart.whole, chart.write(12.4)]).toEqual([true, '12']);
    expect([made().chart.whole, made().chart.write(12.44), made().chart.write(12.44, 2)]).toEqual([
      false,
      '12,4',
      '12,44',
    ]);
  });

  test('that is not there, or never had a value, draws nothing and says why', () => {
    for (const none of [
      fromDaily({ rows: [] }, by),
      made({ history: [], period: null, value: null, usual: null }),
    ]) {
      expect(none.chart.steps).toEqual([]);
      expect(none.none).toBe('chưa có số liệu');
    }
  });
});
