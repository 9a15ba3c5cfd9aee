import { DateTime } from 'luxon';
import type { City } from '../contract/profile.ts';
import { dateOfLunar } from './moon.ts';
import type { Holiday, WrittenCalendar } from './written.ts';

type Calendar = City['calendar'];
type Day = Calendar['daysOff'][number];

/** A calendar with every day named: those announced, and by rule those of the years after the first of them that nothing was announced for. */
export function writtenOut(written: WrittenCalendar): Calendar {
  const { weekend, years } = written;
  const off = [
    ...years.flatMap((year) => year.off),
    ...yearsByRule(written).flatMap((year) => byRule(year, written)),
  ];
  return {
    weekend,
    daysOff: off.sort(byDate),
    workedWeekends: years.flatMap(({ worked }) => worked).sort(byDate),
    announced: years.map(({ year }) => year).sort((a, b) => a - b),
  };
}

/** The years whose days are found by rule. */
export function yearsByRule({ years, through }: WrittenCalendar): number[] {
  const announced = new Set(years.map(({ year }) => year));
  const first = Math.min(...announced);
  return Array.from({ length: Math.max(0, through - first + 1) }, (_, i) => first + i).filter(
    (year) => !announced.has(year),
  );
}

/** The date a holiday falls on in a year; undefined where the year has no such day. */
export function dateOfHoliday(
  year: number,
  { solar, lunar }: Pick<Holiday, 'solar' | 'lunar'>,
): string | undefined {
  const [month = 0, day = 0] = (solar ?? lunar ?? '').split('-').map(Number);
  if (solar === undefined) return dateOfLunar(year, month, day);
  return DateTime.utc(year, month, day).toISODate() ?? undefined;
}

/** The days off of one year by rule: holidays, those beside them, and for those on a weekend the next working days in lieu. */
function byRule(year: number, { weekend, holidays, inLieu }: WrittenCalendar): Day[] {
  const off = new Map<string, Day>();
  for (const holiday of holidays)
    for (const date of daysOf(year, holiday)) if (!off.has(date)) off.set(date, { date, name: holiday.name });
  if (!inLieu) return [...off.values()];
  const isWeekend = (date: string): boolean =>
    weekend.includes(DateTime.fromISO(date, { zone: 'utc' }).weekday);
  const lost = [...off.values()].filter(({ date }) => isWeekend(date)).sort(byDate);
  for (const { date, name } of lost) {
    // A calendar whose every day is weekend has no day to give.
    let next = moved(date, 1);
    for (let i = 0; i < 31 && (isWeekend(next) || off.has(next)); i++) next = moved(next, 1);
    if (!isWeekend(next) && !off.has(next)) off.set(next, { date: next, name: inLieuOf(name) });
  }
  return [...off.values()];
}

function daysOf(year: number, holiday: Holiday): string[] {
  const date = dateOfHoliday(year, holiday);
  if (date === undefined) return [];
  const beside = holiday.beside?.[DateTime.fromISO(date, { zone: 'utc' }).weekday - 1];
  const before = holiday.before + (beside === 'before' ? 1 : 0);
  const after = holiday.after + (beside === 'after' ? 1 : 0);
  return Array.from({ length: before + 1 + after }, (_, i) => moved(date, i - before));
}

const moved = (date: string, days: number): string =>
  DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate() ?? date;

const inLieuOf = (name: Day['name']): Day['name'] => ({
  vi: `Nghỉ bù ${name.vi}`,
  en: `Day off in lieu of ${name.en}`,
});

const byDate = (a: Day, b: Day): number => (a.date < b.date ? -1 : 1);
