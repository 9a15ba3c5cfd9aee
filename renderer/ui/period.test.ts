import { expect, test } from 'vitest';
import { languages, sayer } from '../locales/index.ts';
import { periodOf } from './period.ts';

const by = (restarts: boolean, language: 'vi' | 'en' = 'vi') => ({
  names: { find: { indicator: () => ({ restarts }) } },
  say: sayer(languages(language, {}).global.t),
});

test('a month of what begins anew each year is of all months so far', () => {
  expect(periodOf('2026-10', 'share', by(true))).toBe('10 tháng 2026');
  expect(periodOf('2026-10', 'share', by(true, 'en'))).toBe('Jan\u2060–\u2060Oct 2026');
  expect(periodOf('2026-Q3', 'share', by(true))).toBe('9 tháng 2026');
  expect(periodOf('2026-01', 'share', by(true))).toBe('tháng 1/2026');
  expect(periodOf('2026-10', 'share', by(false))).toBe('tháng 10/2026');
  expect(periodOf('2026', 'share', by(true))).toBe('năm 2026');
});
