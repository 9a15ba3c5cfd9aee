import { describe, expect, it } from 'vitest';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { byFor } from '../../exhibits/by.ts';
import { assumed, indicator, plainly, young } from '../../exhibits/figures/measures.ts';
import { yearOf } from './indicator-year.ts';

const by = byFor('series', 'indicator', { indicator: 'disbursement' });
const made = (data: Data<'indicator'>) => yearOf(data, by);
const lineOf = (data: Data<'indicator'>, key: string) =>
  made(data).chart.lines.find((line) => line.key === key);
const places = (data: Data<'indicator'>, key: string): number[] =>
  lineOf(data, key)?.points.flatMap((p, i) => (p === null ? [] : [i])) ?? [];
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\u00a0', ' ');

describe('the year of an indicator', () => {
  it('has what is known, the year before and the plan, from its first period to its last', () => {
    const { chart } = made(indicator);
    expect(chart.steps.map(({ key }) => key)).toEqual(Array.from({ length: 12 }, (_, i) => `2026-${i + 1}M`));
    expect(places(indicator, 'value')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(lineOf(indicator, 'value')?.points[9]).toEqual({ value: 61.2, open: true });
    expect(places(indicator, 'before')).toHaveLength(12);
    expect(lineOf(indicator, 'plan')?.points[11]?.value).toBe(95);
  });

  it('has a fan that opens where what is known ends, and a line that is no value', () => {
    const { chart } = made(indicator);
    expect(places(indicator, 'forecast')).toEqual([9, 10, 11]);
    expect(lineOf(indicator, 'forecast')).toMatchObject({ tone: 'forecast', name: 'dự báo' });
    expect(chart.band.slice(0, 10)).toEqual([...Array<null>(9).fill(null), { low: 61.2, high: 61.2 }]);
    expect(chart.band[10]?.low).toBeCloseTo(67.4);
    expect(chart.band[11]?.high).toBeCloseTo(82.4);
    expect(chart.looks.map(({ look }) => look)).toEqual(['band', 'open', 'shaded']);
    expect(chart.steps.flatMap(({ shaded }, i) => (shaded ? [i] : []))).toEqual([10]);
  });

  it('says how it is forecast; that it is no better than the simplest; that it is not', () => {
    const told = (data: Data<'indicator'>): string[] => made(data).aside.map(plain);
    expect(told(indicator)).toEqual(['dự báo: phương pháp theta']);
    expect(made(indicator).chart.said).toEqual([]);
    expect(made(plainly).chart.said).toEqual(['dự báo không hơn cách đơn giản nhất']);
    expect(made(young).chart.said).toEqual(['lịch sử quá ngắn để dự báo: 14 kỳ liền, cần 30']);
    expect(lineOf(young, 'forecast')).toBeUndefined();
    expect(made(young).chart.looks.map(({ look }) => look)).not.toContain('band');
  });

  it('has others’ forecasts and what is assumed as signs of their own at the year’s end', () => {
    expect(lineOf(assumed, 'outside')).toMatchObject({ as: 'signs', tone: 'outside' });
    expect(lineOf(assumed, 'scenario')).toMatchObject({ as: 'signs', tone: 'scenario' });
    expect([places(assumed, 'outside'), places(assumed, 'scenario')]).toEqual([[11], [11]]);
    expect(plain(made(assumed).chart.steps[11]?.title)).toContain(
      'dự báo của đơn vị khác 84,0% (Viện nghiên cứu mẫu)',
    );
    const lastYears = { ...assumed, scenario: { year: 2025, value: 3, note: '', givenAt: 1 } };
    expect(lineOf(lastYears, 'scenario')).toBeUndefined();
  });

  it('says since when it is below its course, where it once was on it', () => {
    const { course } = indicator;
    if (course === null) throw new Error('the year has a course');
    const of = (behind: (i: number) => boolean) => ({
      ...indicator,
      course: {
        ...course,
        points: course.points.map((p, i) => ({
          ...p,
          value: p.value === null || p.plan === null ? null : p.plan * (behind(i) ? 0.9 : 1.1),
        })),
      },
    });
    const notes = (data: Data<'indicator'>) =>
      made(data).chart.notes?.map(({ at, text, side }) => [at, text, side]);
    expect(notes(of((i) => i >= 6))).toEqual([[6, 'dưới tiến độ từ tháng 7/2026', 'under']]);
    expect(notes(of(() => true))).toEqual([]);
    expect(notes(of(() => false))).toEqual([]);
  });

  it('says that there is no value', () => {
    expect(made({ ...indicator, course: null })).toMatchObject({
      none: 'chưa có số liệu',
      chart: { steps: [] },
    });
  });
});
