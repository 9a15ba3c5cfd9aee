import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moments } from './moments.ts';

test('the same seed gives the same blows, another seed others', () => {
  expect(moments(7, 50)).toEqual(moments(7, 50));
  expect(moments(7, 50)).not.toEqual(moments(8, 50));
});

test('blows fall at the start, later and into snapshots, whatever the seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (seed) => {
      const all = moments(seed, 200);
      expect(all).toHaveLength(200);
      expect(all.filter(({ after }) => after === 'start').length).toBeGreaterThan(20);
      expect(all.filter(({ after }) => after === 'ready').length).toBeGreaterThan(20);
      expect(all.filter(({ after }) => after === 'taking').length).toBeGreaterThan(60);
      expect(all.filter(({ afresh }) => afresh).length).toBeGreaterThan(3);
      expect(all[0]?.afresh).toBe(false);
    }),
  );
});
