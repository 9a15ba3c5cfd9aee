import type { CanvasSourceSpecification, GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import type { Palette } from '../ui/index.ts';
import { aroundColour } from './around.ts';
import { shown, type Camera } from './camera.ts';
import { css } from './colours.ts';
import { hexOf } from './ground.ts';

/** The four corners of a view, as an image source wants them: from the north-west, clockwise. */
export function cornersOf(
  camera: Camera,
): [[number, number], [number, number], [number, number], [number, number]] {
  const [[west, south], [east, north]] = shown(camera);
  return [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
}

/** The heat of a view, painted on a canvas that covers it. A style cannot name a canvas: it is added when it stands. */
export function heatSource(camera: Camera, canvas: HTMLCanvasElement): CanvasSourceSpecification {
  return { type: 'canvas', canvas, animate: false, coordinates: cornersOf(camera) };
}

/** How much of what lies below an area without a colour of its own is hidden by it. */
const VEIL = 0.5;

/** Polygons without a name. */
const plainSource = (coordinates: number[][][][]): GeoJSONSourceSpecification => ({
  type: 'geojson',
  data: { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } },
  tolerance: 0,
  buffer: 8,
});

/** The areas alone, as MapLibre takes them. */
const collection = ({
  features,
}: AreaShapes): { type: 'FeatureCollection'; features: AreaShapes['features'] } => ({
  type: 'FeatureCollection',
  features,
});

/**
 * The style of a city map: unit cells, borders over them; the heat comes between. No address, sprite or glyph
 * in it, so nothing is ever fetched; words are drawn over the map in the wall's own type. `seen` is whether what is below the
 * cells is to be seen through them.
 */
export function styleOf(
  shapes: AreaShapes,
  palette: Palette,
  hairline: number,
  seen: boolean,
): StyleSpecification {
  const around = seen ? undefined : shapes.around;
  const plain = seen ? css(hexOf(palette.raised), VEIL) : palette.raised;
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: collection(shapes), promoteId: 'id', tolerance: 0, buffer: 8 },
      around: plainSource((around?.land ?? []).flatMap(({ coordinates }) => coordinates)),
      water: plainSource(around?.water ?? []),
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
