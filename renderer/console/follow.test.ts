import { describe, expect, it } from 'vitest';
import { followed } from './follow.ts';

const own = (row: string): string => row.slice(0, 1);
const PART = { heldWhole: false, freshWhole: false };

describe('a list that is followed', () => {
  it('keeps what stands in its place, with its newest figures, and counts what is new before it', () => {
    const { rows, gone, waiting, now, goesOn } = followed(['c1', 'b1', 'a1'], ['e1', 'd1', 'c2'], own, PART);
    expect(rows).toEqual(['c2', 'b1', 'a1']);
    expect([...gone]).toEqual([]);
    expect(waiting).toBe(2);
    expect(now).toEqual(['e1', 'd1', 'c2', 'b1', 'a1']);
    expect(goesOn).toBe(true);
  });

  it('marks what is gone, and lets it go once news are brought in', () => {
    const { rows, gone, waiting, now } = followed(['c', 'b', 'a'], ['d', 'c', 'a'], own, PART);
    expect(rows).toEqual(['c', 'b', 'a']);
    expect([...gone]).toEqual(['b']);
    expect(waiting).toBe(1);
    expect(now).toEqual(['d', 'c', 'a']);
  });

  it('takes what moved up from the next page for no news, and what comes at the end of a whole list for one', () => {
    expect(followed(['d', 'c', 'b'], ['d', 'b', 'a'], own, PART).waiting).toBe(0);
    const whole = { heldWhole: true, freshWhole: true };
    expect(followed(['a', 'b'], ['a', 'b', 'c'], own, whole)).toMatchObject({ waiting: 1, goesOn: false });
    expect([...followed(['a', 'b'], [], own, whole).gone]).toEqual(['a', 'b']);
    expect(followed([], ['a'], own, whole).waiting).toBe(1);
  });

  it('that is another by now is new from its beginning on', () => {
    expect(followed(['b', 'a'], ['d', 'c'], own, PART)).toMatchObject({
      ...{ rows: ['b', 'a'], waiting: 2, now: ['d', 'c'], goesOn: false },
    });
  });
});
