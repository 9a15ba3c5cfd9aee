import { describe, expect, it, test } from 'vitest';
import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';
import { boardAt } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { pick } from '../../exhibits/city.ts';
import { indicator, plainly } from '../../exhibits/figures/measures.ts';
import type { Language } from '../../locales/index.ts';
import { FIGURES } from './adapters.ts';
import { movedNote } from './moved.ts';

const by = (language: Language = 'vi') =>
  byFor('figure', 'indicator', { indicator: 'disbursement' }, {}, language);
const of = (more: Partial<IndicatorRow> = {}, language?: Language) =>
  FIGURES.indicator({ ...indicator, row: { ...indicator.row, ...more } }, by(language));
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const notes = (...given: Parameters<typeof of>): string[] =>
  of(...given).notes.map(({ text }) => plain(text));
const facts = (...given: Parameters<typeof of>): string[] =>
  of(...given).facts.map(({ name, value }) => plain(`${name}: ${value}`));

describe('one indicator', () => {
  test.each([
    ['vi', ['Nguy cơ không đạt', 'thiếu 22,1 điểm phần trăm', '+3,8% so cùng kỳ, tốt hơn']],
    ['en', ['At risk of missing the plan', 'short by 22.1 points', '+3.8% on same period, better']],
  ] as const)('%s: its state by shape and word, how short it is, how it moved', (language, wanted) => {
    expect(notes({}, language)).toEqual(wanted);
    expect(of({}, language).notes.map(({ mark, moved }) => [mark, moved])).toEqual([
      ['red', undefined],
      [undefined, undefined],
      [undefined, 'up'],
    ]);
  });

  it('tells its plan, what it should have reached, the same period, who leads and where it is from', () => {
    expect(facts()).toEqual([
      'Kế hoạch năm (HĐND): 100,0%',
      'So kế hoạch: 61,2%',
      'Dự báo 12 tháng 2026, 80%: 73,6%\u2060–\u206082,4%',
      'Khả năng đạt: dưới 1%',
      'Tiến độ phải đạt: 83,3%',
      'Cùng kỳ 10 tháng 2025: 58,8%',
      'Đơn vị chủ trì: Sở Tài chính',
      'Trích từ: Cục Thống kê, báo cáo tháng 10/2026',
    ]);
    const plan = { value: 95, whose: 'department', basis: 'toDate', source: 'NQ' } as const;
    expect(facts({ plan }, 'en')[0]).toMatch(/^Plan \(.+\): 95\.0%$/);
  });

  it('leaves out what is not known', () => {
    const forecast = { ok: false, why: 'tooShort', have: 14, need: 30 } as const;
    const known = { plan: null, expected: null, progress: null, samePeriod: null, source: '' };
    const bare = { ...known, forecast, chance: null };
    expect(of(bare).facts.map(({ key }) => key)).toEqual(['lead']);
    expect(of({ ...bare, state: 'unknown', reason: 'noPlan' }).bar).toBeNull();
    const none = of({ value: null, period: null, status: null, territory: null, provenance: null });
    expect([none.value, none.aside, none.open, none.stamp]).toEqual([null, ['', ''], false, '']);
  });

  it('says of a forecast that it is no better than the simplest would be', () => {
    const { forecast } = plainly.row;
    expect(facts({ forecast })[2]).toBe(
      'Dự báo 12 tháng 2026, 80%: 73,6%\u2060–\u206082,4% · không hơn cách đơn giản nhất',
    );
  });

  it('is hatched until it is final, and says where it is made up or of another territory', () => {
    expect([of({ status: 'estimated' }).open, of({ status: 'official' }).open]).toEqual([true, false]);
    expect(of({ status: 'provisional' }).aside).toEqual(['10 tháng 2026 sơ bộ', '']);
    expect(of({ territory: 'elsewhere', status: 'official' }).aside).toEqual(['10 tháng 2026', 'elsewhere']);
    expect([of({ provenance: 'demo' }).stamp, of({ provenance: 'published' }).stamp]).toEqual([
      'mô phỏng',
      '',
    ]);
  });

  it('where lower is better, has too much of it beyond its tick, and no share of a plan', () => {
    const lower = { indicator: 'poverty', value: 0.42, expected: 0.3, progress: 0.7 };
    const figure = of(lower);
    expect(figure.bar).toMatchObject({ beyond: 'red' });
    expect(figure.bar?.tick).toBeLessThan(figure.bar?.share ?? 0);
    expect(figure.facts.map(({ key }) => key)).not.toContain('progress');
    expect(notes(lower)[2]).toBe('+3,8% so cùng kỳ, kém hơn');
    expect(of({ ...lower, state: 'green' }).bar).not.toHaveProperty('beyond');
    expect(of().bar).not.toHaveProperty('beyond');
  });

  const same = pick([indicator.row.samePeriod], 0) ?? {
    period: '2025-10',
    value: 1,
    change: null,
    points: null,
  };
  test.each([
    ['a share', { change: -0.0521, points: null }, ['−5,2% so cùng kỳ, kém hơn'], 'down'],
    ['points', { change: null, points: 0.25 }, ['+0,25 điểm phần trăm so cùng kỳ, tốt hơn'], 'up'],
    ['nothing', { change: 0, points: null }, ['0,0% so cùng kỳ'], undefined],
    ['less than is written', { change: 0.0004, points: null }, ['0,0% so cùng kỳ'], undefined],
    [
      'less than points are written in',
      { change: null, points: -0.004 },
      ['0 điểm phần trăm so cùng kỳ'],
      undefined,
    ],
    ['what is not known', { change: null, points: null }, [], undefined],
  ])('moved by %s', (_, by, wanted, moved) => {
    const row = { samePeriod: { ...same, ...by } };
    expect([notes(row).slice(2), of(row).notes[2]?.moved]).toEqual([wanted, moved]);
  });

  it('leads to its board, and writes in its own decimals', () => {
    expect(of().to).toEqual(boardAt('indicator', { subject: 'disbursement' }));
    expect(of({ indicator: 'grdp' }).write(8.123)).toBe('8,12');
    expect(of({ indicator: 'unheard-of' }).write(8.123)).toBe('8,1');
    expect(of({ indicator: 'budget' }).measure).toBe('tỷ đồng');
  });
});

test.each([
  [2, 'higher', 'up', ', tốt hơn', 'better'],
  [-2, 'higher', 'down', ', kém hơn', 'worse'],
  [2, 'lower', 'up', ', kém hơn', 'worse'],
  [-2, 'lower', 'down', ', tốt hơn', 'better'],
  [2, 'band', 'up', '', 'neither'],
  [0, 'higher', undefined, '', undefined],
  [-0, 'lower', undefined, '', undefined],
] as const)('moved by %d where %s is better', (moved, direction, way, word, change) => {
  expect(movedNote('x', moved, direction, by())).toEqual({
    text: `x${word}`,
    ...(way === undefined ? {} : { moved: way, change }),
  });
});
