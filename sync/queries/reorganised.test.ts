import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../contract/instants.ts';
import type { CaseRecord } from '../contract/records.ts';
import type { Data } from '../contract/questions/index.ts';
import { areas } from './flows/areas.ts';
import { filledCache, type Filled } from './oracle/filled.ts';
import { fixtureProfile } from './oracle/fixture.ts';
import { aCase } from './oracle/flood-morning.ts';
import { findHotspots } from './flows/hotspots.ts';

/** The first midnight of 1 October 2026 in the city: a1 ended the day before, a2 was made of it. */
const seam = Date.parse('2026-09-30T17:00:00Z');
const profile = fixtureProfile();
for (const area of profile.areas) {
  if (area.id === 'a1') area.validTo = '2026-09-30';
  if (area.id === 'a2') Object.assign(area, { validFrom: '2026-10-01', succeeds: ['a1'] });
}

/** Two floods a morning where a1 was and a2 is, for eight weeks on both sides, and twenty on the 41st morning after. */
function mornings(): CaseRecord[] {
  return Array.from({ length: 112 }, (_, i) => i - 56).flatMap((day) =>
    Array.from({ length: day === 40 ? 20 : 2 }, (_, k) =>
      aCase(`c${day + 56}/${k}`, seam + day * DAY + 9 * HOUR + k * MINUTE, {
        area: day < 0 ? 'a1' : 'a2',
        unit: 'u1',
      }),
    ),
  );
}

let filled: Filled;
beforeAll(() => {
  filled = filledCache(profile, [mornings()]);
});
afterAll(() => filled.close());

function ask(at: number, range: 'today' | '7d' | '30d' = 'today'): Data<'areas'> {
  const found = areas.answer(filled.at(at), { service: 's1', range });
  if (found === null) throw new Error('nothing is held');
  return found;
}
const rowOf = ({ rows }: Data<'areas'>, area: string): Data<'areas'>['rows'][number] | undefined =>
  rows.find((row) => row.area === area);

describe('areas across a reorganisation', () => {
  it('are those of the day asked about, to its last instant', () => {
    expect(ask(seam - 1).rows.map((row) => row.area)).toEqual(['a1', 'a3', 'a4', 'a5']);
    expect(ask(seam).rows.map((row) => row.area)).toEqual(['a2', 'a3', 'a4', 'a5']);
    expect(ask(seam - 1)).toMatchObject({ total: 2, unknown: 0, former: 0 });
  });

  it('tell what of a range happened in areas that are no more', () => {
    const week = ask(seam + DAY + 12 * HOUR, '7d');
    expect(week).toMatchObject({ total: 14, unknown: 0, former: 10 });
    expect(rowOf(week, 'a2')?.count).toBe(4);
  });

  it('take no usual from before they began', () => {
    const at = (days: number): number => seam + days * DAY + 12 * HOUR;
    expect(rowOf(ask(at(20)), 'a2')).toMatchObject({ count: 2, usual: null, ratio: null, unusual: null });
    expect(rowOf(ask(at(21)), 'a2')).toMatchObject({ usual: { low: 2, median: 2, high: 2 }, ratio: 1 });
    expect(rowOf(ask(at(40)), 'a2')).toMatchObject({ count: 20, ratio: 10, unusual: { count: 20 } });
  });

  it('have a hot spot once they have a usual, and none when they are gone', () => {
    const spots = (at: number): string[] => findHotspots(filled.at(at), 's1', 5).map(({ area }) => area);
    expect(spots(seam + 40 * DAY + 12 * HOUR)).toEqual(['a2']);
    // Two a morning are none where six is the least; asked of hours that reach back over the seam, a1 is gone.
    const { hotspot: busy, usual } = profile.rules;
    Object.assign(busy, { hours: 30, minimum: 2, ratio: 0.5 });
    Object.assign(usual, { chance: 1 });
    expect(spots(seam - 12 * HOUR)).toEqual(['a1']);
    expect(spots(seam + 2 * HOUR)).toEqual([]);
    Object.assign(busy, { hours: 6, minimum: 3, ratio: 2 });
    Object.assign(usual, { chance: 0.01 });
  });
});
