import { expect, it } from 'vitest';
import { isAcross, middleLon, turnedTo } from './date-line.ts';

const bounds = (west: number, east: number): [[number, number], [number, number]] => [
  [west, -17],
  [east, -16],
];

it('a longitude is turned to the side of another, by whole turns alone', () => {
  expect([-179.9, 179.9, 106].map((lon) => turnedTo(180, lon))).toEqual([180.1, 179.9, 106]);
  expect([179.9, -179.9].map((lon) => turnedTo(-179.8, lon))).toEqual([expect.closeTo(-180.1), -179.9]);
  expect(turnedTo(106.7, 106.123456789)).toBe(106.123456789);
});

it('bounds lie across the date line where that is the shorter way', () => {
  expect(
    [bounds(179.5, -179.5), bounds(106, 107), bounds(42.4, -71), bounds(107, 106)].map(isAcross),
  ).toEqual([...[true, false, false, false]]);
  expect([bounds(179, -179.5), bounds(106, 107), bounds(179.5, 180.5)].map(middleLon)).toEqual([
    179.75, 106.5, 180,
  ]);
});
