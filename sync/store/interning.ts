import { UNKNOWN } from '../contract/questions/cases.ts';
import type { WritableCache } from './cache.ts';

/** So many different codes a cache takes, of each kind. */
export interface Most {
  services: number;
  /** Of categories, units, areas and channels together. */
  codes: number;
  /** Of a category and an area that a case was counted under. */
  pairs: number;
}

/** A record brings a code that would be one too many. */
export class TooManyCodes extends RangeError {
  constructor(most: number, what: string) {
    super(`more than ${most} ${what}`);
    this.name = 'TooManyCodes';
  }
}

/** Gives integers to codes, making new ones where needed. Each throws {@link TooManyCodes} where that cannot be. */
export interface Interned {
  service(code: string): number;
  code(code: string): number;
  /** The same for what stands for a category and an area together. */
  pair(code: string): number;
  /** Forgets what was remembered: a transaction that made new ones was given up. */
  forget(): void;
}

/** Interns codes of a cache. A sum by unknown codes costs as much as there are codes: they have an end. */
export function intern(cache: WritableCache, most: Most): Interned {
  const addService = cache.db.prepare<[string]>('INSERT INTO services (code) VALUES (?)');
  const addCode = cache.db.prepare<[string]>('INSERT INTO codes (code) VALUES (?)');
  const count = cache.select<Most>(
    `SELECT (SELECT count(*) FROM services) AS services, count(*) FILTER (WHERE NOT instr(code, char(0))) AS codes,
       count(*) FILTER (WHERE instr(code, char(0))) AS pairs FROM codes`,
  );
  /** How many there are; null until that matters. */
  let held: Most | null = null;
  const oneMore = (kind: keyof Most, what: string): void => {
    held ??= count.get() ?? { services: 0, codes: 0, pairs: 0 };
    if (held[kind] >= most[kind]) throw new TooManyCodes(most[kind], what);
    held[kind]++;
  };
  return {
    service(code) {
      const known = cache.services.id(code);
      if (known !== undefined) return known;
      oneMore('services', 'services');
      return Number(addService.run(code).lastInsertRowid);
    },
    code(code) {
      const known = cache.codes.id(code);
      if (known !== undefined) return known;
      if (code !== UNKNOWN) oneMore('codes', 'different codes');
      return Number(addCode.run(code).lastInsertRowid);
    },
    pair(code) {
      const known = cache.codes.id(code);
      if (known !== undefined) return known;
      oneMore('pairs', 'different pairs of a category and an area');
      return Number(addCode.run(code).lastInsertRowid);
    },
    forget() {
      cache.services.forget();
      cache.codes.forget();
      held = null;
    },
  };
}
