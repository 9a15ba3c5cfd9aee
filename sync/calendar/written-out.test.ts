import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { writtenOut } from './written-out.ts';
import { writtenCalendar } from './written.ts';

const written = writtenCalendar.parse(
  JSON.parse(readFileSync(new URL('../../assets/cities/hcmc/calendar.json', import.meta.url), 'utf8')),
);
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
/** Days off of a year that are no weekend, month and day. */
const off = (year: number, calendar: ReturnType<typeof writtenOut>): string[] =>
  calendar.daysOff
    .map(({ date }) => date)
    .filter((date) => date.startsWith(`${year}-`) && !isWeekend(date))
    .map((date) => date.slice(5));

/** As if nothing had been announced since 2019. */
const ruled = writtenOut({ ...written, years: [{ year: 2019, source: 'none', off: [], worked: [] }] });
const announced = writtenOut(written);

it.each([
  // The Government decides each year how Tết lies about its first day, and which days are swapped; before 2021 the second of September was alone.
  [2020, { onlyAnnounced: ['01-23'], onlyByRule: ['01-30', '09-01'] }],
  [2021, { onlyAnnounced: ['02-10'], onlyByRule: ['02-17'] }],
  [2022, { onlyAnnounced: [], onlyByRule: [] }],
  [2023, { onlyAnnounced: ['01-20'], onlyByRule: ['01-27'] }],
  [2024, { onlyAnnounced: ['02-08', '04-29'], onlyByRule: ['02-15'] }],
  [2025, { onlyAnnounced: ['01-27', '05-02'], onlyByRule: ['02-03'] }],
  [2026, { onlyAnnounced: ['01-02', '08-31'], onlyByRule: [] }],
])(
  '%i by rule is what was announced but for what is decided each year',
  (year, { onlyAnnounced, onlyByRule }) => {
    const [told, found] = [off(year, announced), off(year, ruled)];
    expect(told.filter((day) => !found.includes(day))).toEqual(onlyAnnounced);
    expect(found.filter((day) => !told.includes(day))).toEqual(onlyByRule);
  },
);

it('a year that nothing was announced for goes by rule, and is none of those announced', () => {
  expect(announced.announced).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  // Tết is a Saturday: it and the Sunday are given back on Wednesday and Thursday.
  expect(off(2027, announced)).toEqual([
    '01-01',
    ...['02-05', '02-08', '02-09', '02-10', '02-11'],
    ...['04-16', '04-30', '05-03', '09-02', '09-03'],
  ]);
  expect(off(2045, announced)).not.toEqual([]);
  expect(off(2046, announced)).toEqual([]);
});

it('names what is given back, and no day twice', () => {
  expect(announced.daysOff.find(({ date }) => date === '2027-05-03')?.name).toEqual({
    vi: 'Nghỉ bù Quốc tế Lao động 1/5',
    en: 'Day off in lieu of Labour Day',
  });
  const dates = announced.daysOff.map(({ date }) => date);
  expect(new Set(dates).size).toBe(dates.length);
});

it('gives nothing back where a city does not, nor where no day is left', () => {
  expect(off(2027, writtenOut({ ...written, inLieu: false }))).not.toContain('02-10');
  const idle = writtenOut({ ...written, weekend: [1, 2, 3, 4, 5, 6, 7] });
  expect(
    idle.daysOff
      .filter(({ name }) => name.en.startsWith('Day off in lieu'))
      .every(({ date }) => date < '2027'),
  ).toBe(true);
});
