import { describe, expect, it, test } from 'vitest';
import { HOUR } from '../../../sync/contract/instants.ts';
import { casesOf } from '../../../sync/contract/place.ts';
import type { AskedState } from '../../../sync/contract/questions/drill.ts';
import { byFor } from '../../exhibits/by.ts';
import { MIDNIGHT, MONTH, NOW, pick } from '../../exhibits/city.ts';
import { units } from '../../exhibits/figures/cases.ts';
import { flow } from '../../exhibits/figures/flows.ts';
import { quality, unrated } from '../../exhibits/figures/quality.ts';
import { busy, today } from '../../exhibits/figures/today.ts';
import type { Language } from '../../locales/index.ts';
import { FIGURES } from './adapters.ts';
import type { Figure } from './figure.ts';

const by = (name: string, more: Parameters<typeof byFor>[2] = {}, language: Language = 'vi') =>
  byFor('figure', name, { service: 'citizens', range: 'reportingMonth', ...more }, {}, language);
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const notesOf = ({ notes }: Figure): string[] => notes.map(({ text }) => plain(text));
const factsOf = ({ facts }: Figure): string[] => facts.map(({ name, value }) => plain(`${name}: ${value}`));
/** A service's cases, from the period's first instant where one is given. */
const cases = (state: AskedState, more: object = {}) => casesOf({ service: 'citizens', state, ...more });

describe('what came in today', () => {
  test.each([
    ['vi', today.count, null, undefined, undefined],
    ['vi', 412, null, undefined, undefined],
    ['vi', 412, MIDNIGHT, 'nhiều hơn mức thường', 'above'],
    ['vi', 412, NOW - 24 * HOUR, 'nhiều hơn mức thường, 24 giờ', 'above'],
    ['en', 412, NOW - 24 * HOUR, 'unusually many, 24 h', 'above'],
  ] as const)('%s, %i, marked since %s: %s', (language, count, since, word, mark) => {
    const unusual = since === null ? null : { since, count, expected: 260 };
    const figure = FIGURES.today({ ...today, count, unusual }, by('today', {}, language));
    expect([figure.notes[1]?.text, figure.notes[1]?.mark]).toEqual([word, mark]);
    expect(figure.notes[0]?.text).toBe(
      `${language === 'vi' ? 'mức thường đến giờ này' : 'usual by now'} 231\u2060–\u2060301`,
    );
    expect(figure.to).toEqual(casesOf({ service: 'citizens', since: MIDNIGHT }));
  });

  it('says where no usual is known', () => {
    const figure = FIGURES.today({ ...busy, usual: null, unusual: null }, by('today'));
    expect(notesOf(figure)).toEqual(['chưa đủ ngày để có mức thường']);
  });

  it('has its curve without the running hour, unless the board wants none', () => {
    expect(FIGURES.today(today, by('today')).chart?.lines[0]?.points[14]).toBeNull();
    expect(FIGURES.today(today, byFor('figure', 'today', {}, { curve: false })).chart).toBeNull();
  });
});

describe('the share on time', () => {
  const of = (onTime: number | null, more: object = {}, language: Language = 'vi'): Figure =>
    FIGURES.units({ ...units, city: { ...units.city, onTime }, ...more }, by('units', {}, language));

  test.each([
    [0.941, []],
    [0.899, ['đúng hạn thấp']],
    [0.799, ['đúng hạn rất thấp']],
    [null, ['chưa đủ']],
  ])('%f: %j', (onTime, notes) => {
    const figure = of(onTime, { before: null });
    expect([notesOf(figure), figure.value]).toEqual([notes, onTime === null ? null : onTime * 100]);
  });

  test.each([
    ['vi', 0.9, ['+4,1 điểm phần trăm so kỳ trước (90,0%), tốt hơn'], 'up'],
    ['vi', 0.96, ['−1,9 điểm phần trăm so kỳ trước (96,0%), kém hơn'], 'down'],
    ['vi', 0.9412, ['0 điểm phần trăm so kỳ trước (94,1%)'], undefined],
    ['en', 0.96, ['−1.9 points on the period before (96.0%), worse'], 'down'],
  ] as const)('%s, after %f: %j', (language, onTime, notes, moved) => {
    const figure = of(0.941, { before: { onTime, late: 1, closed: 2 } }, language);
    expect([notesOf(figure), figure.notes[0]?.moved]).toEqual([notes, moved]);
    expect(figure.bar).toEqual({ share: 0.941, tick: onTime });
  });

  it('leads to the cases that count against it, to those closed where there is none, and no further than a whole period', () => {
    expect(of(0.9).to).toEqual(cases('missed', { from: MONTH }));
    const spotless = { city: { ...units.city, late: 0, overdue: 0 } };
    expect(of(1, spotless).to).toMatchObject({ filter: { from: MONTH } });
    const clean = FIGURES.units({ ...units, ...spotless }, by('units'));
    expect(clean.to).toEqual(cases('closed', { from: MONTH }));
    expect(clean.facts.find(({ key }) => key === 'overdue')?.mark).toBeUndefined();
    const whole = of(0.9, { until: MIDNIGHT });
    expect([whole.to, ...whole.facts.map(({ to }) => to)]).toEqual([
      cases('missed', { from: MONTH, to: MIDNIGHT }),
      cases('closed', { from: MONTH, to: MIDNIGHT }),
      cases('late', { from: MONTH, to: MIDNIGHT }),
      cases('overdue', { to: MIDNIGHT }),
    ]);
    expect(whole.facts[2]?.mark).toBe('red');
  });
});

