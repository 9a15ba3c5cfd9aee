import {
  commandNames,
  commands,
  isCommand,
  readPayload,
  type CommandPayload,
  type CommandResult,
} from '../contract/commands.ts';
import { CitywallError } from '../contract/errors.ts';
import type { Given, GiveRequest } from '../contract/link.ts';
import type { Person, Role } from '../contract/people.ts';
import { requestAbout } from '../contract/records.ts';
import { requireRight } from '../contract/rights.ts';
import type { Stamp } from '../store/journal.ts';
import type { Outbox } from './outbox.ts';

type Boards = readonly { id: string; panels: readonly { id: string }[] }[];

type Things = readonly { id: string }[];

/** What commands may name by its code: the things of a profile. */
interface Known {
  indicators: { readonly indicators: Things };
  units: Things;
  areas: Things;
  services: Things;
}

export interface AdmissionParts {
  /** Who has a session, and what they are here for. Throws `session-needed` where there is none, or it is over, `session-locked`. */
  whoHas: (session: string) => Promise<Person>;
  /** The boards that commands may name: those in force. */
  boards: () => Boards;
  /** The profile in force. */
  profile: () => Known;
  /** Takes what the city decides. */
  outbox: Pick<Outbox, 'give'>;
  /** Decides what this host decides itself; resolved when command, effect and decision are on disk. */
  decide: (payload: CommandPayload, stamp: Stamp) => Promise<CommandResult>;
  /** The city's time, as well as it is known, milliseconds. */
  now: () => number;
}

/** Where commands come in: each is asked for by name, by somebody who may, of things that there are. */
export class Admission {
  readonly #parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /**
   * Takes a command. Resolves when it is on disk: queued for the city, or decided here. Throws `session-needed`, `role-needed`,
   * `command-invalid` (an unknown name, a payload that its row cannot read, an indicator, unit or service that there is not) or `board-unknown`, naming command and field.
   */
  async give({ session, key, name, payload: raw }: GiveRequest): Promise<Given> {
    const { whoHas, boards, profile, outbox, decide, now } = this.#parts;
    const { role, id: by, name: fullName, units } = await whoHas(session);
    if (!isCommand(name))
      throw new CitywallError('command-invalid', {
        what: `there is no command "${name}"`,
        where: 'give',
        hint: `The commands are ${commandNames.join(', ')}.`,
      });
    const { roles, lasts, decidedBy } = commands[name];
    requireRight(`give the command "${name}"`, roles, role, name);
    const read = readPayload(name, raw);
    if ('why' in read)
      throw new CitywallError('command-invalid', {
        what: `${read.path}: ${read.why}`,
        where: read.path,
        hint: `sync/contract/commands.ts says what is said with "${name}".`,
      });
    const payload = { what: name, ...read.payload };
    requireNamed(payload, boards());
    requireKnown(payload, profile());
    requireOwnUnit(payload, role, units);
    requireAhead(payload, now());
    if (decidedBy === 'city') {
      const giver = { name: by, fullName, role, units: [...units] };
      return { key: (await outbox.give(payload, lasts, key, giver)).key, result: null, by };
    }
    const givenAt = Math.round(now());
    return { key, result: await decide(payload, { key, givenAt, expires: givenAt + lasts, by }), by };
  }
}

/** Throws `command-invalid` where a command, or what it is about, names something that the profile does not have. */
function requireKnown({ what, indicator, unit, about }: CommandPayload, profile: Known): void {
  const { indicators, units, areas, services } = profile;
  const of = about === undefined ? {} : { ...requestAbout.parse(about) };
  const subjects = [{ id: 'city' }, ...units, ...areas];
  const named: [path: string, thing: string, code: unknown, among: Things][] = [
    ['indicator', 'indicator', indicator, indicators.indicators],
    ['unit', 'unit', unit, units],
    ['about.indicator', 'indicator', 'indicator' in of ? of.indicator : undefined, indicators.indicators],
    ['about.service', 'service', 'service' in of ? of.service : undefined, services],
    ['about.subject', 'unit or area', 'subject' in of ? of.subject : undefined, subjects],
  ];
  for (const [path, thing, code, among] of named) {
    if (code === undefined || among.some(({ id }) => id === code)) continue;
    throw new CitywallError('command-invalid', {
      what: `the profile has no ${thing} ${String(code)}`,
      where: `${what}.${path}`,
      hint: 'Name what the profile has, by its id.',
    });
  }
}

/** Throws `command-invalid` where an answer would be owed by an instant that has passed. */
function requireAhead({ what, dueAt }: CommandPayload, now: number): void {
  if (dueAt === undefined || Number(dueAt) > now) return;
  throw new CitywallError('command-invalid', {
    what: `${what}.dueAt: the deadline has passed`,
    where: `${what}.dueAt`,
    hint: 'Name one that lies ahead.',
  });
}

/** Throws `role-needed` where somebody answers for a unit that is not theirs. */
function requireOwnUnit({ what, unit }: CommandPayload, role: Role, units: readonly string[]): void {
  if (role !== 'officer' || unit === undefined || units.length === 0 || units.includes(String(unit))) return;
  throw new CitywallError('role-needed', {
    what: `who answers for ${units.join(', ')} may not give the command "${what}" for ${String(unit)}`,
    where: `${what}.unit`,
    hint: 'It is for officers of that unit.',
  });
}

/** Throws `board-unknown` where a command names a board, or a panel of it, that there is not. */
function requireNamed({ what, board, panel }: CommandPayload, boards: Boards): void {
  if (board === undefined) return;
  const known = boards.find(({ id }) => id === board);
  if (known !== undefined && (panel === undefined || known.panels.some(({ id }) => id === panel))) return;
  const missing = known === undefined ? 'board' : 'panel';
  throw new CitywallError('board-unknown', {
    what: `the profile has no ${missing} ${String(known === undefined ? board : panel)}${known === undefined ? '' : ` on the board ${known.id}`}`,
    where: `${what}.${missing}`,
    hint: 'Open the board again: it may have been changed.',
  });
}
