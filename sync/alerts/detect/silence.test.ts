import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import { refused, silent } from './silence.ts';
import { isPast } from './verdict.ts';

const options = { days: 28, alpha: 0.001 };
const start = Date.UTC(2026, 5, 1);
/** A source heard every so often from eight to five, on all days but Sundays. */
const office = Array.from({ length: 40 }, (_, day) => day)
  .filter((day) => new Date(start + day * DAY).getUTCDay() !== 0)
  .flatMap((day) => Array.from({ length: 55 }, (_, i) => start + day * DAY + 8 * HOUR + i * 10 * MINUTE));
const until = (now: number) => ({ at: office.filter((at) => at <= now), now });
// A Wednesday.
const day = start + 37 * DAY;

describe('a source', () => {
  it('that is quiet at night or on a Sunday as ever is not missed', () => {
    expect(silent(until(day + 4 * HOUR), options)?.p).toBeGreaterThan(0.05);
    const sunday = start + 34 * DAY;
    expect(new Date(sunday).getUTCDay()).toBe(0);
    expect(silent(until(sunday + 12 * HOUR), options)?.p).toBeGreaterThan(0.05);
  });

  it('that stopped in the morning is missed once it is longer than any day at that hour', () => {
    const stopped = { at: office.filter((at) => at < day + 9 * HOUR), now: day + 9 * HOUR + 15 * MINUTE };
    expect(silent(stopped, options)?.p).toBeGreaterThan(0.01);
    // A Sunday's silence at eleven is 18 hours and more, so ranks alone go to one in seven.
    expect(silent({ ...stopped, now: day + 11 * HOUR }, options)?.p).toBeCloseTo(5 / 29, 12);
    const missed = silent({ ...stopped, now: day + 2 * DAY + 11 * HOUR }, options);
    expect(missed?.p).toBeLessThan(0.001);
    expect(missed !== null && isPast(missed)).toBe(true);
  });

  it('that is heard all day is missed within the hour', () => {
    const at = Array.from({ length: 30 * 24 * 12 }, (_, i) => start + i * 5 * MINUTE);
    const now = (at.at(-1) ?? 0) + 50 * MINUTE;
    expect(silent({ at, now }, options)?.value).toBe(3000);
    expect(silent({ at, now }, options)?.p).toBeLessThan(1e-4);
    expect(silent({ at, now: now - 46 * MINUTE }, options)?.p).toBeGreaterThan(0.03);
  });

  it('bound and chance say the same', () => {
    for (const alpha of [0.2, 0.05, 0.001])
      for (let hours = 0; hours < 90; hours += 0.5) {
        const stopped = { at: office.filter((at) => at < day + 9 * HOUR), now: day + hours * HOUR };
        const verdict = silent(stopped, { days: 28, alpha });
        if (verdict === null) throw new Error('nothing said');
        expect(isPast(verdict), `${alpha} after ${hours}`).toBe(verdict.p < alpha);
      }
  });

  it('that is new has no rhythm', () => {
    expect(silent({ at: [], now: day }, options)).toBeNull();
    expect(silent({ at: [day - 5 * DAY], now: day }, options)).toBeNull();
  });
});

it('a quarantine that grows', () => {
  const past = [1, 0, 2, 1, 0, 1, 1].map((part) => ({ part, whole: 1000 }));
  expect(refused({ part: 3, whole: 1000 }, past, 0.001)?.p).toBeGreaterThan(0.01);
  expect(refused({ part: 40, whole: 1000 }, past, 0.001)?.p).toBeLessThan(1e-6);
});
