/** What can be wrong with a unit's boundary, or with a feature of the file. */
export type FaultKind =
  | 'missing'
  | 'duplicate'
  | 'renamed'
  | 'unmatched'
  | 'self-crossing'
  | 'open ring'
  | 'no polygon'
  | 'no area'
  | 'outside'
  | 'overlap';

export interface Fault {
  kind: FaultKind;
  /** The rest of the sentence that begins with the unit's or the feature's name. */
  says: string;
}

/** A place for a person with a map: longitude and latitude, five decimals. */
export const place = ([lon, lat]: readonly [number, number]): string =>
  `${onEarthOnce(lon).toFixed(5)}, ${lat.toFixed(5)}`;

/** Beyond the date line a city's longitudes run on; people write them from -180 on. */
const onEarthOnce = (lon: number): number => (lon > 180 && lon <= 360 ? lon - 360 : lon);

/** Square kilometres, with as many digits as matter. */
export const km2 = (squareMetres: number): string => `${Number((squareMetres / 1e6).toPrecision(2))} km²`;
