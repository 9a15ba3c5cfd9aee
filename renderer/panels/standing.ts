import type { Band } from '../../sync/contract/questions/cases.ts';
import type { Data } from '../../sync/contract/questions/index.ts';
import type { By } from './model.ts';

/** Where a count stands to its usual band; both ends of the band are usual. */
export function standing(count: number, usual: Band): 'above' | 'below' | 'within' | 'noUsual' {
  if (usual === null) return 'noUsual';
  if (count > usual.high) return 'above';
  return count < usual.low ? 'below' : 'within';
}

type Day = Data<'daily'>['rows'][number];

/** The mark of a value that left its usual band by more than chance brings; none where it did not. A deviation is no state. */
export function deviation(
  stands: Day['stands'],
  value: number | null,
  usual: Band,
): 'above' | 'below' | undefined {
  if (value === null || usual === null || stands === 'usual' || stands === 'unknown') return undefined;
  const where = standing(value, usual);
  return where === 'above' || where === 'below' ? where : undefined;
}

/**
 * How a day's value stands, as it is told: one that leaves its usual band by no more than chance brings is not called
 * within it, since its figures beside say otherwise.
 */
export function dayStanding({
  stands,
  value,
  usual,
}: Day): 'above' | 'below' | 'usual' | 'outside' | 'unclear' | 'unknown' {
  if (stands === 'better' || stands === 'worse' || stands === 'outside')
    return deviation(stands, value, usual) ?? 'outside';
  if (stands !== 'usual' || value === null) return stands;
  return standing(value, usual) === 'within' ? 'usual' : 'unclear';
}

/** A deviation as it is told: how many times the usual it is, and on which side; whether that is good its colour says. "×1,3 · trên mức thường". */
export function deviationWords(row: Day, { say, format }: Pick<By, 'say' | 'format'>): string {
  const { stands, value, usual } = row;
  const words = say(`stands.${dayStanding(row)}`);
  if (value === null || usual === null || usual.median <= 0) return words;
  if (deviation(stands, value, usual) === undefined) return words;
  return `×${format.ratio(value / usual.median)} · ${words}`;
}
