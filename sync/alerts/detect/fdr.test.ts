import { expect, it } from 'vitest';
import { adjusted, selected } from './fdr.ts';
import { apart, reference } from './surveillance.fixture.ts';

it("p-values of many tests as R's p.adjust", () => {
  for (const { p, bh, by } of reference.adjusted) {
    adjusted(p).forEach((ours, i) => expect(apart(ours, bh[i])).toBeLessThan(1e-9));
    adjusted(p, 'by').forEach((ours, i) => expect(apart(ours, by[i])).toBeLessThan(1e-9));
  }
});

it("marks four of the paper's fifteen at 5 %", () => {
  const tests = (reference.adjusted[0]?.p ?? []).map((p, i) => ({ p, i }));
  expect(selected(tests, 0.05).map(({ i }) => i)).toEqual([0, 1, 2, 3]);
  expect(selected(tests, 0.05, 'by').map(({ i }) => i)).toEqual([0, 1, 2]);
});

it('marks none of none', () => {
  expect(adjusted([])).toEqual([]);
  expect(selected([], 0.05)).toEqual([]);
});
