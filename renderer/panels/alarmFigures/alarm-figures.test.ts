import { expect, test } from 'vitest';
import type { TimeChart } from '../../charts/time.ts';
import { byFor } from '../../exhibits/by.ts';
import { alarmFigures } from '../../exhibits/figures/alerts.ts';
import { gravities, loudest, measured } from './alarm-figures.ts';
import { rates } from './rates.ts';

const by = byFor('alarmFigures', 'alarmFigures');
const over = (data = alarmFigures): string[] =>
  measured(data, by)
    .filter((one) => one.over)
    .map(({ key }) => key);

test('what is over the standard is told, and nothing else', () => {
  expect(over()).toEqual(['worst', 'stale', 'chattering']);
  const kept = {
    ...alarmFigures,
    perOperator: { day: 150, tens: 1, worstTens: 10 },
    stale: 4,
    chattering: 0,
  };
  expect(over(kept)).toEqual([]);
  expect(over({ ...kept, floods: { count: 2, share: 0.01 } })).toEqual(['flooded']);
  expect(over({ ...kept, perOperator: { day: 151, tens: 1.1, worstTens: 10 } })).toEqual(['day', 'tens']);
});

test('where nothing ever rang, that is not within the standard: it may be that nobody looked', () => {
  const days = alarmFigures.days.map((day) => ({ ...day, raised: 0 }));
  const calm = { ...alarmFigures, days, perOperator: { day: 0, tens: 0, worstTens: 0 } };
  expect(measured(calm, by).slice(0, 2)).toMatchObject([
    { value: 'chưa có', bar: null },
    { value: 'chưa có', bar: null },
  ]);
});

test('a day that has only begun is no mean of days', () => {
  const last = alarmFigures.days.length - 1;
  const days = alarmFigures.days.map((day, i) => ({ ...day, raised: i === last ? 5 : 0 }));
  const begun = { ...alarmFigures, days, perOperator: { day: 360, tens: 2.5, worstTens: 2.5 } };
  expect(over(begun)).not.toContain('day');
  expect(measured(begun, by)[0]?.value).toBe('chưa đủ ngày');
});

test('the ten loudest are judged only where there are ten', () => {
  const rule = alarmFigures.top[0];
  if (rule === undefined) throw new Error('a rule rang');
  expect(measured(alarmFigures, by).map(({ key }) => key)).not.toContain('ten');
  const top = Array.from({ length: 12 }, () => ({ ...rule, share: 0.08 }));
  const ten = measured({ ...alarmFigures, top }, by).find(({ key }) => key === 'ten');
  expect(ten?.value.replace('\u00a0', ' ')).toBe('80%');
  expect(ten?.over).toBe(true);
});

test('what nobody acknowledged has no median', () => {
  const of = (acknowledgedAfter: number | null) =>
    measured({ ...alarmFigures, acknowledgedAfter }, by).find(({ key }) => key === 'acknowledged')?.value;
  expect(of(384_000)).toBe('6 phút');
  expect(of(null)).toBe('chưa có');
});

test('rules by how often, severities by their share against the standard', () => {
  expect(loudest(alarmFigures, by)[0]).toMatchObject({
    name: 'Phản ánh tăng bất thường tại một nơi',
    count: '171',
    beside: '51%',
  });
  const parts = gravities(alarmFigures, by);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(parts.map(({ tick }) => tick)).toEqual([0.01, 0.05, 0.15, 0.8]);
  const none = { critical: 0, high: 0, medium: 0, low: 0 };
  expect(gravities({ ...alarmFigures, severities: none }, by).every(({ share }) => share === 0)).toBe(true);
});

test('the standard is drawn where it is near enough to leave something of the rest', () => {
  const keys = (data = alarmFigures): string[][] =>
    Object.values(rates(data, by)).map((chart: TimeChart) => chart.lines.map((line) => line.key));
  expect(keys()).toEqual([['raised'], ['standard', 'raised']]);
  const days = alarmFigures.days.map((day) => ({ ...day, raised: 90 }));
  expect(keys({ ...alarmFigures, days })[0]).toEqual(['standard', 'raised']);
  expect(rates(alarmFigures, by).tens.lines[0]?.points[0]).toEqual({ value: 20 });
});
