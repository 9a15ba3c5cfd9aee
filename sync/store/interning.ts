import type { WritableCache } from './cache.ts';

/** Gives integers to codes, making new ones where needed. */
export interface Interned {
  /** The integer of a service. Throws a RangeError where there are more than a cache can hold. */
  service(code: string): number;
  code(code: string): number;
  /** Forgets what was remembered: a transaction that made new ones was given up. */
  forget(): void;
}

/** Interns codes of a cache; `mostServices` bounds how many services there can be. */
export function intern(cache: WritableCache, mostServices: number): Interned {
  const addService = cache.db.prepare<[string]>('INSERT INTO services (code) VALUES (?)');
  const addCode = cache.db.prepare<[string]>('INSERT INTO codes (code) VALUES (?)');
  return {
    service(code) {
      const known = cache.services.id(code);
      if (known !== undefined) return known;
      const count = cache.select<{ n: number }>('SELECT count(*) AS n FROM services').get()?.n ?? 0;
      if (count + 1 >= mostServices) throw new RangeError(`more than ${mostServices} services`);
      return Number(addService.run(code).lastInsertRowid);
    },
    code: (code) => cache.codes.id(code) ?? Number(addCode.run(code).lastInsertRowid),
    forget() {
      cache.services.forget();
      cache.codes.forget();
    },
  };
}
