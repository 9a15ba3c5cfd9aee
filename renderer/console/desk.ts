import type { Glass } from '../../sync/contract/legibility.ts';

/** How far a person at a desk sits from the screen, metres. */
const DESK_M = 0.6;
/** CSS pixels an inch, by CSS Values 4: what a desk's display is scaled to. */
const PER_INCH = 96;

/** The glass of a console: the window itself, at the density CSS promises, at a desk's distance. */
export function deskGlass(): Glass {
  const { innerWidth: w, innerHeight: h } = window;
  return { diagonalInches: Math.hypot(w, h) / PER_INCH, resolution: [w, h], viewingDistanceM: DESK_M };
}
