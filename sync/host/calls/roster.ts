import { DateTime } from 'luxon';
import type { Duty, DutyPerson } from '../../contract/duty.ts';
import type { Instant } from '../../contract/instants.ts';

/** Who is on duty for something. */
export interface OnDuty {
  /** The shifts, as a name that changes with them; empty where there is none. */
  shifts: string;
  /** Who is called first, and who after that; each once, where they are first named. */
  levels: readonly (readonly DutyPerson[])[];
  /** Whoever is on duty now is so for other things, and another shift has this one: until then nobody is to be called. */
  isPutOff: boolean;
}

interface OneShift {
  id: string;
  from: string;
  to: string;
  calls?: readonly string[] | undefined;
  levels: readonly (readonly string[])[];
}

/** The shifts that begin on a local day: those of its date where it differs, else those of its weekday. */
function begunOn({ shifts, dates }: Duty, day: DateTime): readonly OneShift[] {
  const date = day.toISODate();
  const differs = dates.find((one) => one.date === date);
  return differs?.shifts ?? shifts.filter(({ days }) => days.includes(day.weekday));
}

/** A local time of a day; where clocks are set then, the one that there is. */
function timeOn(day: DateTime, clock: string): DateTime {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return day.set({ hour, minute });
}

const takes = ({ calls }: Pick<OneShift, 'calls'>, rule: string): boolean => calls?.includes(rule) ?? true;

/** Who is on duty at an instant for what an entry of `calls` names, in the city's zone. A shift is of the day that it begins on. */
export function onDuty(duty: Duty, rule: string, at: Instant, timeZone: string): OnDuty {
  const today = DateTime.fromMillis(at, { zone: timeZone }).startOf('day');
  const now = [today.minus({ days: 1 }), today].flatMap((day) =>
    begunOn(duty, day)
      .filter(({ from, to }) => {
        const ends = timeOn(to > from ? day : day.plus({ days: 1 }), to);
        return timeOn(day, from).toMillis() <= at && at < ends.toMillis();
      })
      .map((shift) => ({ shift, began: day.toISODate() ?? '' })),
  );
  const there = now.filter(({ shift }) => takes(shift, rule));
  const people = new Map(duty.people.map((one) => [one.account, one]));
  const named = new Set<string>();
  const most = Math.max(0, ...there.map(({ shift }) => shift.levels.length));
  const levels = Array.from({ length: most }, (_, n) =>
    there
      .flatMap(({ shift }) => shift.levels[n] ?? [])
      .flatMap((account) => {
        const person = people.get(account);
        if (person === undefined || named.has(account)) return [];
        named.add(account);
        return person;
      }),
  );
  return {
    shifts: there
      .map(({ shift, began }) => `${shift.id}@${began}`)
      .join('+')
      .slice(0, 500),
    levels,
    isPutOff:
      there.length === 0 &&
      now.length > 0 &&
      [...duty.shifts, ...duty.dates.flatMap(({ shifts }) => shifts)].some((shift) => takes(shift, rule)),
  };
}
