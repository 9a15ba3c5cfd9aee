import type { Point } from './records.ts';

/** What is drawn of a base map: water as areas and as lines, and roads. No words: the wall sets its own. */
export type BaseKind = 'water' | 'waterway' | 'road';

/** The layers that are drawn, by their names in the three common schemas: Protomaps, OpenMapTiles, Shortbread. */
export const BASE_LAYERS: ReadonlyMap<string, readonly BaseKind[]> = new Map([
  ['water', ['water', 'waterway']],
  ['roads', ['road']],
  ['waterway', ['waterway']],
  ['transportation', ['road']],
  ['ocean', ['water']],
  ['water_polygons', ['water']],
  ['water_lines', ['waterway']],
  ['streets', ['road']],
]);

/** The city's own base map, where its profile has one: an archive of vector tiles that the host serves at {@link BASE_PATH}. */
export interface BaseMap {
  /** Changes with the file. */
  version: string;
  /** Whose map it is, as text; empty where the archive does not say. */
  attribution: string;
  /** South-west and north-east corner of its tiles. */
  bounds: [Point, Point];
  minZoom: number;
  maxZoom: number;
  /** Those of its layers that are in {@link BASE_LAYERS}. */
  layers: string[];
}

export const BASE_PATH = '/base.pmtiles';
