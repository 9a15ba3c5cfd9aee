import { z } from 'zod';
import {
  callRule,
  duty,
  dutyDate,
  dutyPerson,
  dutyShift,
  mailServer,
  NO_DUTY,
  type Duty,
} from '../contract/duty.ts';
import type { Profile } from '../contract/profile.ts';
import { checkNames } from './naming.ts';
import { schemaProblems, type Problem } from './problems.ts';
import { idsOf, Problems } from './references.ts';

const FILE = 'duty.json';
const list = z.array(z.unknown()).default([]);

/** `duty.json` with entries that may be wrong one by one. */
export const writtenDuty = duty.extend({
  ...{ people: list, calls: list, shifts: list, dates: list },
  mail: z.unknown().optional(),
});
export const NO_WRITTEN_DUTY: z.output<typeof writtenDuty> = NO_DUTY;

type Path = readonly PropertyKey[];
type Levels = readonly (readonly string[])[];

/** An entry that can be read, and where it stands. */
interface Placed<T> {
  value: T;
  path: Path;
}

/** The roster of a profile as far as it is right: an entry that is wrong is left out and told, and the others go on. */
export function readDuty(
  written: z.output<typeof writtenDuty>,
  profile: Profile,
): { duty: Duty; faults: Problem[] } {
  const problems = new Problems(FILE);
  const faults: Problem[] = [];
  const each = <T>(name: string, values: readonly unknown[], schema: z.ZodType<T>): Placed<T>[] =>
    values.flatMap((value, i) => {
      const read = schema.safeParse(value);
      if (read.success) return { value: read.data, path: [name, i] };
      faults.push(...schemaProblems(FILE, `${name}[${i}]`, value, read.error));
      return [];
    });
  const once = <T>(some: readonly Placed<T>[], field: string, nameOf: (one: T) => string): Placed<T>[] => {
    const taken = new Set<string>();
    return some.filter(({ value, path }) => {
      const name = nameOf(value);
      if (taken.has(name)) problems.note([...path, field], `one that no other entry has`, name);
      const first = !taken.has(name);
      taken.add(name);
      return first;
    });
  };

  const mail = written.mail === undefined ? undefined : mailServer.safeParse(written.mail);
  if (mail?.success === false) faults.push(...schemaProblems(FILE, 'mail', written.mail, mail.error));

  const people = once(each('people', written.people, dutyPerson), 'account', ({ account }) => account);
  for (const { value, path } of people) {
    if (value.mail === undefined && value.webhook === undefined)
      problems.note(path, 'a way to reach them: `mail` or `webhook`', undefined);
    if (value.mail !== undefined && written.mail === undefined)
      problems.note([...path, 'mail'], 'a server for e-mail: `mail` of this file', value.mail);
  }
  const accounts = new Set(people.map(({ value }) => value.account));

  const rules = new Set([...idsOf(profile.alerts.rules), ...(profile.alerts.leftOut ?? [])]);
  const calls = once(each('calls', written.calls, callRule), 'id', ({ id }) => id).filter(
    ({ value, path }) => {
      const own = new Problems(FILE);
      if (value.of === 'alerts')
        value.rules?.forEach((rule, i) =>
          own.known(rules, 'a rule of alerts.json', rule, [...path, 'rules', i]),
        );
      checkNames(profile, { schema: callRule, value, path }, own);
      faults.push(...own.found);
      return own.found.length === 0;
    },
  );
  const ids = idsOf(calls.map(({ value }) => value));

  /** A shift without whom it names and there is not; it stays, so that who is left in it is called. */
  const known = <T extends { levels: string[][]; calls?: string[] | undefined }>(one: T, path: Path): T => {
    noteUnknown(one.levels, [...path, 'levels'], accounts, problems);
    one.calls?.forEach((call, i) => problems.known(ids, 'an entry of `calls`', call, [...path, 'calls', i]));
    return { ...one, levels: one.levels.map((level) => level.filter((account) => accounts.has(account))) };
  };
  const shifts = once(each('shifts', written.shifts, dutyShift), 'id', ({ id }) => id);
  const dates = once(each('dates', written.dates, dutyDate), 'date', ({ date }) => date);
  const read: Duty = {
    ...(written.console === undefined ? {} : { console: written.console }),
    ...(mail?.success === true ? { mail: mail.data } : {}),
    people: people.map(({ value }) => value),
    calls: calls.map(({ value }) => value),
    shifts: shifts.map(({ value, path }) => known(value, path)),
    dates: dates.map(({ value, path }) => ({
      ...value,
      shifts: value.shifts.map((one, i) => known(one, [...path, 'shifts', i])),
    })),
  };
  return { duty: read, faults: [...faults, ...problems.found] };
}

function noteUnknown(levels: Levels, path: Path, accounts: ReadonlySet<string>, problems: Problems): void {
  levels.forEach((level, i) => {
    level.forEach((account, j) => {
      if (!accounts.has(account))
        problems.note([...path, i, j], 'the account of somebody in `people`', account);
    });
  });
}
