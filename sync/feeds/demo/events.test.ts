import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { DAY, HOUR, type Instant } from '../../contract/instants.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import { demoCity, type DemoCity } from './city.ts';
import type { Sketch } from './cases.ts';
import type { event } from './events-settings.ts';
import { plantedEvents } from './events.ts';
import { smallCity } from './fixture.ts';
import { Measures } from './measures.ts';
import { withEvents } from './with-events.ts';

type Planted = z.input<typeof event>;

/** Wednesday 18 November 2026, 15:20 in the city. */
const FOUNDED = Date.parse('2026-11-18T15:20:00+07:00');
let loaded: LoadedProfile;
let whole: DemoCity;
let quiet: DemoCity;
beforeAll(async () => {
  loaded = await loadProfile(path.resolve(import.meta.dirname, '../../../assets/cities/hcmc'));
  whole = demoCity(loaded, 1, FOUNDED);
  quiet = demoCity(withEvents(loaded, []), 1, FOUNDED);
});

const cityWith = (...events: Planted[]): DemoCity => demoCity(withEvents(loaded, events), 1, FOUNDED);

/** All cases of a service opened from one instant up to another. */
function opened({ cases, days }: DemoCity, service: string, since: Instant, until: Instant): Sketch[] {
  const own = cases.find((one) => one.service.id === service);
  const all: Sketch[] = [];
  for (let day = days.of(since); day <= days.of(until); day++) all.push(...(own?.sketches(day) ?? []));
  return all.filter((one) => one.openedAt >= since && one.openedAt < until);
}

const countOf = (all: readonly Sketch[], test: (one: Sketch) => boolean): number => all.filter(test).length;

describe('what is planted', () => {
  it('is at once there in a city just founded, of several kinds and not too much', () => {
    const now = plantedEvents(whole, FOUNDED, FOUNDED + 1);
    const kinds = new Set(now.map(({ kind }) => kind));
    for (const kind of ['flood', 'lapse', 'rise', 'outbreak', 'silence']) expect(kinds).toContain(kind);
    expect(now.length).toBeLessThanOrEqual(8);
  });

  it('is the same for whichever span of time it is asked', () => {
    const hour = fc.integer({ min: -400 * 24, max: 100 * 24 }).map((n) => FOUNDED + n * HOUR);
    fc.assert(
      fc.property(hour, hour, hour, (a, b, c) => {
        const [from = 0, middle = 0, to = 0] = [a, b, c].sort((x, y) => x - y);
        const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id);
        const parts = [...plantedEvents(whole, from, middle), ...plantedEvents(whole, middle, to)];
        expect(new Set(ids(plantedEvents(whole, from, to)))).toEqual(new Set(ids(parts)));
      }),
      { numRuns: 30 },
    );
  });

  it('is the same city for the same seed, and another for another', () => {
    const year = (seed: number) =>
      plantedEvents(demoCity(loaded, seed, FOUNDED), FOUNDED - 365 * DAY, FOUNDED);
    expect(year(1)).toEqual(year(1));
    expect(year(2)).not.toEqual(year(1));
  });

  it('is of every effect and size in a year', () => {
    const year = plantedEvents(whole, FOUNDED - 365 * DAY, FOUNDED);
    expect(new Set(year.map(({ effect }) => effect)).size).toBe(7);
    expect(new Set(year.map(({ size }) => size)).size).toBe(3);
    const noise = year.filter(({ kind }) => kind === 'noise').length;
    expect(noise).toBeGreaterThan(35);
    expect(noise).toBeLessThan(90);
    const floods = year.filter(({ kind }) => kind === 'flood');
    for (const { from } of floods)
      expect([5, 6, 7, 8, 9, 10, 11]).toContain(new Date(from).getUTCMonth() + 1);
  });
});

