import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import type { CaseRecord, CityRecord } from '../../contract/records.ts';
import { answeredWithin } from '../../rollups/answered.ts';
import { dueWithinBy } from '../../rollups/due-within.ts';
import { flowDays } from '../../rollups/flow-days.ts';
import { pairCode } from '../../rollups/keys.ts';
import { openedHours } from '../../rollups/opened-hours.ts';
import { eachOpening } from '../../rollups/openings.ts';
import { filledCache } from '../oracle/filled.ts';
import { AREAS, fixtureProfile, UNITS } from '../oracle/fixture.ts';
import { oneRecord } from '../oracle/random-cases.ts';

const START = Date.parse('2026-08-20T00:00:00+07:00');

/** The cases of s1 that are left when records came in this order: of each the newest revision, and none that was taken away by it. */
function left(records: readonly CityRecord[]): CaseRecord[] {
  const newest = new Map<string, CityRecord & { id: string; rev: number }>();
  for (const one of records) {
    if (one.kind !== 'case' && one.kind !== 'tombstone') continue;
    const service = one.kind === 'case' ? one.service : one.scope;
    const held = newest.get(`${service} ${one.id}`);
    // What takes a case away does so unless a newer revision is held; what replaces it must be newer.
    const replaces =
      held === undefined || one.rev > held.rev || (one.kind === 'tombstone' && one.rev === held.rev);
    if (replaces) newest.set(`${service} ${one.id}`, one);
  }
  return [...newest.values()].flatMap((one) => (one.kind === 'case' && one.service === 's1' ? one : []));
}

const closed = (c: CaseRecord): number => Math.max(c.closedAt ?? Infinity, c.openedAt);
const due = (c: CaseRecord): number => Math.max(c.dueAt ?? Infinity, c.openedAt);
const within = (t: number, since: number, until: number): boolean => since <= t && t <= until;
const service = 's1';

it(
  'law: what rules are told equals a recount, whatever was revised between two looks',
  { timeout: 120_000 },
  () => {
    const batches = fc.array(fc.array(oneRecord(START), { minLength: 5, maxLength: 40 }), {
      minLength: 1,
      maxLength: 4,
    });
    const when = fc.integer({ min: 0, max: 90 * 24 * 4 }).map((n) => START + n * 15 * MINUTE);
    fc.assert(
      fc.property(batches, when, fc.integer({ min: 1, max: 90 }), (all, until, length) => {
        const filled = filledCache(fixtureProfile());
        try {
          const told: CityRecord[] = [];
          // Looked at after every batch, so that what is remembered of before is seen to be forgotten.
          for (const batch of all) {
            filled.apply(batch);
            told.push(...batch);
            const { cache } = filled.at(until);
            const cases = left(told);
            const since = until - length * HOUR;
            const own = cases.filter((c) => within(c.openedAt, since, until));

            let seen = 0;
            cache.view(() => eachOpening(cache, service, { since, until }, () => seen++));
            expect(seen).toBe(own.length);

            const limit = 3 * HOUR;
            expect(cache.view(() => answeredWithin(cache, service, { since, until }, limit))).toEqual({
              whole: own.length,
              part: own.filter((c) => closed(c) - c.openedAt <= limit).length,
            });

            const pairs = AREAS.map((area) => pairCode('flood', area));
            const asked = { service, dim: 'categoryArea' as const, codes: pairs, since, until };
            const { starts, counts } = openedHours(cache, asked);
            AREAS.forEach((area, i) =>
              expect(counts[i]).toEqual(
                starts.map(
                  (start, n) =>
                    cases.filter(
                      (c) =>
                        c.category === 'flood' &&
                        c.area === area &&
                        within(c.openedAt, start, Math.min(until, (starts[n + 1] ?? Infinity) - 1)),
                    ).length,
                ),
              ),
            );

            const { days, flows } = flowDays(cache, { service, dim: 'unit', since: until - 9 * DAY, until });
            for (const unit of UNITS)
              for (const [n, { start, end }] of days.entries()) {
                const mine = cases.filter((c) => c.unit === unit);
                const day = (t: number): boolean => within(t, start, Math.min(until, end - 1));
                expect([flows.get(unit)?.opened[n] ?? 0, flows.get(unit)?.closed[n] ?? 0]).toEqual([
                  mine.filter((c) => day(c.openedAt)).length,
                  mine.filter((c) => day(closed(c))).length,
                ]);
              }

            const soon = dueWithinBy(cache, { service, dim: 'unit', at: until, until: until + DAY });
            for (const unit of UNITS)
              expect([unit, soon.get(unit) ?? 0]).toEqual([
                unit,
                cases.filter(
                  (c) =>
                    c.unit === unit &&
                    c.openedAt <= until &&
                    closed(c) > until &&
                    due(c) > until &&
                    due(c) <= until + DAY,
                ).length,
              ]);
          }
        } finally {
          filled.close();
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  },
);
