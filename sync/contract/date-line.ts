/**
 * Longitudes of a city on the date line. Its own run on eastwards beyond 180, so that it lies on one axis: 180.1 is the place
 * that others write -179.9. What comes from elsewhere is turned to the city's side.
 */

/** A longitude by the turn of the earth that is nearest to another: -179.9 beside 179.8 is 180.1. */
export const turnedTo = (near: number, lon: number): number => lon + 360 * Math.round((near - lon) / 360);

type Corners = readonly [readonly [number, number], readonly [number, number]];

/** Whether bounds, west first, lie across the date line: what they hold is narrower so than the other way round the earth. */
export const isAcross = ([[west], [east]]: Corners): boolean =>
  west > 0 && east < 0 && east + 360 - west < 180;

/** The middle longitude of bounds, beyond 180 where they lie across the date line and their middle does. */
export function middleLon(bounds: Corners): number {
  const [[west], [east]] = bounds;
  return (west + (isAcross(bounds) ? east + 360 : east)) / 2;
}