describe('an event', () => {
  const at = '2026-10-14T15:00:00+07:00';
  const from = Date.parse(at);
  const common: { id: string; kind: string; at: string[]; size: 'large' } = {
    ...{ id: 'x', kind: 'x', at: [at], size: 'large' },
  };

  it('of reports brings so many cases, in its places and about its fields, and no others change', () => {
    const city = cityWith({
      ...{ ...common, effect: 'reports', hours: 5, service: '1022', cases: 80, neighbours: 2 },
      ...{ categories: { flooding: 8, power: 2 }, areas: ['26911'] },
    });
    const areas = plantedEvents(city, from, from + 1)[0]?.where.areas ?? [];
    expect(areas[0]).toBe('26911');
    expect(areas.length).toBe(3);
    const [before, after] = [quiet, city].map((one) => opened(one, '1022', from, from + 5 * HOUR));
    expect((after?.length ?? 0) - (before?.length ?? 0)).toBe(80);
    const planted = after?.filter((one) => one.planted) ?? [];
    expect(planted.every((one) => areas.includes(one.area?.id ?? ''))).toBe(true);
    const flooding = countOf(planted, ({ category }) => category === 'flooding');
    expect(flooding).toBeGreaterThan(50);
    expect(flooding).toBeLessThan(78);
    const seeds = new Set(after?.map(({ seed }) => seed));
    expect(before?.every(({ seed }) => seeds.has(seed))).toBe(true);
  });

  it('of a flood is a hot spot, many times what is usual there', () => {
    const { hours, minimum } = loaded.profile.rules.hotspot;
    const { where } = plantedEvents(whole, FOUNDED, FOUNDED + 1).find(({ kind }) => kind === 'flood') ?? {};
    const there = (one: Sketch) => one.category === 'flooding' && one.area?.id === where?.areas?.[0];
    const now = countOf(opened(whole, '1022', FOUNDED - hours * HOUR, FOUNDED), there);
    expect(now).toBeGreaterThanOrEqual(minimum);
    const before = countOf(opened(whole, '1022', FOUNDED - 29 * DAY, FOUNDED - DAY), there);
    expect(now).toBeGreaterThan(4 * (before / (28 * 24)) * hours);
  });

  it('of a rise brings more of a field day by day, all over the city', () => {
    const city = cityWith({
      ...{ ...common, effect: 'rise', hours: 240, peak: 0.8, service: '1022' },
      ...{ category: 'sanitation', cases: 45 },
    });
    const some = opened(city, '1022', from, from + 10 * DAY).filter((one) => one.planted);
    const during = (first: number) =>
      countOf(some, ({ openedAt }) => openedAt >= from + first * DAY && openedAt < from + (first + 2) * DAY);
    expect(during(6)).toBeGreaterThan(2 * during(1));
    expect(during(6)).toBeGreaterThan(50);
    expect(new Set(some.map(({ area }) => area?.id)).size).toBeGreaterThan(40);
  });

  it('of a lapse lets a unit close late, and none beside it', () => {
    const city = cityWith({
      ...{ ...common, effect: 'lapse', hours: 500, service: '1022' },
      ...{ units: ['udc'], onTime: 0.3, lateDays: 5 },
    });
    const late = (one: DemoCity, test: (sketch: Sketch) => boolean) => {
      const all = opened(one, '1022', from, from + 500 * HOUR).filter(test);
      return countOf(all, ({ closedAt, dueAt }) => closedAt > dueAt) / all.length;
    };
    expect(late(city, ({ unit }) => unit === 'udc')).toBeGreaterThan(0.6);
    expect(late(quiet, ({ unit }) => unit === 'udc')).toBeLessThan(0.2);
    const others = ({ unit }: Sketch) => unit !== 'udc';
    expect(late(city, others)).toBe(late(quiet, others));
  });

  it('of slowness lets cases of its fields take longer', () => {
    const city = cityWith({
      ...{ ...common, effect: 'slow', hours: 6, service: 'emergency', categories: ['115-illness'], times: 3 },
    });
    const mean = (one: DemoCity, category: string) => {
      const all = opened(one, 'emergency', from, from + 6 * HOUR).filter((c) => c.category === category);
      return all.reduce((sum, { openedAt, closedAt }) => sum + closedAt - openedAt, 0) / all.length;
    };
    expect(mean(city, '115-illness') / mean(quiet, '115-illness')).toBeCloseTo(3, 1);
    expect(mean(city, '113-security')).toBe(mean(quiet, '113-security'));
  });

  it('of a gap has not a single case, and those around it stay', () => {
    const city = cityWith({ ...common, effect: 'gap', hours: 3, service: '1022' });
    expect(opened(city, '1022', from, from + 3 * HOUR)).toEqual([]);
    expect(opened(quiet, '1022', from, from + 3 * HOUR).length).toBeGreaterThan(40);
    const before = (one: DemoCity) => opened(one, '1022', from - 6 * HOUR, from).map(({ seed }) => seed);
    expect(before(city)).toEqual(before(quiet));
  });

  it('of silence lets the watermark of its source stand, and it goes on after', () => {
    const city = cityWith({ ...common, effect: 'silence', hours: 4, source: 'dialogue' });
    expect(city.marks.mark('dialogue', from - HOUR)).toBe(from - HOUR);
    expect(city.marks.mark('dialogue', from + 4 * HOUR - 1)).toBe(from);
    expect(city.marks.mark('dialogue', from + 4 * HOUR)).toBe(from + 4 * HOUR);
    expect(city.marks.mark('emergency', from + HOUR)).toBe(from + HOUR);
  });

  it('of a surge moves its daily indicators, to their factor at its height', () => {
    const city = cityWith({
      ...{ ...common, effect: 'surge', hours: 240, peak: 0.5, indicators: { dengue: 2 } },
    });
    const few = smallCity(loaded, ['dengue']);
    const on = (one: DemoCity, period: string) =>
      new Measures(few, one)
        .between(0, FOUNDED)
        .find((m) => m.indicator === 'dengue' && m.subject === 'city' && m.period === period)?.value ?? NaN;
    expect(on(city, '2026-10-19') / on(quiet, '2026-10-19')).toBeGreaterThan(1.9);
    expect(on(city, '2026-10-13')).toBe(on(quiet, '2026-10-13'));
    expect(on(city, '2026-10-25')).toBe(on(quiet, '2026-10-25'));
  });
});

