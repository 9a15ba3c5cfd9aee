import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import type { CaseRecord } from '../../contract/records.ts';
import { filledCache } from '../oracle/filled.ts';
import { fixtureProfile } from '../oracle/fixture.ts';
import { aCase, midnight } from '../oracle/flood-morning.ts';
import { findHotspots } from './hotspots.ts';

const first = midnight - 49 * DAY + 9 * HOUR;
const week = 7 * DAY;

/** Two floods at a1 at 9:00 of every seventh day, and what a test adds to them. */
function found(at: number, more: readonly CaseRecord[]): ReturnType<typeof findHotspots> {
  const usual = Array.from({ length: 14 }, (_, i) =>
    aCase(`w${i}`, first + Math.floor(i / 2) * week, { area: 'a1' }),
  );
  const filled = filledCache(fixtureProfile(), [[...usual, ...more]]);
  try {
    return findHotspots(filled.at(at), 's1', 5);
  } finally {
    filled.close();
  }
}

/** So many cases a minute apart, the last at an instant. */
const burst = (at: number, n: number, more: Partial<CaseRecord> = {}): CaseRecord[] =>
  Array.from({ length: n }, (_, i) => aCase(`b${i}`, at - i * MINUTE, { area: 'a1', ...more }));

describe('a hot spot', () => {
  const at = first + 4 * week + HOUR;

  it('needs the ratio to its usual, the least number, and more than chance brings to one of all places', () => {
    // Two of the usual and the burst, against two.
    expect(found(at, burst(at, 1))).toEqual([]);
    expect(found(at, burst(at, 2))).toEqual([]);
    expect(found(at, burst(at, 20))).toMatchObject([
      { area: 'a1', count: 22, usual: 2, ratio: 11, unit: null },
    ]);
    expect(found(at, burst(at, 2, { area: 'a2' }))).toEqual([]);
    expect(found(at, burst(at, 3, { area: 'a2' }))).toEqual([]);
  });

  it('where nothing is usual is measured against one case, not none', () => {
    expect(found(at, burst(at, 6, { area: 'a2' }))).toMatchObject([{ area: 'a2', usual: 0, ratio: 6 }]);
  });

  it('needs three earlier weeks that are wholly known', () => {
    const early = first + 3 * week + HOUR;
    expect(found(early, burst(early, 20))).toEqual([]);
    expect(found(early + 5 * HOUR, burst(early, 20))).toHaveLength(1);
  });

  it('counts as overdue what is open and past due at the instant, not what was closed at it', () => {
    const [open, closed, soon, ...others] = burst(at, 20, { dueAt: at });
    if (open === undefined || closed === undefined || soon === undefined) throw new Error('three');
    const rest = others.map((one) => ({ ...one, dueAt: at + HOUR }));
    const more = [open, { ...closed, closedAt: at }, { ...soon, dueAt: at + 1 }, ...rest];
    expect(found(at, more)).toMatchObject([{ count: 22, overdue: 1 }]);
  });

  it('is in a place the profile knows', () => {
    expect(found(at, burst(at, 20, { area: 'a9' }))).toEqual([]);
    const nowhere = burst(at, 20).map(({ area: _, ...one }) => one);
    expect(found(at, nowhere)).toEqual([]);
  });

  it('comes first where it is more unusual', () => {
    const more = [...burst(at, 20), ...burst(at, 8, { area: 'a3' }).map((c) => ({ ...c, id: `o${c.id}` }))];
    expect(found(at, more).map((row) => [row.area, row.ratio])).toEqual([
      ['a1', 11],
      ['a3', 8],
    ]);
  });
});
