import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../contract/instants.ts';
import { between } from '../rollups/sums.ts';
import { filledCache } from './oracle/filled.ts';
import { fixtureProfile } from './oracle/fixture.ts';
import { aCase } from './oracle/flood-morning.ts';
import { openedBy, openedOf } from '../rollups/opened.ts';

const start = Date.parse('2026-11-01T00:00:00Z');

it('law: counts what `between` counts, wherever a window breaks its hours', () => {
  const minutes = fc.integer({ min: 0, max: 8 * 60 }).map((m) => start + m * MINUTE);
  const nearby = fc.constantFrom(-1, 0, 1);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(minutes, fc.constantFrom('flood', 'noise'), fc.constantFrom('a1', 'a2', undefined)), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.array(fc.tuple(fc.nat(), fc.nat(), nearby, nearby), { minLength: 60, maxLength: 60 }),
      (places, picks) => {
        const cases = places.map(([at, category, area], i) =>
          aCase(`c${i}`, at, { category, ...(area === undefined ? {} : { area, unit: 'u1' }) }),
        );
        const filled = filledCache(fixtureProfile('Asia/Kolkata'), [cases]);
        const { cache } = filled.at(start);
        const instant = (pick: number, near: number): number =>
          (cases[pick % cases.length]?.openedAt ?? start) + near + (pick % 7 ? 0 : HOUR);
        try {
          for (const [a, b, nearA, nearB] of picks)
            for (const dim of ['total', 'category', 'unit', 'area', 'categoryArea'] as const) {
              const [since, until] = [instant(a, nearA), instant(b, nearB)];
              const all = between(cache, { service: 's1', dim, since, until });
              const opened = [...all].map(([key, counts]): [string, number] => [key, counts.opened]);
              const some = opened.filter(([, n]) => n > 0);
              expect(openedBy(cache, 's1', dim, { since, until })).toEqual(new Map(some));
              expect(openedBy(cache, 's1', dim, { since, until }, 3)).toEqual(
                new Map(some.filter(([, n]) => n >= 3)),
              );
              const codes = [...some.map(([code]) => code), 'never heard of'];
              expect(openedOf(cache, 's1', dim, { since, until }, codes)).toEqual([
                ...some.map(([, n]) => n),
                0,
              ]);
            }
        } finally {
          filled.close();
        }
      },
    ),
    { numRuns: 10 },
  );
});
