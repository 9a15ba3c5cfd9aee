import { describe, expect, it } from 'vitest';
import { screen, type Screen } from '../sync/contract/boards.ts';
import { place, type Display } from './placement.ts';

const display = (id: string, x: number, more: Partial<Display> = {}): Display => ({
  id,
  name: id,
  bounds: { x, y: 0, width: 1920, height: 1080 },
  ...more,
});
const wanted = (id: number, more: object = {}): Screen => screen.parse({ id, board: 'overview', ...more });
const got = (screens: Screen[], displays: Display[]): Record<number, string> =>
  Object.fromEntries(place(screens, displays).placements.map((p) => [p.screen.id, p.display.id]));

describe('placement', () => {
  it('goes from left to right where nothing is described', () => {
    const displays = [display('c', 3840), display('a', 0), display('b', 1920)];
    expect(got([wanted(1), wanted(2), wanted(3)], displays)).toEqual({ 1: 'a', 2: 'b', 3: 'c' });
  });

  it('finds a display by serial though cables were swapped', () => {
    const screens = [wanted(1, { display: { serial: 'S2' } }), wanted(2, { display: { serial: 'S1' } })];
    const displays = [display('a', 0, { serial: 'S1' }), display('b', 1920, { serial: 'S2' })];
    expect(got(screens, displays)).toEqual({ 1: 'b', 2: 'a' });
  });

  it('tells two displays of one make apart by position', () => {
    const screens = [wanted(1, { display: { name: 'LG', position: [1920, 0] } }), wanted(2)];
    const displays = [display('a', 0, { name: 'LG' }), display('b', 1920, { name: 'LG' })];
    expect(got(screens, displays)).toEqual({ 1: 'b', 2: 'a' });
  });

  it('never puts two screens on one display, and names those left over', () => {
    const placed = place([wanted(1), wanted(2)], [display('a', 0)]);
    expect(placed.placements.map((p) => p.screen.id)).toEqual([1]);
    expect(placed.homeless.map((s) => s.id)).toEqual([2]);
  });

  it('gives a screen another display when its own is gone', () => {
    const screens = [wanted(1, { display: { serial: 'GONE' } })];
    expect(got(screens, [display('a', 0)])).toEqual({ 1: 'a' });
  });
});
