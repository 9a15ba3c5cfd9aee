import { CitywallError } from './errors.ts';
import { ASKERS, ROLES, type Asker, type Role } from './people.ts';
import type { PersonalField } from './personal.ts';
import { isQuestion, type QuestionName } from './questions/index.ts';

/** What a wall shows to everybody who stands before it. */
const everybody = ASKERS;
/** Only what the host asks of itself. */
const nobody: readonly Asker[] = [];

/**
 * Who may ask which question: the host goes by this table and by nothing else, and a question that is not in it does not compile. Who may
 * give which command stands in the command's row (`commands.ts`). That an answer shows a part of the city alone is the host's scope, not a right.
 */
export const mayAsk: Readonly<Record<QuestionName, readonly Asker[]>> = {
  today: everybody,
  backlog: everybody,
  categories: everybody,
  units: everybody,
  areas: everybody,
  heat: everybody,
  hotspots: everybody,
  strip: everybody,
  indicators: everybody,
  fields: everybody,
  indicator: everybody,
  daily: everybody,
  indexes: everybody,
  indexSet: everybody,
  headline: everybody,
  sources: everybody,
  days: everybody,
  flow: everybody,
  ages: everybody,
  quality: everybody,
  cases: everybody,
  case: ROLES,
  search: ROLES,
  rejected: everybody,
  commands: everybody,
  requests: everybody,
  request: ROLES,
  calls: ROLES,
  handover: ROLES,
  oneHandover: ROLES,
  alerts: everybody,
  alert: ROLES,
  alarmFigures: everybody,
  lastHour: everybody,
  asset: everybody,
  nothing: everybody,
  trial: ['operator', 'leader', 'administrator'],
  signs: nobody,
  caseRows: nobody,
};

/** Who may read what people typed with their commands. */
export const mayReadSaid: readonly Asker[] = ROLES;

/** Whoever handles a case: who is on duty here, and who answers for the unit that has it. */
const handlers: readonly Role[] = ['operator', 'officer'];
/**
 * Who may look at which field of a case's personal part; a field that is not in it does not compile. No window without sign-in ever does.
 * Whoever answers for units looks at cases of theirs alone ({@link hasCase}).
 */
export const mayLook: Readonly<Record<PersonalField, readonly Role[]>> = {
  text: ['operator', 'officer', 'leader'],
  name: handlers,
  phone: handlers,
  email: handlers,
  address: handlers,
  point: handlers,
};

/** Whether the case of a unit is one of somebody who answers for `units`, and all below them; an officer of none has no case. */
export const hasCase = (role: Role, units: ReadonlySet<string>, unit: string | null): boolean =>
  units.size === 0 ? role !== 'officer' : unit !== null && units.has(unit);

/** Throws `role-needed`, naming what it is that somebody may not ask. A question that there is not is nobody's secret. */
export function requireAsk(name: string, asker: Asker, where = name): void {
  if (isQuestion(name)) requireRight(`ask "${name}"`, mayAsk[name], asker, where);
}

/** Throws `role-needed` where something is for others than whoever wants it. */
export function requireRight(what: string, who: readonly Asker[], asker: Asker, where: string): void {
  if (who.includes(asker)) return;
  const roles = who.filter((one) => one !== 'wall');
  throw new CitywallError('role-needed', {
    what: `${asker === 'wall' ? 'a window without sign-in' : asker} may not ${what}`,
    where,
    hint: roles.length === 0 ? 'No window asks it.' : `It is for ${roles.join(', ')}.`,
  });
}