describe('what was done of what came in', () => {
  it('is a share of all that was there to do, with what is late of it', () => {
    const figure = FIGURES.flow(flow, by('flow', { unit: 'u1' }));
    expect([figure.value, figure.measure]).toEqual([11_180, '/11.204 tiếp nhận']);
    expect(notesOf(figure)).toEqual(['phản ánh đã xử lý trong kỳ', '96,6% số phải xử lý']);
    expect(figure.bar?.share).toBeCloseTo(11_180 / (372 + 11_204), 9);
    expect(factsOf(figure)).toEqual([
      'Tồn đầu kỳ: 372',
      'Đang xử lý: 396',
      'Đang trễ hạn: 125',
      'Xử lý trễ hạn: 693',
      'Lượt phản ánh lại: 214',
    ]);
    const unit = { unit: 'u1' };
    expect([figure.to, ...figure.facts.map(({ to }) => to)]).toEqual([
      cases('closed', { ...unit, from: MONTH }),
      cases('open', { ...unit, to: MONTH - 1 }),
      cases('open', unit),
      cases('overdue', unit),
      cases('late', { ...unit, from: MONTH }),
      cases('returned', { ...unit, from: MONTH }),
    ]);
  });

  it('has no share where there was nothing, no mark where nothing is late, nothing on what came back where that is not kept', () => {
    const none = { ...flow, before: 0, opened: 0, closed: 0, overdue: 0, returned: null };
    const figure = FIGURES.flow(none, by('flow', {}, 'en'));
    expect([figure.bar, notesOf(figure)]).toEqual([
      { share: null, tick: null },
      ['reports resolved in the period'],
    ]);
    expect(figure.facts.map(({ key, mark }) => [key, mark])).toEqual(
      ['before', 'open', 'overdue', 'late'].map((key) => [key, undefined]),
    );
  });
});

describe('what citizens gave', () => {
  test.each([
    [
      'vi',
      ['hài lòng 77,0%', '5.679 lượt'],
      ['Lượt phản ánh lại: 371 (2,7%)', 'Đã xử lý trong kỳ: 13.900'],
      '4,1',
    ],
    [
      'en',
      ['77.0% satisfied', '5,679 rated'],
      ['Came back: 371 (2.7%)', 'Resolved in the period: 13,900'],
      '4.1',
    ],
  ] as const)('%s', (language, notes, facts, written) => {
    const figure = FIGURES.quality(quality, by('quality', {}, language));
    expect([notesOf(figure), factsOf(figure)]).toEqual([notes, facts]);
    expect(figure.write(figure.value ?? NaN)).toBe(written);
    expect([figure.to, ...figure.facts.map(({ to }) => to)]).toEqual(
      (['rated', 'returned', 'closed'] as const).map((state) => cases(state, { from: MONTH })),
    );
  });

  it('is not known where nobody rated, nor a share where nothing was closed', () => {
    expect([
      FIGURES.quality(unrated, by('quality')).value,
      ...notesOf(FIGURES.quality(unrated, by('quality'))),
    ]).toEqual([null, 'Chưa có lượt đánh giá nào']);
    const none = FIGURES.quality({ ...unrated, city: { ...unrated.city, closed: 0 } }, by('quality'));
    expect(pick(none.facts, 0).value).toBe('0');
  });
});

test.each([
  ['reportingMonth', 'vi', 'từ 12:00\u00a025/10'],
  ['reportingMonth', 'en', 'since 12:00\u00a025/10'],
  ['30d', 'vi', '30 ngày qua'],
] as const)('over %s, %s: its period is told beside it', (range, language, words) => {
  for (const { aside } of [
    FIGURES.flow(flow, by('flow', { range }, language)),
    FIGURES.quality(quality, by('quality', { range }, language)),
    FIGURES.units(units, by('units', { range }, language)),
  ])
    expect(aside).toEqual([words]);
});
