import { expect, test } from 'vitest';
import { names as made, pick } from '../exhibits/city.ts';
import { languages, sayer } from '../locales/index.ts';
import { periodOf } from './period.ts';

const one = pick(made.indicators.indicators, 0);
const by = (restarts: boolean, language: 'vi' | 'en' = 'vi') => ({
  names: { find: { indicator: () => ({ ...one, restarts }) } },
  say: sayer(languages(language, {}).global.t),
});

test('a month of what begins anew each year is of all months so far', () => {
  expect(periodOf('2026-10', one.id, by(true))).toBe('10 tháng 2026');
  expect(periodOf('2026-10', one.id, by(true, 'en'))).toBe('Jan\u2060–\u2060Oct 2026');
  expect(periodOf('2026-Q3', one.id, by(true))).toBe('9 tháng 2026');
  expect(periodOf('2026-01', one.id, by(true))).toBe('tháng 1/2026');
  expect(periodOf('2026-10', one.id, by(false))).toBe('tháng 10/2026');
  expect(periodOf('2026', one.id, by(true))).toBe('năm 2026');
});
