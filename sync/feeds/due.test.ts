import { expect, it } from 'vitest';
import type { Service } from '../contract/profile.ts';
import { allowance } from './due.ts';

const name = { vi: 'Tên', en: 'Name' };
const service = {
  categories: [
    { id: 'house', name, due: { workingDays: 5 } },
    { id: 'fire', name, due: { minutes: 10 } },
    { id: 'idea', name },
  ],
} as unknown as Service;
const city = {
  timeZone: 'Asia/Ho_Chi_Minh',
  calendar: {
    weekend: [6, 7],
    daysOff: [{ date: '2025-05-02', name }],
    workedWeekends: [{ date: '2025-04-26', name }],
  },
};
const allowed = allowance(service, city);
const at = (text: string): number => Date.parse(`${text}+07:00`);

it.each([
  ['house', '2025-04-25T09:00', '2025-05-02T00:00', 'over the Saturday that is worked'],
  ['house', '2025-04-25T16:00', '2025-05-02T00:00', 'the same for all of a day'],
  ['house', '2025-04-28T09:00', '2025-05-07T00:00', 'over the day that is off'],
  ['fire', '2025-05-02T09:00', '2025-05-02T09:10', 'minutes know no calendar'],
])('%s of %s is due at %s: %s', (category, openedAt, due) => {
  expect(allowed(category, at(openedAt))).toBe(at(due));
});

it('has none for what may take for ever, is no category, or of no service', () => {
  expect(allowed('idea', at('2025-04-28T09:00'))).toBeUndefined();
  expect(allowed('other', at('2025-04-28T09:00'))).toBeUndefined();
  expect(allowance(undefined, city)('house', at('2025-04-28T09:00'))).toBeUndefined();
});

it('has none where a calendar has no working day', () => {
  const idle = {
    ...city,
    calendar: { ...city.calendar, weekend: [1, 2, 3, 4, 5, 6, 7], workedWeekends: [] },
  };
  expect(allowance(service, idle)('house', at('2025-04-28T09:00'))).toBeUndefined();
});
