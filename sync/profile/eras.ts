import { DAY } from '../contract/instants.ts';
import { isValidOn, type Lasting } from '../contract/validity.ts';

/** A stretch of days on which none of some items begins or ends. */
export interface Era<T> {
  /** Its first local day, `YYYY-MM-DD`; empty for the one that has no beginning. */
  from: string;
  /** What exists in it, in the order given. */
  items: readonly T[];
}

/** All eras of units or areas, the newest first; of what never changes there is one. */
export function eras<T extends Lasting>(items: readonly T[]): Era<T>[] {
  const changes = items.flatMap(({ validFrom, validTo }) => [
    ...(validFrom === undefined ? [] : [validFrom]),
    ...(validTo === undefined ? [] : [dayAfter(validTo)]),
  ]);
  return ['', ...new Set(changes.sort())]
    .reverse()
    .map((from) => ({ from, items: items.filter((item) => isValidOn(item, from)) }));
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}
