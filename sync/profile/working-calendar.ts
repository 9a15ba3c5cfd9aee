import type { z } from 'zod';
import { dateOfHoliday, writtenOut, yearsByRule } from '../calendar/written-out.ts';
import { writtenCalendar, type WrittenCalendar } from '../calendar/written.ts';
import { city, type City } from '../contract/profile.ts';
import { schemaProblems, type Problem } from './problems.ts';
import { isDate, Problems } from './references.ts';

const FILE = 'calendar.json';

/**
 * The city, with the working calendar that `calendar.json` has; where there is none, with the one that stands in `city.json`. In both is
 * a fault, since one of them would be ignored. Undefined where something is wrong, which is added to the problems.
 */
export function readCity(files: ReadonlyMap<string, unknown>, problems: Problem[]): City | undefined {
  const read = <T>(file: string, schema: z.ZodType<T>): T | undefined => {
    const result = schema.safeParse(files.get(file));
    if (result.success) return result.data;
    problems.push(...schemaProblems(file, '', files.get(file), result.error));
    return undefined;
  };
  if (!files.has(FILE)) return read('city.json', city);
  const own = read('city.json', city.omit({ calendar: true }));
  const written = read(FILE, writtenCalendar);
  if (written === undefined) return undefined;
  const found = calendarProblems(written);
  problems.push(...found);
  return own === undefined || found.length > 0 ? undefined : { ...own, calendar: writtenOut(written) };
}

/** Days that there are not, years told twice, days both off and worked. */
export function calendarProblems(written: WrittenCalendar): Problem[] {
  const problems = new Problems(FILE);
  holidayProblems(problems, written);
  const years = new Set<number>();
  written.years.forEach(({ year, off, worked }, i) => {
    const path = ['years', i];
    if (years.has(year)) problems.note([...path, 'year'], 'a year no other entry has', year);
    years.add(year);
    const seen = new Map<string, 'off' | 'worked'>();
    for (const [list, days] of [['off', off] as const, ['worked', worked] as const])
      days.forEach(({ date }, j) => {
        const at = [...path, list, j, 'date'];
        const before = seen.get(date);
        if (!isDate(date)) problems.note(at, 'a date there is', date);
        else if (!date.startsWith(`${year}-`)) problems.note(at, `a date of ${year}`, date);
        else if (before !== undefined)
          problems.note(
            at,
            before === list ? 'a date no other entry has' : `a date that is not ${before} as well`,
            date,
          );
        else if (list === 'worked' && !written.weekend.includes(weekdayOf(date)))
          problems.note(at, 'a day of the weekend, as others are worked anyhow', date);
        seen.set(date, before ?? list);
      });
  });
  return problems.found;
}

/** Holidays are by the sun or by the moon, on days that every year has in which they count. */
function holidayProblems(problems: Problems, written: WrittenCalendar): void {
  written.holidays.forEach((holiday, i) => {
    const { solar, lunar } = holiday;
    if ((solar === undefined) === (lunar === undefined))
      return problems.note(['holidays', i], 'either solar or lunar', solar ?? lunar);
    const missing = yearsByRule(written).find((year) => dateOfHoliday(year, holiday) === undefined);
    // Where no year goes by rule, one that has all days there can be is asked.
    const none = missing === undefined && dateOfHoliday(2024, holiday) === undefined;
    if (missing !== undefined || none)
      problems.note(
        ['holidays', i, solar === undefined ? 'lunar' : 'solar'],
        `a day that every year has${missing === undefined ? '' : `, ${missing} among them`}`,
        solar ?? lunar,
      );
  });
}

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
