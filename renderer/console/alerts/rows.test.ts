import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeGroup, madeRow } from './made.fixture.ts';
import { arranged, arrangedRows, linesOf, window, type ShownGroup, type ShownRows } from './rows.ts';

const stands = (...groups: ReturnType<typeof madeGroup>[]): ShownGroup[] =>
  groups.map((group) => ({ group, gone: false }));
const ids = (shown: readonly ShownGroup[]): string[] => shown.map(({ group }) => group.group);

describe('lines', () => {
  it('are groups, and the alerts of those that are unfolded, with what was not told of', () => {
    const shown = stands(madeGroup('a', 2), madeGroup('b', 2, { count: 9 }));
    expect(linesOf(shown, new Set(), new Map()).map(({ key }) => key)).toEqual(['g a', 'g b']);
    const some = linesOf(shown, new Set(['b']), new Map());
    expect(some.map(({ key }) => key)).toEqual(['g a', 'g b', 'a b-0', 'a b-1', 'm b']);
    expect(some.at(-1)).toMatchObject({ kind: 'more', n: 7 });
    const rows = Array.from({ length: 9 }, (_, i) => madeRow(`b-${i}`));
    const all = arrangedRows(undefined, madeGroup('b', 2, { count: 9 }), rows, false);
    expect(linesOf(shown, new Set(['b']), new Map([['b', all]]))).toHaveLength(11);
  });

  it('of ten thousand alerts are made at once, and few of them drawn', () => {
    const shown = Array.from({ length: 20 }, (_, i) => madeGroup(`g${i}`, 500)).map((group) => ({
      group,
      gone: false,
    }));
    const lines = linesOf(shown, new Set(ids(shown)), new Map());
    expect(lines).toHaveLength(20 * 501);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
    expect(window(lines.length, { top: 250_000, height: 900, row: 50, beside: 30 })).toEqual({
      from: 4970,
      to: 5048,
    });
  });
});

describe('the order', () => {
  const [a, b, c] = [madeGroup('a', 1), madeGroup('b', 1), madeGroup('c', 1)];
  it('is the answer’s while nobody works in it', () => {
    expect(ids(arranged(stands(a, b), [b, c], false).shown)).toEqual(['b', 'c']);
  });

  it('stands under whoever does: new ones wait, what is gone keeps its place, figures go on', () => {
    const newest = madeGroup('b', 1, { severity: 'critical' });
    const { shown, waiting } = arranged(stands(a, b), [c, newest], true);
    expect(ids(shown)).toEqual(['a', 'b']);
    expect(shown.map(({ gone }) => gone)).toEqual([true, false]);
    expect(shown[1]?.group).toBe(newest);
    expect(waiting).toBe(1);
    // What comes back is there again.
    expect(arranged(shown, [c, newest, { ...a }], true).shown.map(({ gone }) => gone)).toEqual([
      false,
      false,
    ]);
  });

  it('law: held, nothing moves; let go, it is the answer’s', () => {
    const groups = fc
      .uniqueArray(fc.nat(20), { maxLength: 12 })
      .map((some) => some.map((n) => madeGroup(`g${n}`, 1)));
    fc.assert(
      fc.property(groups, groups, (before, now) => {
        fc.pre(before.length > 0);
        const held = arranged(stands(...before), now, true);
        expect(ids(held.shown)).toEqual(before.map(({ group }) => group));
        const told = new Set(now.map(({ group }) => group));
        expect(held.shown.filter(({ gone }) => gone).every(({ group }) => !told.has(group.group))).toBe(true);
        expect(held.waiting).toBe(now.filter(({ group }) => !ids(held.shown).includes(group)).length);
        expect(ids(arranged(held.shown, now, false).shown)).toEqual(now.map(({ group }) => group));
      }),
    );
  });
});

it('law: every line in view is drawn', () => {
  const near = fc.record({
    top: fc.integer({ min: -500, max: 5000 }),
    height: fc.integer({ min: 1, max: 2000 }),
  });
  fc.assert(
    fc.property(near, fc.nat(300), ({ top, height }, count) => {
      const { from, to } = window(count, { top, height, row: 50, beside: 3 });
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(count);
      for (let n = 0; n < count; n++)
        if ((n + 1) * 50 > top && n * 50 < top + height) expect(n >= from && n < to).toBe(true);
    }),
  );
});

describe('the alerts of an unfolded group', () => {
  const [a, b, c] = [madeRow('a'), madeRow('b'), madeRow('c')];
  const of = (...rows: ReturnType<typeof madeRow>[]) => ({ count: rows.length, rows });
  const before = arrangedRows(undefined, of(a, b), undefined, true);
  const told = ({ rows }: ShownRows): string[] =>
    rows.map(({ row, gone }) => `${row.alert} ${row.state}${gone ? ' gone' : ''}`);

  it('stand under whoever works in the list, whatever another console does to them', () => {
    const next = of(c, b, madeRow('a', { state: 'shelved' }));
    expect(told(arrangedRows(before, next, undefined, true))).toEqual(['a shelved', 'b new']);
    expect(arrangedRows(before, next, undefined, true).waiting).toBe(1);
    expect(told(arrangedRows(before, of(c, a), undefined, true))).toEqual(['a new', 'b new gone']);
    expect(told(arrangedRows(before, next, undefined, false))).toEqual(['c new', 'b new', 'a shelved']);
  });

  it('come in where they were not all told of before, and are not said to be gone by a part of them', () => {
    const part = arrangedRows(undefined, { count: 3, rows: [a] }, undefined, true);
    expect(part.whole).toBe(false);
    const all = arrangedRows(part, { count: 3, rows: [a] }, [a, c, b], true);
    expect(told(all)).toEqual(['a new', 'c new', 'b new']);
    expect(told(arrangedRows(all, { count: 4, rows: [a] }, undefined, true))).toEqual(told(all));
  });

  it('are not those that were asked for when there were more', () => {
    const shown = arrangedRows(undefined, of(b), [a, b, c], false);
    expect(told(shown)).toEqual(['b new']);
  });
});
