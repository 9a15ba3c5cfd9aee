import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from './assignment.ts';

/** The least cost over all assignments, one by one. */
function least(cost: number[][], columns: number, row = 0, taken = new Set<number>()): number {
  if (row === cost.length) return 0;
  let best = Infinity;
  for (let c = 0; c < columns; c++) {
    if (taken.has(c)) continue;
    best = Math.min(best, (cost[row]?.[c] ?? 0) + least(cost, columns, row + 1, new Set([...taken, c])));
  }
  return best;
}

describe('the assignment', () => {
  it('costs as little as the cheapest of all, and gives each row a column of its own', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }))
      .chain(([rows, more]) =>
        fc.array(
          fc.array(fc.integer({ min: 0, max: 30 }), { minLength: rows + more, maxLength: rows + more }),
          { minLength: rows, maxLength: rows },
        ),
      );
    fc.assert(
      fc.property(table, (cost) => {
        const columns = cost[0]?.length ?? 0;
        const found = assign(
          cost.map((row) => Float64Array.from(row)),
          columns,
        );
        expect(new Set(found).size).toBe(cost.length);
        const paid = found.reduce((sum, c, r) => sum + (cost[r]?.[c] ?? Infinity), 0);
        expect(paid).toBe(least(cost, columns));
      }),
      { numRuns: 150 },
    );
  });

  it('refuses fewer columns than rows', () => {
    expect(() => assign([new Float64Array(1), new Float64Array(1)], 1)).toThrow(RangeError);
  });
});
