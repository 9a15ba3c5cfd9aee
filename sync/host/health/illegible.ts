import type { Wall } from '../../contract/boards.ts';
import type { ErrorReport } from '../../contract/errors.ts';
import { LEAST_LINES, linesOn } from '../../contract/legibility.ts';

/** What the host says of screens on which no board can be read from where people stand; null where all can. */
export function illegible(walls: readonly Wall[]): ErrorReport | null {
  const small = walls.flatMap((wall) => wall.screens).filter((screen) => linesOn(screen) < LEAST_LINES);
  if (small.length === 0) return null;
  const told = small.map(
    ({ id, diagonalInches, viewingDistanceM }) =>
      `screen ${id} (${diagonalInches} inches, ${viewingDistanceM} m)`,
  );
  return {
    code: 'screen-illegible',
    what: `no board can be read on ${told.join(', ')}`,
    where: 'walls',
    hint: 'Use larger glass, bring people nearer, or correct diagonalInches and viewingDistanceM.',
  };
}
