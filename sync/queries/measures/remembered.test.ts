import { expect, it } from 'vitest';
import { forecastOnce } from './remembered.ts';

const values = Array.from({ length: 34 }, (_, i) => 100 + ((i * 7919) % 13));

it('makes a forecast once for the same values, and anew for others', () => {
  const made = forecastOnce({ values, season: 12 }, 2);
  expect(forecastOnce({ values: [...values], season: 12 }, 2)).toBe(made);
  expect(forecastOnce({ values, season: 12 }, 3)).not.toBe(made);
  expect(forecastOnce({ values: values.with(33, 99), season: 12 }, 2)).not.toBe(made);
});

it('forgets the oldest of very many', () => {
  const made = forecastOnce({ values, season: 12 }, 2);
  for (let i = 0; i < 1024; i++) forecastOnce({ values: [i], season: 12 }, 2);
  expect(forecastOnce({ values, season: 12 }, 2)).not.toBe(made);
});
