import { z } from 'zod';
import { text } from '../contract/languages.ts';

const date = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'YYYY-MM-DD');
const dayOfYear = z.string().regex(/^\d\d-\d\d$/, 'MM-DD');
const day = z.strictObject({ date, name: text });

/** A holiday by rule: a date of every year, by the sun or by the moon, and how many days it has. */
const holiday = z.strictObject({
  name: text,
  solar: dayOfYear.optional().describe('month and day of the Gregorian calendar, MM-DD'),
  lunar: dayOfYear.optional().describe('month and day of the lunar year that begins in the year, MM-DD'),
  before: z.int().min(0).max(10).default(0).describe('so many days before it are off as well'),
  after: z.int().min(0).max(10).default(0).describe('so many days after it are off as well'),
  beside: z
    .array(z.enum(['before', 'after']))
    .length(7)
    .optional()
    .describe('the day beside it that is off as well, by the weekday it falls on, Monday first'),
});

/** `calendar.json`: which days are worked, by lists that were announced, and else by rule. */
export const writtenCalendar = z.strictObject({
  $schema: z.string().optional(),
  weekend: z.array(z.int().min(1).max(7)).describe('ISO weekdays that are not worked'),
  holidays: z.array(holiday).describe('what is off in a year that nothing was announced for'),
  inLieu: z
    .boolean()
    .describe('true where a holiday by rule that falls on a weekend is off on the next working day instead'),
  through: z.int().min(1968).max(2100).describe('the last year for which days are found by rule'),
  years: z
    .array(
      z.strictObject({
        year: z.int().min(1968).max(2100),
        source: z.string().min(1).describe('which notice, where it was published, and what is not verified'),
        off: z.array(day).describe('every day that is off beside weekends, swapped days among them'),
        worked: z.array(day).describe('weekend days that are worked in exchange'),
      }),
    )
    .min(1)
    .describe('the years whose days were announced; in them no rule counts'),
});

export type WrittenCalendar = z.infer<typeof writtenCalendar>;
export type Holiday = z.infer<typeof holiday>;
