import type { ErrorReport } from '../../contract/errors.ts';
import { MINUTE, SECOND } from '../../contract/instants.ts';

/** A clock that is off by less is taken for right, milliseconds: nobody reads a wall closer. */
const RIGHT = 2 * MINUTE;

/**
 * What `/health` says of a machine's clock: that it is so far off the city's, `offset` milliseconds behind it. Null where it is right, or where
 * nothing speaks against it. Nothing on the wall goes by it, so that walls need not tell.
 */
export function wrongClock(offset: number | null): ErrorReport | null {
  if (offset === null || Math.abs(offset) < RIGHT) return null;
  const side = offset > 0 ? 'behind' : 'ahead of';
  return {
    code: 'clock-wrong',
    what: `This machine's clock is ${Math.round(Math.abs(offset) / SECOND)} s ${side} the city's; the wall goes by the city's`,
    where: '',
    hint: 'Look which of the two is right, and set the other, or let a time server set it.',
  };
}
