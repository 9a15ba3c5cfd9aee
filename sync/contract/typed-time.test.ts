import { describe, expect, it } from 'vitest';
import { readTypedTime } from './typed-time.ts';

/** A Wednesday afternoon. */
const at = Date.parse('2026-11-25T14:32:00+07:00');
const city = { timeZone: 'Asia/Ho_Chi_Minh', reportingMonth: { day: 25, hour: 12 } };

/** The day or minute that was understood, local; or what is wrong. */
function told(typed: string): string {
  const read = readTypedTime(typed, { at, city });
  const local = (instant: number): string => new Date(instant + 7 * 3_600_000).toISOString();
  if (read.as === 'none') return 'none';
  if (read.as === 'wrong')
    return read.since === undefined ? read.why : `${read.why} ${local(read.since).slice(0, 10)}`;
  if (read.timed) return local(read.since).slice(0, 16);
  return `${local(read.since).slice(0, 10)}..${local(read.until).slice(0, 10)}`;
}

describe('a time that is typed into a field of its own', () => {
  it.each([
    ['', 'none'],
    ['  ', 'none'],
    ['22/11/2026', '2026-11-22..2026-11-22'],
    ['22-11-2026', '2026-11-22..2026-11-22'],
    ['22/11/26', '2026-11-22..2026-11-22'],
    ['22/11', '2026-11-22..2026-11-22'],
    ['22.11', '2026-11-22..2026-11-22'],
    ['2026-11-22', '2026-11-22..2026-11-22'],
    ['hôm qua', '2026-11-24..2026-11-24'],
    ['Hôm  qua ', '2026-11-24..2026-11-24'],
    ['yesterday', '2026-11-24..2026-11-24'],
    ['hôm kia', '2026-11-23..2026-11-23'],
    ['hôm nay', '2026-11-25..2026-11-25'],
    ['tháng 10', '2026-10-01..2026-10-31'],
    ['năm ngoái', '2025-01-01..2025-12-31'],
    ['hôm qua 18:00', '2026-11-24T18:00'],
    ['18:00 hôm qua', '2026-11-24T18:00'],
    ['hôm qua lúc 18h30', '2026-11-24T18:30'],
    ['hôm qua 18 giờ', '2026-11-24T18:00'],
    ['hôm qua 18 giờ 5', '2026-11-24T18:05'],
    ['yesterday 18:00', '2026-11-24T18:00'],
    ['yesterday at 6pm', '2026-11-24T18:00'],
    ['yesterday 12 am', '2026-11-24T00:00'],
    ['22/11 18:00', '2026-11-22T18:00'],
    ['22/11/2026, 18:00', '2026-11-22T18:00'],
    ['22/11/2026 0:00', '2026-11-22T00:00'],
    ['2026-11-22T18:00', '2026-11-22T18:00'],
    ['08:15', '2026-11-25T08:15'],
    ['8h', '2026-11-25T08:00'],
    ['2 giờ trước', '2026-11-25T12:32'],
    ['7 ngày trước', '2026-11-18T14:32'],
    ['3 days ago', '2026-11-22T14:32'],
    ['24h qua', '2026-11-24..2026-11-25'],
  ])('%j is %s', (typed, wanted) => expect(told(typed)).toBe(wanted));

  it.each([
    // Not another day, nor last year's.
    ['31/02', 'noDay'],
    ['31/02/2026', 'noDay'],
    ['29/2', 'noDay'],
    ['32/1/2026', 'noDay'],
    ['13/13', 'noDay'],
    ['2026-02-31', 'noDay'],
    ['ngày 31 tháng 2', 'noDay'],
    ['31/02 18:00', 'noDay'],
    ['tháng 13', 'noDay'],
    ['hôm qua 25:00', 'noHour'],
    ['22/11 18:75', 'noHour'],
    ['yesterday 13pm', 'noHour'],
    ['27/11', 'ahead 2026-11-27'],
    ['26/11/2026', 'ahead 2026-11-26'],
    ['25/12', 'ahead 2026-12-25'],
    ['tháng 12', 'ahead 2026-12-01'],
    ['2030', 'ahead 2030-01-01'],
    ['hôm nay 18:00', 'ahead 2026-11-25'],
    ['15:00', 'ahead 2026-11-25'],
    ['tháng 10 18:00', 'unread'],
    ['banana', 'unread'],
    ['hôm qua hay hôm kia', 'unread'],
    ['1022', 'unread'],
    ['<b>', 'unread'],
  ])('%j is none: %s', (typed, why) => expect(told(typed)).toBe(why));

  it('is of the city, not of the machine, where clocks change', () => {
    const by = {
      at: Date.parse('2026-11-02T12:00:00-08:00'),
      city: { ...city, timeZone: 'America/Los_Angeles' },
    };
    const twice = Date.parse('2026-11-01T01:30:00-07:00');
    expect(readTypedTime('1/11 1:30', by)).toEqual({ as: 'time', since: twice, until: twice, timed: true });
  });
});
