import type { CanvasSourceSpecification, GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { AreaShape, AreaShapes } from '../../sync/contract/profile.ts';
import type { Palette } from '../ui/index.ts';
import { aroundColour } from './around.ts';
import { shown, type Camera } from './camera.ts';
import { css } from './colours.ts';
import { hexOf } from './ground.ts';
import { polygonsOf } from './land.ts';

/** The four corners of a view, as an image source wants them: from the north-west, clockwise; moved by so many degrees of longitude. */
export function cornersOf(
  camera: Camera,
  by = 0,
): [[number, number], [number, number], [number, number], [number, number]] {
  const [[left, south], [right, north]] = shown(camera);
  const [west, east] = [left + by, right + by];
  return [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
}

/** The heat of a view, painted on a canvas that covers it. A style cannot name a canvas: it is added when it stands. */
export function heatSource(camera: Camera, canvas: HTMLCanvasElement, by = 0): CanvasSourceSpecification {
  return { type: 'canvas', canvas, animate: false, coordinates: cornersOf(camera, by) };
}

/** How much of what lies below an area without a colour of its own is hidden by it. */
const VEIL = 0.5;

interface PolygonFeature {
  type: 'Feature';
  properties: AreaShape['properties'] | Record<string, never>;
  geometry: { type: 'Polygon'; coordinates: number[][][] };
}

/** A polygon as a feature of its own, moved by so many degrees of longitude. */
const featureOf = (
  properties: PolygonFeature['properties'],
  polygon: readonly (readonly (readonly number[])[])[],
  by: number,
): PolygonFeature => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'Polygon',
    coordinates: polygon.map((ring) => ring.map(([lon = 0, lat = 0]) => [lon + by, lat])),
  },
});

/**
 * Polygons as MapLibre takes them, each by itself: it tells outer rings from holes by the direction of the first ring, and a sliver's is
 * lost where positions are rounded for a tile. Then all other polygons of its shape would be holes.
 */
const sourceOf = (features: PolygonFeature[]): GeoJSONSourceSpecification => ({
  type: 'geojson',
  data: { type: 'FeatureCollection', features },
  tolerance: 0,
  buffer: 8,
});

/**
 * The style of a city map: unit cells, borders over them; the heat comes between. No address, sprite or glyph
 * in it, so nothing is ever fetched; words are drawn over the map in the wall's own type. `seen` is whether what is below the
 * cells is to be seen through them; `by` moves all of it, degrees of longitude.
 */
export function styleOf(
  shapes: AreaShapes,
  palette: Palette,
  hairline: number,
  seen: boolean,
  by = 0,
): StyleSpecification {
  const around = seen ? undefined : shapes.around;
  const plain = seen ? css(hexOf(palette.raised), VEIL) : palette.raised;
  return {
    version: 8,
    sources: {
      areas: {
        ...sourceOf(
          shapes.features.flatMap((shape) =>
            polygonsOf(shape).map((one) => featureOf(shape.properties, one, by)),
          ),
        ),
        promoteId: 'id',
      },
      around: sourceOf(
        (around?.land ?? []).flatMap((one) => one.coordinates.map((p) => featureOf({}, p, by))),
      ),
      water: sourceOf((around?.water ?? []).map((one) => featureOf({}, one, by))),
    },
    transition: { duration: 0, delay: 0 },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
      {
        id: 'around',
        type: 'fill',
        source: 'around',
        paint: { 'fill-color': aroundColour(palette), 'fill-antialias': false },
      },
      {
        id: 'shores',
        type: 'line',
        source: 'around',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.faint, 'line-opacity': 0.42, 'line-width': hairline },
      },
      {
        id: 'cells',
        type: 'fill',
        source: 'areas',
        paint: {
          'fill-color': ['to-color', ['feature-state', 'fill'], plain],
          'fill-antialias': false,
        },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'areas',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.faint, 'line-opacity': 0.42, 'line-width': hairline },
      },
      {
        // Over the heat and the borders: nobody lives there, and what is drawn ends at the shore.
        id: 'water',
        type: 'fill',
        source: 'water',
        paint: { 'fill-color': palette.ground },
      },
      {
        id: 'banks',
        type: 'line',
        source: 'water',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.faint, 'line-opacity': 0.42, 'line-width': hairline },
      },
    ],
  };
}
