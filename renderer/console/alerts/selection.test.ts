import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeGroup } from './made.fixture.ts';
import { linesOf, type QueueLine } from './rows.ts';
import { all, isChosen, meant, NOTHING, partlyChosen, pruned, ranged, toggled } from './selection.ts';

const shown = [madeGroup('a', 3), madeGroup('b', 1), madeGroup('c', 2)].map((group) => ({
  group,
  gone: false,
}));
const known = linesOf(shown, new Set(['a', 'b', 'c']), new Map());
const folded = linesOf(shown, new Set(['a']), new Map());
const at = (lines: readonly QueueLine[], key: string): QueueLine => {
  const line = lines.find((one) => one.key === key);
  if (line === undefined) throw new Error(`no line ${key}`);
  return line;
};
const keys = (selection: typeof NOTHING): string[] => [...selection.chosen].sort();
const alerts = (selection: typeof NOTHING): string[] => {
  const { groups, rows } = meant(selection, known);
  return [...groups.flatMap((group) => group.rows), ...rows].map(({ alert }) => alert).sort();
};

describe('what is chosen', () => {
  it('a group is chosen with all of it; one that is taken out leaves the others', () => {
    const whole = toggled(NOTHING, at(known, 'g a'), known);
    expect(keys(whole)).toEqual(['g a']);
    expect(isChosen(whole, at(known, 'a a-1'))).toBe(true);
    const without = toggled(whole, at(known, 'a a-1'), known);
    expect(keys(without)).toEqual(['a a-0', 'a a-2']);
    expect(partlyChosen(without, known)).toEqual(new Set(['g a']));
    expect(partlyChosen(whole, known)).toEqual(new Set());
    // A group takes its own alerts in.
    expect(keys(toggled(without, at(known, 'g a'), known))).toEqual(['g a']);
  });

  it('a range goes from the last one pressed, either way, and takes folded groups whole', () => {
    const from = toggled(NOTHING, at(folded, 'a a-1'), folded);
    expect(keys(ranged(from, at(folded, 'g c'), folded))).toEqual(['a a-1', 'a a-2', 'g b', 'g c']);
    const back = toggled(NOTHING, at(folded, 'g b'), folded);
    expect(keys(ranged(back, at(folded, 'a a-1'), folded))).toEqual(['a a-1', 'a a-2', 'g b']);
    // An unfolded group is chosen by its alerts.
    expect(keys(ranged(back, at(folded, 'g a'), folded))).toEqual(['a a-0', 'a a-1', 'a a-2', 'g b']);
    // Where nothing was pressed before, it is the one.
    expect(keys(ranged(NOTHING, at(folded, 'g b'), folded))).toEqual(['g b']);
  });

  it('stays where a group is only folded, and goes with what is gone', () => {
    const some = toggled(toggled(NOTHING, at(known, 'a c-1'), known), at(known, 'g b'), known);
    expect(alerts(some)).toEqual(['b-0', 'c-1']);
    const left = linesOf(shown.slice(0, 2), new Set(['a', 'b']), new Map());
    expect(keys(pruned(some, left))).toEqual(['g b']);
    expect(pruned(some, known)).toBe(some);
  });

  it('all is every group', () => {
    expect(alerts(all(folded))).toEqual(['a-0', 'a-1', 'a-2', 'b-0', 'c-0', 'c-1']);
  });

  it('law: pressed twice it is as it was, and no alert is meant twice', () => {
    const presses = fc.array(fc.nat(known.length - 1), { maxLength: 12 });
    fc.assert(
      fc.property(presses, fc.nat(known.length - 1), (some, last) => {
        const line = (n: number): QueueLine => known[n % known.length] ?? at(known, 'g a');
        const before = some.reduce((now, n) => toggled(now, line(n), known), NOTHING);
        const meantNow = alerts(before);
        expect(new Set(meantNow).size).toBe(meantNow.length);
        const one = line(last);
        if (one.kind !== 'alert') return;
        const twice = toggled(toggled(before, one, known), one, known);
        expect(alerts(twice)).toEqual(meantNow);
      }),
    );
  });
});
