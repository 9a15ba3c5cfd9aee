import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../contract/instants.ts';
import { fixtureProfile } from './oracle/fixture.ts';
import { bandOf, earlierWeeks, median, quantile } from './usual.ts';

const saigon = fixtureProfile().city;
const newYork = { ...saigon, timeZone: 'America/New_York' };
const at = (iso: string, zone: string): number => DateTime.fromISO(iso, { zone }).toMillis();

describe('earlierWeeks', () => {
  it('is the same weekday to the same local time, also across a change of clocks', () => {
    const now = at('2026-03-10T09:30', newYork.timeZone);
    const [lastWeek] = earlierWeeks('today', now, newYork, 4, 0);
    expect(lastWeek).toEqual({
      since: at('2026-03-03T00:00', newYork.timeZone),
      until: at('2026-03-03T09:30', newYork.timeZone),
    });
    expect(now - (lastWeek?.until ?? 0)).toBe(7 * DAY - HOUR);
  });

  it('keeps the length of a rolling range, and moves a month to date as a whole', () => {
    const now = at('2026-03-10T09:30', newYork.timeZone);
    for (const week of earlierWeeks('24h', now, newYork, 4, 0)) expect(week.until - week.since).toBe(DAY);
    const [lastWeek] = earlierWeeks('month', at('2026-10-10T09:30', saigon.timeZone), saigon, 4, 0);
    expect(lastWeek).toEqual({
      since: at('2026-09-24T00:00', saigon.timeZone),
      until: at('2026-10-03T09:30', saigon.timeZone),
    });
  });

  it('leaves out weeks before the first case held, and all where nothing is held', () => {
    const now = at('2026-10-10T09:30', saigon.timeZone);
    const first = at('2026-09-19T00:00', saigon.timeZone);
    expect(earlierWeeks('today', now, saigon, 8, first)).toHaveLength(3);
    expect(earlierWeeks('today', now, saigon, 8, first + 1)).toHaveLength(2);
    expect(earlierWeeks('today', now, saigon, 8, null)).toEqual([]);
  });
});

describe('bands', () => {
  const usual = { weeks: 8, low: 0.25, high: 0.75, chance: 0.01 };

  it('are quantiles by straight line', () => {
    expect(bandOf([5, 1, 4, 2, 3], usual)).toEqual({ low: 2, median: 3, high: 4 });
    expect(bandOf([1, 2, 3, 10], usual)).toEqual({ low: 1.75, median: 2.5, high: 4.75 });
    expect(median([])).toBe(0);
  });

  it('are not given for fewer than three weeks', () => {
    expect(bandOf([1, 2], usual)).toBeNull();
  });

  it('law: low ≤ median ≤ high, within the values, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 3, maxLength: 12 }), (values) => {
        const band = bandOf(values, usual);
        expect(band).toEqual(bandOf([...values].reverse(), usual));
        const sorted = [...values].sort((a, b) => a - b);
        const all = [quantile(sorted, 0), band?.low, band?.median, band?.high, quantile(sorted, 1)];
        for (let i = 1; i < all.length; i++) expect(all[i]).toBeGreaterThanOrEqual(all[i - 1] ?? Infinity);
        expect(all[0]).toBe(Math.min(...values));
      }),
    );
  });
});
