import type { CanvasSourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import type { Palette } from '../ui/index.ts';
import { shown, type Camera } from './camera.ts';

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

/**
 * The style of a city map: unit cells, borders over them; the heat comes between. No address, sprite or glyph
 * in it, so nothing is ever fetched; words are drawn over the map in the wall's own type.
 */
export function styleOf(shapes: AreaShapes, palette: Palette, hairline: number): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: { ...shapes }, promoteId: 'id', tolerance: 0, buffer: 8 },
    },
    transition: { duration: 0, delay: 0 },
    layers: [
      {
        id: 'cells',
        type: 'fill',
        source: 'areas',
        paint: {
          'fill-color': ['to-color', ['feature-state', 'fill'], palette.raised],
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
    ],
  };
}
