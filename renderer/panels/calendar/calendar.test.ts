import { describe, expect, it } from 'vitest';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { days } from '../../exhibits/figures/flows.ts';
import { hexOf, over } from '../../map/ground.ts';
import { contrastOf } from '../../map/ink.ts';
import { PALETTES } from '../../ui/palette.ts';
import { calendarOf } from './calendar.ts';

const by = byFor('calendar', 'days', { service: 'citizens', days: 84 });

describe('a calendar of days', () => {
  const made = calendarOf(days, by, 'opened', '#050a13');

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

  it('gives the upper half of its colours to what a detector marks, and to nothing else', () => {
    const [row] = days.rows.filter((one) => one.known);
    if (row === undefined) throw new Error('the made-up city has days');
    const fillOf = (more: Partial<typeof row>): string | undefined =>
      calendarOf({ ...days, rows: [{ ...row, ...more }] }, by, 'opened', '#050a13').cells[0]?.fill;
    const far = { opened: 900, usual: { low: 1, median: 2, high: 3 } };
    expect(fillOf({ ...far, unusual: true })).not.toBe(fillOf({ ...far, unusual: false }));
    expect(fillOf({ ...far, unusual: false })).toBe(fillOf({ opened: 900, usual: null, unusual: false }));
  });

  it('leads to the cases of its day, and no further', () => {
    const [first, second] = made.cells;
    expect(first?.to).toEqual(
      casesOf({ service: 'citizens', since: days.rows[0]?.start, until: (days.rows[1]?.start ?? 0) - 1 }),
    );
    expect(second?.to).not.toEqual(first?.to);
  });

  it.each(Object.values(PALETTES))('is written on so that it reads, on %#', ({ ground }) => {
    for (const told of ['opened', 'closed', 'late'] as const)
      for (const { fill, ink, value } of calendarOf(days, by, told, ground).cells) {
        const [r = 0, g = 0, b = 0, alpha = 1] = fill.match(/[\d.]+/g)?.map(Number) ?? [];
        const [ir = 0, ig = 0, ib = 0] = ink.match(/\d+/g)?.map(Number) ?? [];
        const seen = over(hexOf(ground), [r, g, b], alpha);
        expect(contrastOf([ir, ig, ib], seen), `${told} ${value}`).toBeGreaterThanOrEqual(4.5);
      }
  });

  it('has no highest day where nothing came in', () => {
    const none = { ...days, rows: days.rows.map((row) => ({ ...row, opened: 0 })) };
    expect(calendarOf(none, by, 'opened', '#f5f7fb').highest).toBeNull();
  });
});
