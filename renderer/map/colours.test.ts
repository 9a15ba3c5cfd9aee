import { describe, expect, it } from 'vitest';
import { cividis, css, heatColour, isDark, niceTop, onScale, RATIO_STEPS, ratioStep } from './colours.ts';

const light = ([r, g, b]: readonly [number, number, number]): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

describe('cividis', () => {
  it('runs from blue to yellow and only ever gets lighter', () => {
    expect(cividis(0)).toEqual([0, 34, 78]);
    expect(cividis(1)).toEqual([254, 232, 56]);
    const steps = Array.from({ length: 101 }, (_, i) => light(cividis(i / 100)));
    steps.slice(1).forEach((l, i) => expect(l).toBeGreaterThan(steps[i] ?? 0));
  });

  it('holds at its ends', () => {
    expect(cividis(-1)).toEqual(cividis(0));
    expect(cividis(7)).toEqual(cividis(1));
  });

  it('shows much lighter on a dark ground and darker on a light one, little nearly clear on both', () => {
    const [little, much] = [heatColour(0.05, true), heatColour(1, true)];
    expect(little[3]).toBeLessThan(0.15);
    expect(much[3]).toBeGreaterThan(0.9);
    expect(light([much[0], much[1], much[2]])).toBeGreaterThan(150);
    const onLight = heatColour(1, false);
    expect(light([onLight[0], onLight[1], onLight[2]])).toBeLessThan(70);
  });

  it('is written for CSS', () => {
    expect(css([1.4, 2, 3], 0.5)).toBe('rgba(1, 2, 3, 0.5)');
  });
});

describe('a scale', () => {
  it.each([
    [0.2, 0.5, 0.5],
    [0.7, 0.5, 1],
    [1, 1, 1],
    [1.1, 1, 2],
    [4.6, 1, 5],
    [5.01, 1, 10],
    [37, 1, 50],
    [0, 5, 5],
  ])('of at most %d, at least %d, ends at %d', (most, least, top) => {
    expect(niceTop(most, least)).toBe(top);
  });

  it('rises from 0 to 1 and lifts what is little', () => {
    expect(onScale(0, 10)).toBe(0);
    expect(onScale(10, 10)).toBe(1);
    expect(onScale(99, 10)).toBe(1);
    expect(onScale(2.5, 10)).toBeGreaterThan(0.25);
    expect(onScale(5, 0)).toBe(0);
  });
});

describe('against the usual', () => {
  it.each([
    [110, 0],
    [130, 0],
    [150, 1],
    [290, 2],
    [4000, RATIO_STEPS.length - 1],
  ])('what is marked with %i of 100 expected is step %i', (count, step) => {
    expect(ratioStep({ unusual: { since: 0, count, expected: 100 } })).toBe(step);
  });
  it('what is not marked recedes; where none was expected it is the last step', () => {
    expect(ratioStep({ unusual: null })).toBeNull();
    expect(ratioStep({ unusual: { since: 0, count: 6, expected: 0 } })).toBe(RATIO_STEPS.length - 1);
  });
});

it('tells a dark ground from a light one', () => {
  expect(isDark('#050a13')).toBe(true);
  expect(isDark('#f5f7fb')).toBe(false);
});
