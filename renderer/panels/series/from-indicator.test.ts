import { describe, expect, it, test } from 'vitest';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { SeriesPoint } from '../../../sync/contract/questions/measures.ts';
import { stretches } from '../../charts/marks.ts';
import { boardAt } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { names, pick } from '../../exhibits/city.ts';
import { cumulative, indicator, published } from '../../exhibits/figures/measures.ts';
import { lookups } from '../../stores/names.ts';
import { fromIndicator } from './from-indicator.ts';

const by = byFor('series', 'indicator', { indicator: 'disbursement' });
const made = (data: Data<'indicator'>, given = by) => fromIndicator(data, given, 'line');
const lineOf = ({ chart }: ReturnType<typeof made>, key: string) =>
  chart.lines.find((line) => line.key === key);
/** The first steps of what is joined, by their periods. */
const begins = (data: Data<'indicator'>, key = 'value gallery', given = by): string[] => {
  const of = made(data, given);
  return stretches(lineOf(of, key)?.points ?? []).map(([from]) => of.chart.steps[from]?.key ?? '');
};
const series = (periods: readonly string[], more: Partial<SeriesPoint> = {}): SeriesPoint[] =>
  periods.map((period, i) => ({ ...pick(cumulative.series, 0), plan: null, period, value: i + 1, ...more }));
/** The same values, told by the month. */
const monthly: Data<'indicator'> = {
  ...cumulative,
  rhythm: 'month',
  series: cumulative.series.map((p) => ({
    ...p,
    period: p.period.replace(/-(\d+)M$/, (_, n: string) => `-${n.padStart(2, '0')}`),
  })),
};
/** The made-up city where an indicator is counted from New Year on. */
const restarting = (id: string) => {
  const { indicators } = names.indicators;
  const changed = indicators.map((known) => (known.id === id ? { ...known, restarts: true } : known));
  return {
    ...by,
    names: lookups({ ...names, indicators: { ...names.indicators, indicators: changed } }, 'vi', '?'),
  };
};