describe('a quiet city', () => {
  it('has days that scatter little about what their weekday and time of year let expect', () => {
    const own = quiet.cases.find(({ service }) => service.id === '1022');
    const today = quiet.days.of(FOUNDED);
    const odd: number[] = [];
    for (let day = today - 365; day < today; day++) {
      const mean = own?.mean(day) ?? NaN;
      odd.push(((own?.sketches(day).length ?? NaN) - mean) ** 2 / mean);
    }
    // The mean of these is the variance in units of a Poisson's own.
    expect(odd.reduce((a, b) => a + b, 0) / odd.length).toBeLessThan(3);
    expect(Math.max(...odd)).toBeLessThan(30);
  });

  it('has no jump at the turn of a month: a week later is much as before', () => {
    for (const { service, mean } of quiet.cases.map((one) => ({
      service: one.service,
      mean: one.mean.bind(one),
    })))
      for (let day = quiet.days.of(FOUNDED) - 365; day < quiet.days.of(FOUNDED); day++) {
        if ([day, day + 7].some((one) => quiet.days.off(one) || isWorkedWeekend(one))) continue;
        expect(mean(day + 7) / mean(day), `${service.id} ${day}`).toBeGreaterThan(0.9);
        expect(mean(day + 7) / mean(day), `${service.id} ${day}`).toBeLessThan(1.11);
      }
  });

  const isWorkedWeekend = (day: number) => quiet.days.weekday(day) > 5 && quiet.days.working(day);
});
