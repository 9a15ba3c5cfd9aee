import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../sync/contract/instants.ts';
import { madeRow, NOW } from './made.fixture.ts';
import { daysBefore, sumsOf, type TriedDay } from './trial-sums.ts';

const { sign } = madeRow('a');
const day = (name: string, raised: number, parts: Partial<TriedDay> = {}): TriedDay => ({
  ...{ day: name, blind: null, looks: 288, raised, rows: [] },
  ...parts,
});

describe('a rule that was tried', () => {
  it('is summed over the days that it saw', () => {
    const rows = [
      { at: NOW, until: NOW + HOUR, sign },
      { at: NOW + 1, until: NOW + 2, sign },
      { at: NOW + 2, until: null, sign },
    ];
    const sums = sumsOf(
      [day('2026-11-26', 3, { rows }), day('2026-11-27', 5), day('2026-11-28', 0, { blind: 'nothingHeld' })],
      HOUR,
    );
    expect(sums).toMatchObject({ days: 3, blind: 1, raised: 8, perDay: 4, lasted: 2, looks: 576 });
    expect(sums.worst).toEqual({ day: '2026-11-27', raised: 5 });
    expect(sums.rows.map(({ at }) => at)).toEqual([NOW + 2, NOW + 1, NOW]);
  });

  it('on no day, or on blind ones, says nothing of a day', () => {
    expect(sumsOf([], HOUR)).toMatchObject({ days: 0, raised: 0, perDay: null, worst: null });
    expect(sumsOf([day('2026-11-28', 0, { blind: 'nothingHeld' })], HOUR).perDay).toBe(null);
    expect(sumsOf([day('2026-11-28', 0)], HOUR)).toMatchObject({ perDay: 0, worst: null });
  });
});

it('days are whole ones before today, over months and years', () => {
  expect(daysBefore('2026-03-02', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysBefore('2026-01-01', 1)).toEqual(['2025-12-31']);
  expect(daysBefore('2026-11-29', 90)).toHaveLength(90);
});
