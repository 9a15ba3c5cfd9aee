import { getYearInfo } from '@dqcai/vn-lunar';
import { DAY } from '../contract/instants.ts';

/**
 * The lunar years that are sure: before 1968 Vietnam had other rules, and after 2100 the days of new moons have not been held
 * against an almanac.
 */
export const LUNAR_YEARS = { first: 1968, last: 2100 } as const;

/** The Julian day number of 1970-01-01. */
const EPOCH = 2_440_588;

/** A month of a lunar year: its first local day in Vietnam, as days since 1970-01-01, and how many it has, 29 or 30. */
interface LunarMonth {
  first: number;
  days: number;
}

/**
 * The ordinary month of a lunar year, 1 to 12, in Vietnam's time (UTC+7); a leap month is none of them, since no holiday is in one. Undefined
 * where the year is not one of {@link LUNAR_YEARS}.
 */
function lunarMonth(year: number, month: number): LunarMonth | undefined {
  if (year < LUNAR_YEARS.first || year > LUNAR_YEARS.last) return undefined;
  const months = [...getYearInfo(year), ...getYearInfo(year + 1).slice(0, 1)];
  const at = months.findIndex((one) => one.month === month && !one.leap);
  const [own, next] = [months[at], months[at + 1]];
  if (own === undefined || next === undefined) return undefined;
  return { first: own.jd - EPOCH, days: next.jd - own.jd };
}

/** The date (`YYYY-MM-DD`) of a lunar year's month and day; undefined where the month has no such day. */
export function dateOfLunar(year: number, month: number, day: number): string | undefined {
  const found = lunarMonth(year, month);
  return found === undefined || day < 1 || day > found.days ? undefined : dateOf(found.first + day - 1);
}

/** The date of a day that is so many days since 1970-01-01. */
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
