import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { BASE_LAYERS, type BaseKind, type BaseMap } from '../../sync/contract/base-map.ts';
import type { Palette } from '../ui/index.ts';
import { css } from './colours.ts';
import { hexOf } from './ground.ts';

/** The source's name in a style. */
export const BASE = 'base';
/** Roads of a whole city, by their kind in the three schemas; others are streets, drawn where a view is near enough for them. */
const MAIN_ROADS = ['highway', 'major_road', 'motorway', 'trunk', 'primary'];
const STREETS_FROM = 12;

/** A colour so far from one towards another. */
function between(from: string, to: string, share: number): string {
  const [a, b] = [hexOf(from), hexOf(to)];
  return css([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])], 1);
}

/**
 * What is drawn of a base map, from below: water, then roads, in the wall's own muted colours, and no words. `hairline` in CSS
 * pixels.
 */
export function baseLayers({ layers }: BaseMap, palette: Palette, hairline: number): LayerSpecification[] {
  const water = between(palette.ground, palette.accent, 0.28);
  const road = between(palette.ground, palette.faint, 0.45);
  const of = (kind: BaseKind): string[] => layers.filter((id) => BASE_LAYERS.get(id)?.includes(kind));
  const main: ExpressionSpecification = [
    'in',
    ['coalesce', ['get', 'kind'], ['get', 'class'], ['get', 'pmap:kind'], ''],
    ['literal', MAIN_ROADS],
  ];
  const lines = { 'line-join': 'round', 'line-cap': 'round' } as const;
  return [
    ...of('water').map((id): LayerSpecification => ({
      ...{ id: `base water ${id}`, type: 'fill', source: BASE, 'source-layer': id },
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': water, 'fill-antialias': false },
    })),
    ...of('waterway').map((id): LayerSpecification => ({
      ...{ id: `base waterway ${id}`, type: 'line', source: BASE, 'source-layer': id, layout: lines },
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': water, 'line-width': hairline },
    })),
    ...of('road').flatMap((id): LayerSpecification[] => [
      {
        ...{ id: `base street ${id}`, type: 'line', source: BASE, 'source-layer': id, layout: lines },
        minzoom: STREETS_FROM,
        filter: ['all', ['==', ['geometry-type'], 'LineString'], ['!', main]],
        paint: { 'line-color': road, 'line-width': 0.6 * hairline, 'line-opacity': 0.6 },
      },
      {
        ...{ id: `base road ${id}`, type: 'line', source: BASE, 'source-layer': id, layout: lines },
        filter: ['all', ['==', ['geometry-type'], 'LineString'], main],
        paint: { 'line-color': road, 'line-width': 1.6 * hairline },
      },
    ]),
  ];
}
