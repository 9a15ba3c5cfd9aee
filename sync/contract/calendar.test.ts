import { expect, test } from 'vitest';
import { endOfWorkedDay, isWorked, startOfDate, startOfDay } from './calendar.ts';

const city = {
  timeZone: 'Asia/Ho_Chi_Minh',
  calendar: {
    weekend: [6, 7],
    daysOff: [{ date: '2026-09-02', name: { vi: 'Quốc khánh', en: 'National Day' } }],
    workedWeekends: [{ date: '2026-08-22', name: { vi: 'Làm bù', en: 'Moved' } }],
  },
};

test.each([
  ['2026-11-20T09:00:00+07:00', true, 'a Friday'],
  ['2026-11-22T09:00:00+07:00', false, 'a Sunday'],
  ['2026-11-22T20:00:00Z', true, 'Monday already where the city is'],
  ['2026-09-02T09:00:00+07:00', false, 'a day off'],
  ['2026-08-22T09:00:00+07:00', true, 'a Saturday that was moved'],
])('%s is worked: %s (%s)', (at, worked) => {
  expect(isWorked(Date.parse(at), city)).toBe(worked);
});

test.each([
  ['2026-11-20T09:00:00+07:00', 1, '2026-11-24T00:00:00+07:00', 'a Friday: Monday is the first'],
  ['2026-11-20T23:59:00+07:00', 5, '2026-11-28T00:00:00+07:00', 'five of a week'],
  ['2026-09-01T09:00:00+07:00', 1, '2026-09-04T00:00:00+07:00', 'over a day off'],
  ['2026-08-21T09:00:00+07:00', 1, '2026-08-23T00:00:00+07:00', 'a Saturday that was moved'],
  ['2026-11-20T09:00:00+07:00', 0.5, '2026-11-24T00:00:00+07:00', 'of a part of a day the whole'],
])('%s and %f worked days end at %s (%s)', (at, days, end) => {
  expect(endOfWorkedDay(Date.parse(at), days, city)).toBe(Date.parse(end));
});

test('a calendar that has no worked day ends nowhere', () => {
  const idle = {
    ...city,
    calendar: { ...city.calendar, weekend: [1, 2, 3, 4, 5, 6, 7], workedWeekends: [] },
  };
  expect(endOfWorkedDay(Date.parse('2026-11-20T09:00:00+07:00'), 1, idle)).toBeNull();
});

test.each([
  // Clocks go back from 01:00 to 00:00, and from 00:00 to 23:00 the day before.
  ['America/Havana', '2024-11-03T12:00:00-05:00', '2024-11-03T00:00:00-04:00'],
  ['America/Havana', '2024-11-03T00:30:00-04:00', '2024-11-03T00:00:00-04:00'],
  ['America/Havana', '2024-11-03T00:30:00-05:00', '2024-11-03T00:00:00-04:00'],
  ['America/Sao_Paulo', '2018-11-04T12:00:00-02:00', '2018-11-04T01:00:00-02:00'],
  ['Europe/Berlin', '2024-10-27T12:00:00+01:00', '2024-10-27T00:00:00+02:00'],
])('in %s the day of %s began once, at %s', (timeZone, at, start) => {
  expect(startOfDay(Date.parse(at), timeZone)).toBe(Date.parse(start));
});

test.each([
  ['2025-07-01', 'Asia/Ho_Chi_Minh', '2025-06-30T17:00:00Z', 'a day as most'],
  ['2024-11-03', 'America/Havana', '2024-11-03T04:00:00Z', 'one that has its first hour twice'],
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00Z', 'one without a midnight'],
])('%s begins in %s at %s (%s)', (date, zone, at) => {
  expect(startOfDate(date, zone)).toBe(Date.parse(at));
});
