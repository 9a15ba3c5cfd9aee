import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { days } from '../../exhibits/figures/flows.ts';
import { calendarOf } from './calendar.ts';
import { fillOf } from './fill.ts';

const by = byFor('calendar', 'days', { service: 'citizens', days: 84 });

describe('a calendar of days', () => {
  const made = calendarOf(days, by, 'opened');

  it('has every day once, under its weekday, weeks from Monday to Sunday', () => {
    expect(made.cells).toHaveLength(days.rows.length);
    expect(new Set(made.cells.map(({ week, weekday }) => `${week} ${weekday}`)).size).toBe(days.rows.length);
    for (const cell of made.cells) {
      const day = new Date(`${cell.date}T12:00:00Z`).getUTCDay();
      expect(cell.weekday).toBe((day + 6) % 7);
    }
    const inOrder = made.cells.map(({ week, weekday }) => week * 7 + weekday);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
  });

  it('names the day that has most, and the months', () => {
    const most = Math.max(...days.rows.filter((r) => r.known).map((r) => r.opened));
    expect(made.highest?.value).toBe(most);
    expect(made.months.length).toBeGreaterThanOrEqual(2);
    expect(made.top).toBeGreaterThanOrEqual(most);
  });

  it('rings what a detector marks, of what came in alone', () => {
    const [row] = days.rows.filter((one) => one.known);
    if (row === undefined) throw new Error('the made-up city has days');
    const ringed = (told: 'opened' | 'late', unusual: boolean): boolean | undefined =>
      calendarOf({ ...days, rows: [{ ...row, unusual }] }, by, told).cells[0]?.unusual;
    expect([ringed('opened', true), ringed('opened', false), ringed('late', true)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('leads to the cases of its day, and no further', () => {
    const [first, second] = made.cells;
    expect(first?.to).toEqual(
      casesOf({ service: 'citizens', since: days.rows[0]?.start, until: (days.rows[1]?.start ?? 0) - 1 }),
    );
    expect(second?.to).not.toEqual(first?.to);
  });

  it('has as much of its scale as it has cases, whether that is usual or not: the legend is true of each', () => {
    for (const told of ['opened', 'closed', 'late', 'overdue'] as const) {
      const { cells, top } = calendarOf(days, by, told);
      for (const { share, value } of cells) expect(share).toBeCloseTo(value / top, 12);
      expect(Math.max(...cells.map(({ share }) => share))).toBeLessThanOrEqual(1);
    }
    expect([fillOf(0), fillOf(1)]).toEqual([
      'color-mix(in srgb, var(--c-scale) 0.0%, var(--c-track))',
      'color-mix(in srgb, var(--c-scale) 100.0%, var(--c-track))',
    ]);
  });

  it('has no highest day where nothing came in', () => {
    const none = { ...days, rows: days.rows.map((row) => ({ ...row, opened: 0 })) };
    expect(calendarOf(none, by, 'opened').highest).toBeNull();
  });
});
