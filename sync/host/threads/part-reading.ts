import { DAY, type Instant } from '../../contract/instants.ts';
import {
  type PartOf,
  type PartStanding,
  type PersonalField,
  personalField,
  type PersonalValue,
} from '../../contract/personal.ts';
import type { PersonalRecord } from '../../contract/records.ts';
import type { ReadableCache } from '../../store/cache.ts';
import { openPartReader, type PartReader } from '../../store/personal/part-reader.ts';

/** What is held of a case's personal part, without what is in it, and the unit that has the case. */
export interface HeldPart {
  standing: PartStanding;
  fields: PersonalField[];
  unit: string | null;
}

/** When a part is looked at, and for how many days after its case was closed it may be. */
export interface LookedAt {
  now: Instant;
  keepDays: number | undefined;
}

export interface PartReadingParts {
  /** The file of the parts that go with the cache of now; null where there is none. */
  file: () => string | null;
  cache: () => ReadableCache | null;
  /** What the parts are closed with; null where none are held. */
  secret: string | null;
}

/** Reads personal parts of single cases. Whoever answers questions has none of this. */
export class PartReading {
  readonly #parts: PartReadingParts;
  #secret: string | null;
  #reader: PartReader | null = null;

  constructor(parts: PartReadingParts) {
    this.#parts = parts;
    this.#secret = parts.secret;
  }

  held(about: PartOf, when: LookedAt): HeldPart {
    const { unit, standing, part } = this.#find(about, when);
    const fields = part === null ? [] : personalField.options.filter((field) => part[field] !== undefined);
    return { standing, fields, unit };
  }

  /** What stands in a field; null where nothing does any more. */
  value(about: PartOf, field: PersonalField, when: LookedAt): PersonalValue | null {
    return this.#find(about, when).part?.[field] ?? null;
  }

  /** None are held from now on. */
  forget(): void {
    this.#secret = null;
    this.close();
  }

  close(): void {
    this.#reader?.close();
    this.#reader = null;
  }

  #find(
    { service, id }: PartOf,
    { now, keepDays }: LookedAt,
  ): { unit: string | null; standing: PartStanding; part: PersonalRecord | null } {
    const cache = this.#parts.cache();
    if (this.#secret === null || cache === null) return { unit: null, standing: 'never', part: null };
    const known = cache.services.id(service);
    const row = cache
      .select<{ unit: number | null; closed: number | null }>(
        'SELECT unit, closed FROM cases WHERE service = ? AND id = ?',
      )
      .get(known ?? null, id);
    const { unit: code = null, closed = null } = row ?? {};
    const unit = code === null ? null : cache.codes.code(code);
    const grave = cache.select<{ n: number }>(
      `SELECT EXISTS (SELECT 1 FROM graves WHERE kind = 'personal' AND scope = ? AND id = ?) AS n`,
    );
    // Told as dropped as soon as it is to be, though the deletion is still to come.
    const isOver = closed !== null && keepDays !== undefined && closed <= now - keepDays * DAY;
    const part =
      isOver || row === undefined ? null : (this.#reading(this.#secret)?.find(service, id) ?? null);
    if (part !== null) return { unit, standing: 'held', part };
    const wasDropped = isOver || grave.get(service, id)?.n === 1;
    return { unit, standing: wasDropped ? 'dropped' : 'none', part };
  }

  /** The parts of now: another file than before where a snapshot was swapped in. */
  #reading(secret: string): PartReader | null {
    const file = this.#parts.file();
    if (file === null || file === this.#reader?.file) return this.#reader;
    this.close();
    this.#reader = openPartReader(file, secret);
    return this.#reader;
  }
}
