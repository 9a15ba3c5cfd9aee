import { describe, expect, it } from 'vitest';
import type { BaseMap } from '../../sync/contract/base-map.ts';
import { PALETTES } from '../ui/palette.ts';
import { baseLayers } from './base-style.ts';

const base = (...layers: string[]): BaseMap => ({
  version: '1',
  attribution: '',
  bounds: [
    [106, 10],
    [107, 11],
  ],
  minZoom: 0,
  maxZoom: 12,
  layers,
});
const drawn = (...layers: string[]): string[] =>
  baseLayers(base(...layers), PALETTES.dark, 1).map((layer) => layer.id.replace('base ', ''));

describe('what is drawn of a base map', () => {
  it.each([
    ['Protomaps', ['water', 'roads'], ['water water', 'waterway water', 'street roads', 'road roads']],
    [
      'OpenMapTiles',
      ['water', 'waterway', 'transportation'],
      ['water water', 'waterway water', 'waterway waterway', 'street transportation', 'road transportation'],
    ],
    [
      'Shortbread',
      ['ocean', 'water_polygons', 'water_lines', 'streets'],
      ['water ocean', 'water water_polygons', 'waterway water_lines', 'street streets', 'road streets'],
    ],
    ['water alone', ['ocean'], ['water ocean']],
  ])('%s: water, then roads, whatever their layers are called', (_, layers, ids) => {
    expect(drawn(...layers)).toEqual(ids);
  });

  it('has no words, and is near the ground in both themes', () => {
    const light = (written: string): number =>
      Math.max(...(written.match(/\d+/g) ?? []).slice(0, 3).map(Number));
    for (const theme of ['dark', 'light'] as const)
      for (const layer of baseLayers(base('water', 'roads'), PALETTES[theme], 1)) {
        expect(['fill', 'line']).toContain(layer.type);
        const [colour = ''] = /rgba\([^)]*\)/.exec(JSON.stringify(layer.paint)) ?? [];
        if (theme === 'dark') expect(light(colour), layer.id).toBeLessThan(100);
        else expect(light(colour), layer.id).toBeGreaterThan(160);
      }
  });
});
