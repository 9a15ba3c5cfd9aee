import { randomUUID } from 'node:crypto';
import { asThing } from '../../contract/audit.ts';
import { CitywallError } from '../../contract/errors.ts';
import { HOUR, type Instant } from '../../contract/instants.ts';
import type { LookRead, PartRequest } from '../../contract/link.ts';
import type { Person } from '../../contract/people.ts';
import type { MaskedPart, PartOf, PersonalField, PersonalValue } from '../../contract/personal.ts';
import type { Profile } from '../../contract/profile.ts';
import { hasCase, mayLook, requireRight } from '../../contract/rights.ts';
import { familyOf } from '../../profile/succession.ts';
import type { Audit, Deed } from '../audit/audit-desk.ts';
import type { HeldPart, LookedAt } from '../threads/part-reading.ts';

/** So many looks an hour somebody has: a case is two or three, and nobody handles forty cases an hour. */
export const LOOKS_AN_HOUR = 120;

export interface LooksParts {
  /** Who has a session. Throws `session-needed`, `session-locked`. */
  whoHas: (session: string) => Promise<Person>;
  held: (about: PartOf, when: LookedAt) => Promise<HeldPart>;
  value: (about: PartOf, field: PersonalField, when: LookedAt) => Promise<PersonalValue | null>;
  /** Keeps the words of a purpose; resolved when they are on disk. */
  keep: (key: string, words: string) => Promise<void>;
  audit: Pick<Audit, 'note' | 'tell'>;
  profile: () => Profile;
  /** The city's time. */
  now: () => Instant;
  /** Milliseconds, never set. */
  clock: () => number;
}

type Why = MaskedPart['fields'][number]['why'];

/** Looks of people at single fields of personal parts: each by somebody who may, for a purpose, and written down before it is answered. */
export class Looks {
  readonly #parts: LooksParts;
  /** When each account looked within the last hour, the oldest first; and who was told that it was too often. */
  readonly #looked = new Map<string, number[]>();
  readonly #told = new Set<string>();

  constructor(parts: LooksParts) {
    this.#parts = parts;
  }

  /** Which fields there are, and which of them whoever asks may look at. Throws `session-needed`, `session-locked`. */
  async masked({ session, ...about }: PartRequest): Promise<MaskedPart> {
    const person = await this.#parts.whoHas(session);
    const { standing, fields, unit } = await this.#parts.held(about, this.#when);
    return { standing, fields: fields.map((field) => ({ field, why: this.#why(person, field, unit) })) };
  }

  /**
   * What stands in a field. Throws `role-needed` where it is not for whoever asks, `look-limited` where they ask too often, `part-gone` where nothing
   * stands there (any more), and `audit-unwritten`.
   */
  async look({ session, field, purpose, ...about }: LookRead): Promise<PersonalValue> {
    const { whoHas, held, value, keep, audit } = this.#parts;
    const person = await whoHas(session);
    const who = { account: person.id, role: person.role };
    const of: Deed['of'] = {
      service: asThing(about.service),
      case: asThing(about.id),
      field,
      purpose: purpose.code,
    };
    try {
      const isNew = this.#count(person.id);
      if (isNew !== null) throw limited(isNew);
      requireRight(`look at the ${field} of a personal part`, mayLook[field], person.role, field);
      const { standing, fields, unit } = await held(about, this.#when);
      if (this.#why(person, field, unit) === 'unit') throw otherUnit(person, unit);
      if (!fields.includes(field)) throw gone(field, standing);
    } catch (error) {
      if (!(error instanceof CitywallError)) throw error;
      // Whoever goes on asking is told so each time, and it is written down once an hour.
      if (error.code !== 'look-limited' || !this.#told.has(person.id))
        audit.tell({ what: 'lookRefused', who, of, outcome: error.code });
      if (error.code === 'look-limited') this.#told.add(person.id);
      throw error;
    }
    const key = purpose.words === '' ? {} : { key: randomUUID() };
    if (key.key !== undefined) await keep(key.key, purpose.words);
    await audit.note({ what: 'look', who, of: { ...of, ...key } });
    const told = await value(about, field, this.#when);
    if (told === null) throw gone(field, 'none');
    return told;
  }

  get #when(): LookedAt {
    const { now, profile } = this.#parts;
    return { now: now(), keepDays: profile().city.personal?.keepDays };
  }

  #why({ role, units }: Person, field: PersonalField, unit: string | null): Why {
    if (!mayLook[field].includes(role)) return 'role';
    return hasCase(role, familyOf(this.#parts.profile().units, units), unit) ? 'may' : 'unit';
  }

  /** Counts a look; gives in how many minutes there may be another, null where there may be one now. */
  #count(account: string): number | null {
    const now = this.#parts.clock();
    const lately = (this.#looked.get(account) ?? []).filter((at) => at > now - HOUR);
    this.#looked.set(account, lately);
    const [oldest] = lately;
    if (lately.length >= LOOKS_AN_HOUR && oldest !== undefined)
      return Math.ceil((oldest + HOUR - now) / 60_000);
    this.#told.delete(account);
    lately.push(now);
    return null;
  }
}

const limited = (minutes: number): CitywallError =>
  new CitywallError('look-limited', {
    what: `${LOOKS_AN_HOUR} looks an hour is as many as anybody has`,
    hint: `The next may be in ${minutes} min.`,
  });

const otherUnit = ({ units }: Person, unit: string | null): CitywallError =>
  new CitywallError('role-needed', {
    what: `who answers for ${units.length === 0 ? 'no unit' : units.join(', ')} may not look at a case of ${unit ?? 'no unit'}`,
    where: 'unit',
    hint: 'It is for the unit that has the case, and those above it.',
  });

const gone = (field: PersonalField, standing: HeldPart['standing']): CitywallError =>
  new CitywallError('part-gone', {
    what: `there is no ${field} (${standing})`,
    where: field,
    hint: 'docs/personal-data.md says what a wall holds.',
  });
