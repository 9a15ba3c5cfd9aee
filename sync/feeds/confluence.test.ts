import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND, type Instant } from '../contract/instants.ts';
import { confluenceOf, joined, parted, WAITS_FOR, type Confluence } from './confluence.ts';

const NOON = Date.parse('2026-11-20T12:00:00+07:00');
const nothing = confluenceOf({ truth: null, positions: null }, ['a', 'b']);
const handed = (asOf: Instant, source: string) => ({
  asOf,
  watermarks: { [source]: asOf },
  position: `${source}@${asOf}`,
});
const nowOf = (state: Confluence): number => ((state.truth?.asOf ?? NaN) - NOON) / SECOND;

/** The city's now, in seconds after noon, after each delivery: who, and its own now. */
const nows = (...deliveries: [id: string, second: number][]): number[] => {
  let state = nothing;
  return deliveries.map(([id, second]) => {
    state =
      second === -Infinity ? parted(state, id) : joined(state, id, handed(NOON + second * SECOND, `s${id}`));
    return nowOf(state);
  });
};
const FAILS = -Infinity;

describe('the now of a city', () => {
  it('of one connector is its own', () => {
    expect(nows(['a', 0], ['a', 1], ['a', 60])).toEqual([0, 1, 60]);
  });

  it('does not run ahead of one that lives', () => {
    expect(nows(['a', 0], ['b', 0], ['a', 5], ['b', 4], ['a', 9], ['b', 9])).toEqual([0, 0, 0, 4, 4, 9]);
  });

  it('waits for one that hangs no longer than three beats', () => {
    expect(nows(['a', 0], ['b', 0], ['a', 15], ['a', 16], ['a', 17])).toEqual([0, 0, 0, 16, 17]);
    expect(WAITS_FOR).toBe(15 * SECOND);
  });

  it('does not wait for one that failed', () => {
    expect(nows(['a', 0], ['b', 0], ['a', 5], ['b', FAILS], ['a', 6])).toEqual([0, 0, 0, 0, 6]);
  });

  it('does not wait for one that catches up, nor go back for it', () => {
    expect(nows(['a', 100], ['b', -7200], ['a', 101], ['b', 95], ['a', 102], ['b', 102])).toEqual([
      ...[100, 100, 101],
      // Near enough to be waited for again.
      ...[101, 101, 102],
    ]);
  });

  it('is the same whichever came first, where one plays what happened long ago', () => {
    expect(nows(['b', -1e8], ['a', 0], ['b', -1e8 + 1], ['a', 1]).at(-1)).toBe(1);
    expect(nows(['a', 0], ['b', -1e8], ['a', 1], ['b', -1e8 + 1]).at(-1)).toBe(1);
  });
});

describe('a confluence', () => {
  it('keeps each source’s watermark and each connector’s position, and goes on from them', () => {
    const before = joined(joined(nothing, 'a', handed(NOON, 'x')), 'b', handed(NOON + 7, 'y'));
    expect(before.truth.watermarks).toEqual({ x: NOON, y: NOON + 7 });
    expect(before.positions).toEqual({ a: `x@${NOON}`, b: `y@${NOON + 7}` });
    const again = confluenceOf(before, ['a', 'b']);
    expect(joined(again, 'a', handed(NOON + 9, 'x'))).toEqual({
      truth: { asOf: NOON + 9, watermarks: { x: NOON + 9, y: NOON + 7 } },
      positions: { a: `x@${NOON + 9}`, b: `y@${NOON + 7}` },
      nows: { a: NOON + 9 },
    });
  });

  it('goes on with its one connector in a folder of before there were positions', () => {
    const truth = { asOf: NOON, watermarks: { x: NOON, 'demo.founded': NOON - 5 } };
    expect(confluenceOf({ truth, positions: null }, ['demo']).positions).toEqual({
      demo: JSON.stringify(truth),
    });
    expect(confluenceOf({ truth, positions: null }, ['a', 'b']).positions).toEqual({});
    expect(confluenceOf({ truth, positions: {} }, ['demo']).positions).toEqual({});
  });

  it('law: never goes back, never runs ahead of one that keeps up, and follows whoever still lives', () => {
    const step = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      passes: fc.integer({ min: 0, max: 9 }),
      what: fc.constantFrom('delivers', 'delivers', 'delivers', 'fails', 'restarts all'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state: Confluence = nothing;
        const own = new Map<string, Instant>();
        for (const { id, passes, what } of steps) {
          const before = state.truth?.asOf ?? -Infinity;
          if (what === 'delivers') {
            const at = Math.max(own.get(id) ?? NOON, before === -Infinity ? 0 : before) + passes * SECOND;
            own.set(id, at);
            state = joined(state, id, handed(at, `s${id}`));
            expect(state.truth?.watermarks[`s${id}`]).toBe(at);
          } else if (what === 'fails') state = parted(state, id);
          else state = confluenceOf(state, ['a', 'b', 'c']);
          const now = state.truth?.asOf ?? -Infinity;
          const living = Object.values(state.nows);
          expect(now).toBeGreaterThanOrEqual(before);
          if (living.length === 0) continue;
          const foremost = Math.max(...living);
          // Bounded both ways: by whoever keeps up, and by how long it waits.
          for (const one of living)
            if (one >= Math.max(foremost - WAITS_FOR, before)) expect(now).toBeLessThanOrEqual(one);
          if (what === 'delivers')
            expect(now).toBeGreaterThanOrEqual(Math.min(foremost, foremost - WAITS_FOR));
        }
      }),
      { numRuns: 500 },
    );
  });
});
