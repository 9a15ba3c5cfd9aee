import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shared } from './shared.ts';

const json = fc.jsonValue({ maxDepth: 4 });
const copy = <T>(value: T): T => structuredClone(value);

describe('what came again', () => {
  it('law: is what it was where nothing is different, and what it is else', () => {
    fc.assert(
      fc.property(json, json, (before, now) => {
        expect(shared(before, copy(before))).toBe(before);
        expect(shared(before, copy(now))).toEqual(now);
      }),
    );
  });

  it('keeps the parts that are as they were', () => {
    const before = { names: { units: [{ id: 'a' }, { id: 'b' }] }, demo: false };
    const now = shared(before, { ...copy(before), demo: true });
    expect(now).not.toBe(before);
    expect(now.names).toBe(before.names);
    const other = shared(before, { ...before, names: { units: [{ id: 'a' }, { id: 'c' }] } });
    expect(other.names.units[0]).toBe(before.names.units[0]);
    expect(other.names.units[1]).toEqual({ id: 'c' });
  });

  it('an absent part is not one that is undefined, and a shorter list is another', () => {
    const before: { a: number; b?: undefined } = { a: 1 };
    expect(Object.keys(shared(before, { a: 1, b: undefined }))).toEqual(['a', 'b']);
    expect(shared([1, 2], [1])).toEqual([1]);
  });
});
