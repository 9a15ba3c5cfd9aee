import { describe, expect, it } from 'vitest';
import type { Area, AreaShapes, Surroundings } from '../../sync/contract/profile.ts';
import { overlap, type Rect } from './camera.ts';
import { kindsOn } from './ground.ts';
import { layout } from './layout.ts';
import { amountsOf, aroundNamesOf, namesOf, ringsOf, roomOf } from './overlay.ts';
import type { Spot } from './words.ts';

const shapes: AreaShapes = { type: 'FeatureCollection', origin: 'schematic', features: [] };
const sizes = { note: 14.5, body: 18, u: 6 };
const at = layout(
  { width: 400, height: 500 },
  [
    [106, 10],
    [107, 11],
  ],
  [],
  shapes,
  { edge: 10, farSize: 100, wholeSize: 200, title: 27, lines: (label) => [label] },
);
const spot: Spot = {
  number: 1,
  point: at.main.unproject([60, 250]),
  area: 'a',
  title: 'Thới Hoà',
  what: 'Xe buýt',
  much: '8 trong 2 giờ, thường không có',
};
const room = { x: 0, y: 0, w: 400, h: 500 };
const clear = { clear: () => true, glow: () => 0 };

it('says a hot spot in two lines where they fit, in more where there is less room, with less at last', () => {
  const lines = (taken: { x: number; y: number; w: number; h: number }[]): string[] | undefined =>
    ringsOf([spot], at, room, taken, sizes, clear)[0]?.lines;
  expect(lines([])).toEqual(['Xe buýt', '8 trong 2 giờ, thường không có']);
  const right = { x: 265, y: 0, w: 135, h: 500 };
  expect(lines([right])).toEqual(['Xe buýt', '8 trong 2 giờ,', 'thường không có']);
  const low = [right, { x: 0, y: 0, w: 265, h: 215 }, { x: 0, y: 290, w: 265, h: 210 }];
  expect(lines(low)).toEqual(['Xe buýt']);
});

it('leaves the ring where there is room for no words, and nothing over what is taken', () => {
  const [ring] = ringsOf([spot], at, room, [room], sizes, clear);
  expect(ring?.label).toBeNull();
  const half = { x: 0, y: 0, w: 400, h: 220 };
  const [beside] = ringsOf([spot], at, room, [half], sizes, clear);
  expect(beside?.label && overlap(beside.label.rect, half)).toBe(false);
});

describe('what glows', () => {
  /** All of the west of the panel, with the spot in it. */
  const west = { x: 0, y: 0, w: 200, h: 500 };
  const glow = (rect: Rect): number => (overlap(rect, west) ? 1 : 0);
  const readable = { clear: () => true, glow, boxOf: () => ({ x: 20, y: 200, w: 100, h: 100 }) };

  it('is covered by no words and no number of a hot spot: a leader ties them to its dot', () => {
    const [spotted] = ringsOf([spot], at, room, [], sizes, readable);
    expect(spotted?.label && overlap(spotted.label.rect, west)).toBe(false);
    expect(spotted?.label?.leader).not.toBeNull();
    expect(spotted?.titled).toBe(true);
  });

  it('is covered by a number only where there is no other place for it, and never by words', () => {
    const all = { clear: () => true, glow: () => 1 };
    const [spotted] = ringsOf([spot], at, room, [], sizes, all);
    expect(spotted).toMatchObject({ titled: false, lines: [] });
    const { label, at: [x, y] = [0, 0], ring = 0 } = spotted ?? {};
    expect(label && overlap(label.rect, { x: x - ring, y: y - ring, w: 2 * ring, h: 2 * ring })).toBe(false);
  });

  it('is covered by no name; what people know their way by is named first, beside its area where need be', () => {
    const area = (id: string, centroid: [number, number], areaKm2: number): Area => ({
      ...{ id, name: { vi: id, en: id }, type: 'ward', centroid, areaKm2 },
    });
    const east = at.main.unproject([300, 250]);
    const areas = [
      area('glows', at.main.unproject([60, 250]), 900),
      area('large', east, 3000),
      area('known', east, 1),
    ];
    const names = namesOf(
      areas,
      {
        name: (id) => id,
        weight: () => 5,
        loud: () => false,
        landmark: (id) => (id === 'known' ? 0 : -1),
      },
      at,
      [],
      sizes,
      { ...readable, boxOf: () => ({ x: 290, y: 240, w: 20, h: 20 }) },
    );
    expect(names.map(({ id }) => id)).toContain('known');
    for (const { rect } of names) expect(overlap(rect, west)).toBe(false);
  });
});

it('circles of amounts stand at the middle of their area', () => {
  const middle = at.main.unproject([120, 300]);
  const areas: Area[] = [{ id: 'a', name: { vi: 'a', en: 'a' }, type: 'ward', centroid: middle, areaKm2: 1 }];
  const [circle] = amountsOf(
    [
      { area: 'a', share: 0.5 },
      { area: 'gone', share: 1 },
    ],
    areas,
    at,
    20,
  );
  expect(circle?.radius).toBe(10);
  expect(circle?.at[0]).toBeCloseTo(120);
  expect(circle?.at[1]).toBeCloseTo(300);
});

it('names of the sea and of neighbours stand wholly on what they name, and where there is room', () => {
  const box = (w: number, s: number, e: number, n: number): number[][] => [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  const around: Surroundings = {
    whose: 'somebody',
    land: [{ name: { vi: 'Bên cạnh', en: 'Next' }, coordinates: [[box(105, 10.5, 108, 12)]] }],
    water: [],
    names: [{ kind: 'sea', name: { vi: 'Biển', en: 'Sea' }, at: [106.5, 10.2] }],
  };
  const readable = { clear: () => true, glow: () => 0 };
  const kinds = kindsOn({ ...shapes, around }, at.main, 7);
  const names = aroundNamesOf(around, kinds, ({ vi }) => vi, at, [], sizes, readable);
  expect(names.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['neighbour Bên cạnh', 'sea Biển']);
  const shore = at.main.project([106.5, 10.5])[1];
  const [next, sea] = names;
  expect(next && next.rect.y + next.rect.h).toBeLessThan(shore);
  expect(sea?.rect.y).toBeGreaterThan(shore);
  const none = aroundNamesOf(around, kinds, ({ vi }) => vi, at, [room], sizes, readable);
  expect(none).toEqual([]);
});

it('a number that stands alone keeps names from standing right beside it; words of its own say what it is', () => {
  const label = { id: '1', rect: { x: 100, y: 100, w: 20, h: 20 }, leader: null };
  const name: Rect = { x: 124, y: 104, w: 60, h: 14 };
  const near = (titled: boolean): boolean =>
    roomOf({ label, titled, badge: 10 }).some((rect) => overlap(rect, name));
  expect([near(false), near(true)]).toEqual([true, false]);
  expect(roomOf({ label: null, titled: false, badge: 10 })).toEqual([]);
});
