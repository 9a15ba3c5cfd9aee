import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import { dayOfDate, Days, OFFICE } from './days.ts';

const name = { vi: 'x', en: 'x' };
const calendar = {
  weekend: [6, 7],
  daysOff: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-08-31'].map(
    (date) => ({ date, name }),
  ),
  workedWeekends: [{ date: '2026-08-22', name }],
};
const saigon = new Days({ timeZone: 'Asia/Ho_Chi_Minh', calendar });
const berlin = new Days({ timeZone: 'Europe/Berlin', calendar });

describe('days', () => {
  it('hold every instant exactly once, through both changes of the clocks', () => {
    const instant = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') });
    fc.assert(
      fc.property(instant, (at) => {
        for (const days of [saigon, berlin]) {
          const day = days.of(at);
          expect(days.start(day)).toBeLessThanOrEqual(at);
          expect(days.start(day + 1)).toBeGreaterThan(at);
        }
      }),
    );
    expect(berlin.length(dayOfDate('2026-03-29'))).toBe(23 * HOUR);
    expect(berlin.length(dayOfDate('2026-10-25'))).toBe(25 * HOUR);
  });

  it.each([
    ['2026-02-12T10:00+07:00', 1, '2026-02-13T10:00+07:00', 'the next working day, at the same time'],
    ['2026-02-13T10:00+07:00', 1, '2026-02-23T10:00+07:00', 'over Tết and two weekends'],
    ['2026-08-21T09:00+07:00', 1, '2026-08-22T09:00+07:00', 'on a worked Saturday'],
    [
      '2026-11-21T23:00+07:00',
      1,
      '2026-11-24T07:30+07:00',
      'at night on Saturday: counted from Monday morning',
    ],
    ['2026-11-23T16:00+07:00', 0.5, '2026-11-24T11:15+07:00', 'half a day is half of the office hours'],
  ])('%s and %d working days is %s: %s', (from, count, to) => {
    expect(new Date(saigon.addWorking(Date.parse(from), count)).toISOString()).toBe(
      new Date(to).toISOString(),
    );
  });

  it.each([
    ['2026-02-16T10:00+07:00', '2026-02-23T07:30+07:00', '2026-02-16T10:00+07:00', 'on a day off'],
    ['2026-02-13T18:00+07:00', '2026-02-23T07:30+07:00', '2026-02-14T07:30+07:00', 'after hours before one'],
    ['2026-02-16T05:00+07:00', '2026-02-23T07:30+07:00', '2026-02-16T07:30+07:00', 'before hours of one'],
    ['2026-02-12T18:00+07:00', '2026-02-13T07:30+07:00', '2026-02-13T07:30+07:00', 'before a working day'],
  ])('%s the office is open at %s, and %s where it always is: %s', (at, office, always) => {
    expect(saigon.officeAt(Date.parse(at))).toBe(Date.parse(office));
    expect(saigon.officeAt(Date.parse(at), true)).toBe(Date.parse(always));
  });

  it('adds working days that end in office hours, never earlier than the start', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 20 }),
        (day, minute, count) => {
          const from = saigon.start(dayOfDate('2024-01-01') + day) + minute * MINUTE;
          const to = saigon.addWorking(from, count);
          const time = to - saigon.start(saigon.of(to));
          expect(saigon.working(saigon.of(to))).toBe(true);
          expect(time).toBeGreaterThanOrEqual(OFFICE.from);
          expect(time).toBeLessThanOrEqual(OFFICE.to);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to - from).toBeGreaterThanOrEqual((count - 1) * DAY);
        },
      ),
    );
  });
});
