/** Type sized from the physical wall (NUREG-0700 §1.3, ISO 9241-303): capital height as an angle at the eye. */

/** The floor, arc-minutes of capital height at the greatest viewing distance. */
export const FLOOR_ARCMIN = 16;
/** What running text is set to. */
export const PREFERRED_ARCMIN = 21;
/** What running text is set to where a screen would else not hold a board: close to the floor, and still above it. */
export const CLOSE_ARCMIN = 17.5;
/** Capital height of Be Vietnam Pro as a share of its font size (OS/2 sCapHeight 700 of 1000 units). */
export const CAP_HEIGHT = 0.7;

/** Lines of running text a screen must hold for a board's own grid; with fewer it takes the board's sparse arrangement. */
export const GRID_LINES = 40;
/** With fewer lines than this not even a sparse board can be read: the host says so. */
export const LEAST_LINES = 12;

export interface Glass {
  diagonalInches: number;
  resolution: readonly [number, number];
  viewingDistanceM: number;
}

/** Pixels in a millimetre of glass. */
export function pixelsPerMm(glass: Glass): number {
  const [w, h] = glass.resolution;
  return Math.hypot(w, h) / (glass.diagonalInches * 25.4);
}

/** The font size in pixels whose capitals subtend `arcmin` at the viewing distance: h = 2·D·tan(θ/2). */
export function fontSizeFor(arcmin: number, glass: Glass): number {
  const theta = (arcmin / 60) * (Math.PI / 180);
  const capMm = 2 * glass.viewingDistanceM * 1000 * Math.tan(theta / 2);
  return (capMm * pixelsPerMm(glass)) / CAP_HEIGHT;
}

/** The capital height, in arc-minutes, of text set at `px` pixels. */
export function arcminOf(px: number, glass: Glass): number {
  const capMm = (px * CAP_HEIGHT) / pixelsPerMm(glass);
  return 2 * Math.atan(capMm / (2 * glass.viewingDistanceM * 1000)) * (180 / Math.PI) * 60;
}

/** How many times running text of this size fits in the shorter side of the glass: what decides a board's arrangement. */
export function linesOn(glass: Glass, arcmin: number = PREFERRED_ARCMIN): number {
  return Math.min(...glass.resolution) / fontSizeFor(arcmin, glass);
}
