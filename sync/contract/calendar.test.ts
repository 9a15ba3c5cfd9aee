import { expect, test } from 'vitest';
import { isWorked } from './calendar.ts';

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
