import { describe, expect, it } from 'vitest';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import { overlap, within, type Bounds } from './camera.ts';
import { coverOf, landMask, largestFree, pathOf, take } from './land.ts';
import { layout, tiesOf, type InsetWish } from './layout.ts';

const square = (id: string, west: number, south: number, size: number): AreaShapes['features'][number] => ({
  type: 'Feature',
  properties: { id },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  },
});
/** An L of land: a column in the west, a foot in the south-east, an island far away. */
const shapes: AreaShapes = {
  type: 'FeatureCollection',
  origin: 'schematic',
  features: [
    square('north', 106.3, 11.1, 0.4),
    square('centre', 106.3, 10.7, 0.4),
    square('south', 106.3, 10.3, 0.4),
    square('east', 106.7, 10.3, 0.4),
    square('far', 106.6, 8.65, 0.1),
  ],
};
const bounds: Bounds = [
  [106.3, 10.3],
  [107.5, 11.5],
];
const insets: InsetWish[] = [
  {
    id: 'inner',
    label: 'Inner',
    bounds: [
      [106.4, 10.75],
      [106.6, 10.95],
    ],
  },
  {
    id: 'island',
    label: 'Island',
    bounds: [
      [106.5, 8.6],
      [106.8, 8.8],
    ],
  },
];
const sizes = {
  edge: 16,
  farSize: 120,
  wholeSize: 280,
  title: 28,
  lines: (label: string) => label.split(' '),
};

describe('a panel with insets', () => {
  const at = layout({ width: 930, height: 700 }, bounds, insets, shapes, sizes);
  const lens = at.insets.find((i) => i.id === 'inner');
  const far = at.insets.find((i) => i.id === 'island');

  it('magnifies the crowded centre on free ground', () => {
    expect(lens?.kind).toBe('lens');
    expect(lens && lens.camera.pixelsPerKm / at.main.pixelsPerKm).toBeGreaterThan(2);
    const block = landMask(shapes, at.main, 8, 8);
    expect(lens && coverOf(block, lens.rect)).toBe(0);
  });

  it('shows what lies outside the main map small, and apart from the lens', () => {
    expect(far?.kind).toBe('far');
    expect(far?.frame).toBeNull();
    expect(far?.rect.w).toBeLessThanOrEqual(121);
    expect(lens && far && overlap(lens.rect, far.rect)).toBe(false);
  });

  it('frames on the main map what the lens shows', () => {
    const frame = lens?.frame;
    if (!frame) throw new Error('no frame');
    const middle = at.main.unproject([frame.x + frame.w / 2, frame.y + frame.h / 2]);
    expect(middle).toEqual([expect.closeTo(106.5, 3), expect.closeTo(10.85, 2)]);
    expect(lens.ties).toHaveLength(2);
  });

  it('keeps every inset on the panel', () => {
    for (const { rect } of at.insets) {
      expect(rect.x).toBeGreaterThanOrEqual(0);
      expect(rect.y).toBeGreaterThanOrEqual(0);
      expect(rect.x + rect.w).toBeLessThanOrEqual(930);
      expect(rect.y + rect.h).toBeLessThanOrEqual(700);
    }
  });

  it('puts an inset of the whole city below its title', () => {
    const whole = { id: 'all', label: 'All', bounds, whole: true };
    const both = layout({ width: 1260, height: 800 }, bounds, [...insets, whole], shapes, sizes);
    const small = both.insets.find((i) => i.kind === 'whole');
    const [, top] = small?.camera.project([106.3, 11.5]) ?? [0, 0];
    expect(top).toBeGreaterThanOrEqual(27.9);
    expect(small && small.rect.w).toBeLessThanOrEqual(281);
  });

  it('has a lens as high as a strip, between the map and what is far', () => {
    const strip = layout({ width: 1100, height: 360 }, bounds, insets, shapes, sizes);
    const [close, away] = ['lens', 'far'].map((kind) => strip.insets.find((i) => i.kind === kind));
    expect(close && close.rect.h).toBeGreaterThan(320);
    expect(close && away && close.rect.x + close.rect.w).toBeLessThan(away?.rect.x ?? 0);
    expect(close?.rect.x).toBeGreaterThan(360);
  });

  it('shows the city alone where it has no insets', () => {
    const alone = layout({ width: 700, height: 700 }, bounds, [], shapes, sizes);
    expect(alone.insets).toEqual([]);
    expect(within(bounds, alone.main.centre)).toBe(true);
  });
});

describe('free ground', () => {
  const at = layout({ width: 600, height: 600 }, bounds, [], shapes, sizes);

  it('is found by its largest square, no larger than wanted', () => {
    const mask = landMask(shapes, at.main, 10, 10);
    const free = largestFree(mask);
    expect(free?.w).toBeGreaterThan(350);
    expect(free && coverOf(mask, free)).toBe(0);
    expect(largestFree(mask, 12)?.w).toBe(120);
  });

  it('is gone where it was taken', () => {
    const mask = landMask(shapes, at.main, 10, 10);
    take(mask, { x: 0, y: 0, w: 600, h: 600 });
    expect(largestFree(mask)).toBeNull();
  });

  it('draws a shape as a closed path', () => {
    const [first] = shapes.features;
    expect(first && pathOf(first, at.main)).toMatch(/^M[\d.]+ [\d.]+(L[\d.-]+ [\d.-]+){4}Z$/);
  });
});

it('ties the sides that face each other', () => {
  const frame = { x: 100, y: 100, w: 20, h: 20 };
  expect(tiesOf(frame, { x: 300, y: 50, w: 200, h: 200 })).toEqual([
    [
      [120, 100],
      [300, 50],
    ],
    [
      [120, 120],
      [300, 250],
    ],
  ]);
  expect(tiesOf(frame, { x: 50, y: 300, w: 200, h: 200 })[0]).toEqual([
    [100, 120],
    [50, 300],
  ]);
});
