import { expect, it } from 'vitest';
import { toName } from './known.ts';

const areas = Array.from({ length: 14 }, (_, i) => ({ id: `a${i}` }));
const ids = (landmarks: readonly string[], loud: string, sparse: boolean): string[] =>
  toName(areas, { landmark: (id) => landmarks.indexOf(id), loud: (id) => id === loud }, sparse).map(
    ({ id }) => id,
  );

it('names the first ten of the wards that people know, and what stands out', () => {
  const known = areas.slice(0, 12).map(({ id }) => id);
  expect(ids(known, 'a13', false)).toEqual([...known.slice(0, 10), 'a13']);
});

it('names all of a city that tells of none, and on a small screen what stands out alone', () => {
  expect(ids([], '', false)).toHaveLength(14);
  expect(ids([], 'a3', true)).toEqual(['a3']);
});