describe('an indicator over time', () => {
  it('has a line for each territory, the newest on top and told, and a seam where it begins', () => {
    const of = made(indicator);
    const values = of.chart.lines.filter(({ key }) => key.startsWith('value'));
    expect(values.map(({ key, tone, told }) => [key, tone, told])).toEqual([
      ['value gallery-old', 'former', false],
      ['value gallery', 'main', true],
    ]);
    const at = of.chart.steps.findIndex(({ key }) => key === '2025-07');
    expect(values[0]?.points.findLastIndex((p) => p !== null)).toBe(at - 1);
    expect(values[1]?.points.findIndex((p) => p !== null)).toBe(at);
    expect(of.chart.seams).toEqual([
      { at: at - 0.5, text: 'địa giới mới từ 01/07/2025', brief: '01/07/2025' },
    ]);
    const never = { date: '2025-07-01', before: 'gallery-old', after: 'elsewhere' };
    expect(made({ ...indicator, seams: [never] }).chart.seams).toEqual([]);
  });

  it('shows gaps: a period without a value is a step, and what is beside it is not joined', () => {
    const of = made(published);
    expect(of.chart.steps.map(({ key }) => key)).toEqual([
      ...['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2'],
      ...['2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3'],
    ]);
    expect(begins(published)).toEqual(['2024-Q1', '2024-Q4', '2026-Q1', '2026-Q3']);
    expect(of.chart.steps[2]?.to).toBeNull();
    expect(of.chart.steps[3]?.to).toEqual(boardAt('indicator', { subject: 'grdp' }));
  });

  test.each([
    ['months', 'month', ['2025-11', '2025-12', '2026-01', '2026-02'], ['2025-11']],
    ['quarters', 'quarter', ['2025-Q4', '2026-Q1'], ['2025-Q4']],
    ['years', 'year', ['2025', '2026'], ['2025']],
    ['days', 'day', ['2025-12-31', '2026-01-01'], ['2025-12-31']],
    [
      'spans',
      'span',
      ['2024-06-27..2024-12-14', '2025-06-27..2025-12-14'],
      ['2024-06-27..2024-12-14', '2025-06-27..2025-12-14'],
    ],
  ] as const)('at New Year, %s', (_, rhythm, periods, wanted) => {
    expect(begins({ ...cumulative, rhythm, series: series(periods) })).toEqual(wanted);
  });

  test.each([
    ['amounts from New Year on', 'cumulative', ['2025-11M', '2025-12M', '2026-1M', '2026-2M'], [10, 11], by],
    [
      'months of one that restarts',
      'month',
      ['2025-11', '2025-12', '2026-01', '2026-02'],
      [10, 11],
      restarting('budget'),
    ],
    ['its quarters', 'quarter', ['2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2'], [2, 3], restarting('budget')],
  ] as const)(
    '%s are lines over each other, one a year, the newest on top',
    (_, rhythm, periods, last, given) => {
      const { chart } = fromIndicator({ ...cumulative, rhythm, series: series(periods) }, given, 'columns');
      expect(chart.lines.map(({ key, tone, as }) => [key, tone, as])).toEqual([
        ['year 2025', 'second', 'line'],
        ['year 2026', 'main', 'line'],
      ]);
      const there = chart.lines.map(({ points }) => points.flatMap((p, i) => (p === null ? [] : [i])));
      expect(there).toEqual([last, [0, 1]]);
      expect(chart.steps.length).toBe(rhythm === 'quarter' ? 4 : 12);
      expect([chart.zero, chart.steps[5]?.to ?? null]).toEqual([true, null]);
    },
  );

  it('over the years, the plan is this one’s, and no more than two are told', () => {
    const years = ['2023', '2024', '2025', '2026'].flatMap((year) => [`${year}-1M`, `${year}-2M`]);
    const told = series(years).map((p) => ({ ...p, plan: p.period.startsWith('2026') ? 7 : 3 }));
    const { chart } = made({ ...cumulative, series: told });
    expect(chart.lines.map(({ key }) => key)).toEqual(['year 2025', 'year 2026', 'plan']);
    expect(chart.lines.at(-1)?.points.slice(0, 3)).toEqual([{ value: 7 }, { value: 7 }, null]);
  });

  it('that adds up is columns on zero while they are few, unless the board says', () => {
    const drawn = (data: Data<'indicator'>, draw?: 'line' | 'columns') => {
      const { lines, zero } = fromIndicator(data, by, draw).chart;
      return [lines.find(({ tone }) => tone === 'main')?.as, zero];
    };
    expect(drawn(monthly)).toEqual(['columns', true]);
    expect(drawn(monthly, 'line')).toEqual(['line', false]);
    expect(drawn(published)).toEqual(['line', false]);
    expect(drawn(published, 'columns')).toEqual(['columns', true]);
    const months = Array.from(
      { length: 41 },
      (_, i) => `${2020 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
    );
    expect(drawn({ ...monthly, series: series(months) })).toEqual(['line', false]);
    expect(drawn({ ...monthly, series: series(months.slice(1)) })).toEqual(['columns', true]);
  });

  it('is hollow where it is no final value, marked where it was published among others, and tells what was said first', () => {
    const points = lineOf(made(indicator), 'value gallery')?.points ?? [];
    expect(points.flatMap((p, i) => (p?.open === true ? [i] : []))).toEqual([31, 32, 33]);
    expect(points.flatMap((p, i) => (p?.strong === true ? [i] : []))).toEqual([20, 25, 30]);
    expect(points.flatMap((p, i) => (p?.was === undefined ? [] : [i]))).toEqual([28, 31]);
    expect(points[28]?.was).toBeCloseTo((points[28]?.value ?? 0) - 2.2, 9);
    expect(made(indicator).chart.looks.map(({ look }) => look)).toEqual(['open', 'strong', 'was']);
    expect(fromIndicator(indicator, by, 'columns').chart.looks[0]?.look).toBe('hatched');
    const final = {
      ...published,
      series: published.series.map((p) => ({ ...p, status: 'official' as const })),
    };
    expect(made(final).chart.looks).toEqual([]);
  });

  it('is held against its plan, and against the same period in its newest year only', () => {
    const of = made(monthly);
    expect(lineOf(of, 'plan')).toMatchObject({ as: 'ticks', name: 'kế hoạch' });
    expect(lineOf(of, 'plan')?.points[21]).toEqual({ value: 43_333 * 10 });
    const same = { period: '2025-01', value: 5, change: null, points: null };
    const always = monthly.series.map((p) => ({ ...p, samePeriod: same }));
    const held = lineOf(made({ ...monthly, series: always }), 'same')?.points ?? [];
    expect(held.map((p) => p !== null)).toEqual(of.chart.steps.map((_, i) => i >= 10));
    const old = { ...indicator, series: indicator.series.slice(0, 13) };
    expect(
      lineOf(made({ ...old, series: old.series.map((p) => ({ ...p, plan: null })) }), 'plan'),
    ).toBeUndefined();
    expect(lineOf(made({ ...monthly, series: series(['2026-01']) }), 'same')).toBeUndefined();
  });

  test.each([
    ['vi', ['theo quý', 'Sở Tài chính'], 'quý III/2026: 8,12%, sơ bộ, KH 10,00%', 'thực hiện'],
    ['en', ['by quarter', 'Finance'], 'Q3 2026: 8.12%, prov., plan 10.00%', 'actual'],
  ] as const)('%s: in words', (language, aside, title, name) => {
    const there = byFor('series', 'indicator', {}, {}, language);
    const of = made({ ...published, subject: 'u0' }, there);
    expect(of.aside).toEqual(aside);
    expect([of.chart.steps.at(-1)?.title, lineOf(of, 'value gallery')?.name]).toEqual([title, name]);
  });

  it('names the area it is of, says what is made up, and where a value is of another territory', () => {
    expect(made({ ...published, subject: 'a1' }).aside[1]).toBe('Phú Thọ Hạ');
    expect(made({ ...published, subject: 'city' }).aside[1]).toBe('');
    expect([published, cumulative, indicator].map((data) => made(data).chart.stamp)).toEqual([
      '',
      'mô phỏng',
      'một phần mô phỏng',
    ]);
    expect(made(indicator).chart.steps[0]?.title).toContain('gallery-old');
    expect(made(indicator).chart.steps.at(-1)?.title).not.toContain('gallery');
  });

  test('one that never had a value draws nothing and says why', () => {
    const none = made({ ...indicator, series: [], seams: [] });
    expect([none.chart.steps, none.chart.ticks, none.chart.seams, none.none]).toEqual([
      [],
      [],
      [],
      'chưa có số liệu',
    ]);
  });
});
