import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eachEntry, hasCount, mergeTally } from './packing.ts';
import { change } from './moments.ts';
import { Gathering, Steps } from './steps.ts';

type Sums = Map<number, number[]>;

function unpacked(packed: Uint8Array | null): Sums {
  const sums: Sums = new Map();
  if (packed !== null) eachEntry(packed, (key, counts) => sums.set(key, [...counts]));
  return sums;
}

/** The same sums, counted by hand; keys with nothing left are absent. */
function counted(changes: readonly [key: number, reached: number, taken: boolean][]): Sums {
  const sums: Sums = new Map();
  for (const [key, reached, taken] of changes) {
    const sum = sums.get(key) ?? [0, 0, 0, 0, 0];
    sums.set(
      key,
      sum.map((n, i) => n + (reached & (1 << i) ? (taken ? -1 : 1) : 0)),
    );
  }
  return new Map([...sums].filter(([, sum]) => sum.some((n) => n !== 0)).sort(([a], [b]) => a - b));
}

const key = fc.oneof(fc.nat(12), fc.constantFrom(127, 128, 129, 16_383, 16_384, 2 ** 32, 2 ** 36));
const reached = fc.integer({ min: 1, max: 31 });
const added = fc.array(fc.tuple(key, reached, fc.integer({ min: 1, max: 200 })), { maxLength: 15 });

const steps = (changes: readonly [number, number, boolean][]): Steps =>
  new Steps().take(Float64Array.from(changes.map((one) => change(...one))).sort(), changes.length);

it('a tally merged in any steps is what counting by hand gives', () => {
  fc.assert(
    fc.property(fc.array(added, { maxLength: 6 }), fc.integer({ min: 0, max: 50 }), (batches, taken) => {
      const all: [number, number, boolean][] = [];
      let packed: Uint8Array | null = null;
      for (const step of batches) {
        const changes = step.flatMap(([key, reached, times]) =>
          Array.from({ length: times }, (): [number, number, boolean] => [key, reached, false]),
        );
        // Some of what was added before is taken away, sometimes to nothing.
        for (const [key, reached] of all.filter(([, , gone]) => !gone).slice(0, taken)) {
          const left = counted(all).get(key);
          if (left === undefined || left.some((n, i) => reached & (1 << i) && n === 0)) continue;
          changes.push([key, reached, true]);
          all.push([key, reached, true]);
        }
        all.push(...changes.filter(([, , gone]) => !gone));
        packed = mergeTally(packed, steps(changes));
        expect([...unpacked(packed)]).toEqual([...counted(all)]);
      }
    }),
    { numRuns: 150 },
  );
});

it('a tally tells whether any of some keys has a count, as going through it all does', () => {
  fc.assert(
    fc.property(
      added,
      fc.uniqueArray(key, { minLength: 1, maxLength: 4 }),
      fc.nat(4),
      (some, keys, place) => {
        const packed = mergeTally(
          null,
          steps(
            some.flatMap(([k, r, n]) =>
              Array.from({ length: n }, (): [number, number, boolean] => [k, r, false]),
            ),
          ),
        );
        const expected = [...unpacked(packed)].some(
          ([k, counts]) => (counts[place] ?? 0) > 0 && keys.includes(k),
        );
        for (const last of [Math.max(...keys), Infinity])
          expect(
            hasCount(packed ?? new Uint8Array(), { bit: 1 << place, wants: (k) => keys.includes(k), last }),
          ).toBe(expected);
      },
    ),
    { numRuns: 300 },
  );
});

it('a tally from which all is taken is nothing, and none falls below zero', () => {
  const one = mergeTally(null, steps([[7, 3, false]]));
  expect(mergeTally(one, steps([[7, 3, true]]))).toBeNull();
  expect(() => mergeTally(one, steps([[7, 4, true]]))).toThrow(RangeError);
});

it('steps gathered from many, again and again, are the steps of all of them', () => {
  const small = fc.tuple(fc.nat(3000), reached, fc.boolean());
  const gathering = new Gathering();
  fc.assert(
    fc.property(fc.array(fc.array(small, { maxLength: 60 }), { maxLength: 6 }), (parts) => {
      for (const part of parts) gathering.add(steps(part));
      const gathered = new Steps().drain(gathering);
      const all = steps(parts.flat());
      expect([...gathered.keys.subarray(0, gathered.length)]).toEqual([...all.keys.subarray(0, all.length)]);
      expect([...gathered.by.subarray(0, gathered.length * 5)]).toEqual([
        ...all.by.subarray(0, all.length * 5),
      ]);
    }),
    { numRuns: 200 },
  );
});
