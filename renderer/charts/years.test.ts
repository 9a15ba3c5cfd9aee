import { expect, it } from 'vitest';
import { beginsAtNewYear, yearsOf } from './years.ts';

it('lays years over each other, the newest first, each value at the month its period ends in', () => {
  const values = ['2025-11M', '2025-12M', '2026-2M', '2026-1M'].map((period, i) => ({ period, value: i }));
  expect(yearsOf(values)).toEqual([
    {
      year: 2026,
      values: [
        { month: 1, value: 3 },
        { month: 2, value: 2 },
      ],
    },
    {
      year: 2025,
      values: [
        { month: 11, value: 0 },
        { month: 12, value: 1 },
      ],
    },
  ]);
  expect(yearsOf([{ period: '2026-Q3', value: 1 }])[0]?.values).toEqual([{ month: 9, value: 1 }]);
});

it('does so for what is counted from New Year on, and for nothing else', () => {
  expect(
    ['2026-10M', '2026-10', '2026-Q3', '2026', '2026-10-01'].map((p) => beginsAtNewYear(p, false)),
  ).toEqual([true, false, false, false, false]);
  expect(['2026-10', '2026-Q3', '2026', '2026-10-01'].map((p) => beginsAtNewYear(p, true))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
