import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, type Instant } from '../../contract/instants.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import type { Cases, Sketch } from './cases.ts';
import { demoCity, type DemoCity } from './city.ts';

const root = path.resolve(import.meta.dirname, '../../..');
/** Wednesday 18 November 2026, 15:20 in the city. */
const FOUNDED = Date.parse('2026-11-18T15:20:00+07:00');
let loaded: LoadedProfile;
let city: DemoCity;
beforeAll(async () => {
  loaded = await loadProfile(path.join(root, 'assets/cities/hcmc'));
  city = demoCity(loaded, 1, FOUNDED);
});

function cases(service: string): Cases {
  const found = city.cases.find((c) => c.service.id === service);
  if (!found) throw new RangeError(service);
  return found;
}

/** All cases opened from one instant up to another. */
function opened(service: string, since: Instant, until: Instant): Sketch[] {
  const all: Sketch[] = [];
  for (let day = city.days.of(since); day <= city.days.of(until); day++)
    all.push(...cases(service).sketches(day));
  return all.filter((c) => c.openedAt >= since && c.openedAt < until);
}

const openAt = (all: readonly Sketch[], at: Instant) =>
  all.filter((c) => c.openedAt <= at && c.closedAt > at);
const overdueAt = (all: readonly Sketch[], at: Instant) =>
  openAt(all, at).filter((c) => c.dueAt > 0 && c.dueAt <= at);
const onTime = (all: readonly Sketch[]) => all.filter((c) => c.closedAt <= c.dueAt).length / all.length;
const within = (value: number, from: number, to: number): void => {
  expect(value).toBeGreaterThanOrEqual(from);
  expect(value).toBeLessThanOrEqual(to);
};

describe('1022 in the reporting month of October 2025, as published', () => {
  // The press on the city's report: 14,707 received, of which 14,311 handled, 396 open and 125 late on 25 October.
  const since = Date.parse('2025-09-25T12:00+07:00');
  const until = Date.parse('2025-10-25T12:00+07:00');
  let month: Sketch[];
  let count: (test: (c: Sketch) => boolean) => number;
  beforeAll(() => {
    month = opened('1022', since, until);
    count = (test) => month.filter(test).length;
  });

  it('brings about as many petitions, in about the same fields', () => {
    within(month.length, 14_707 * 0.94, 14_707 * 1.06);
    const group = new Map(cases('1022').service.categories.map((c) => [c.id, c.group]));
    within(
      count((c) => c.category === 'administration'),
      6300 * 0.92,
      6300 * 1.08,
    );
    within(
      count((c) => group.get(c.category) === 'infrastructure'),
      2700 * 0.85,
      2700 * 1.15,
    );
    within(
      count((c) => c.category === 'noise'),
      1300 * 0.9,
      1300 * 1.3,
    );
    within(
      count((c) => c.category === 'bus'),
      1100 * 0.9,
      1100 * 1.3,
    );
  });

  it('keeps its times about as well, and knows most places', () => {
    within(onTime(month), 0.94, 0.975);
    within(count((c) => !c.area) / month.length, 0.01, 0.025);
    within(
      count((c) => c.unit === undefined),
      10,
      150,
    );
  });

  it('has about as many open and overdue, at any time of the year', () => {
    const year = opened('1022', since - 70 * DAY, since + 300 * DAY);
    const levels = Array.from({ length: 60 }, (_, n) => since + n * 5 * DAY + (n % 4) * 6 * HOUR);
    const open = levels.map((at) => openAt(year, at).length).sort((a, b) => a - b);
    const overdue = levels.map((at) => overdueAt(year, at).length).sort((a, b) => a - b);
    within(open[30] ?? 0, 340, 500);
    within(overdue[30] ?? 0, 100, 150);
    within(overdue[1] ?? 0, 60, 150);
    within(overdue[58] ?? 0, 100, 190);
  });

  it('is quieter at Tết, at night and on Sundays', () => {
    const day = (date: string): number =>
      cases('1022').sketches(city.days.of(Date.parse(`${date}T05:00Z`))).length;
    expect(day('2026-02-17')).toBeLessThan(0.75 * day('2026-03-17'));
    expect(day('2026-03-22')).toBeLessThan(day('2026-03-23'));
    const hour = (c: Sketch): number =>
      Math.floor((c.openedAt - city.days.start(city.days.of(c.openedAt))) / HOUR);
    expect(count((c) => hour(c) === 3)).toBeLessThan(0.3 * count((c) => hour(c) === 9));
  });
});

describe('the other services', () => {
  it('bring about 21,000 dossiers a working day, 96 to 98 % of them on time', () => {
    const week = opened(
      'procedures',
      Date.parse('2026-11-09T00:00+07:00'),
      Date.parse('2026-11-14T00:00+07:00'),
    );
    within(week.length / 5, 19_500, 23_000);
    within(onTime(week), 0.96, 0.985);
  });

  it('bring about as many emergency calls a day as crews of a city of fourteen million answer', () => {
    within(
      opened('emergency', Date.parse('2026-11-09T00:00+07:00'), Date.parse('2026-11-10T00:00+07:00')).length,
      1200,
      1900,
    );
  });

  it.each(['2026-03-01', '2026-07-15', '2026-11-22', '2027-02-09'])(
    'stand at 44 Resolution 98 tasks on %s',
    (date) => {
      const at = Date.parse(`${date}T10:00+07:00`);
      const tasks = opened('resolution98', at - 400 * DAY, at);
      within(tasks.length, 43, 45);
      within(tasks.filter((c) => c.closedAt <= at).length, 27, 37);
      within(overdueAt(tasks, at).length, 1, 5);
    },
  );
});

describe('what is there to be found', () => {
  it('is a unit that is clearly late, where the others keep their times', () => {
    const all = opened('1022', Date.parse('2026-08-01T00:00Z'), Date.parse('2026-11-01T00:00Z'));
    const late = all.filter((c) => c.unit === 'ban-tanphu');
    expect(late.length).toBeGreaterThan(60);
    within(onTime(late), 0.4, 0.72);
    expect(onTime(all.filter((c) => c.unit !== 'ban-tanphu'))).toBeGreaterThan(0.95);
  });

  it('is handled by units that were there at the time', () => {
    const units = new Map(loaded.profile.units.map((u) => [u.id, u]));
    for (const date of ['2025-11-03', '2026-11-03'])
      for (const c of opened('1022', Date.parse(`${date}T00:00+07:00`), Date.parse(`${date}T23:59+07:00`))) {
        const unit = c.unit === undefined ? undefined : units.get(c.unit);
        if (unit?.validFrom !== undefined) expect(date >= unit.validFrom, unit.id).toBe(true);
        if (unit?.validTo !== undefined) expect(date <= unit.validTo, unit.id).toBe(true);
      }
  });

  it('happens in the units of its day, and is handled by them: districts to the end of June 2025', () => {
    const there = (date: string) => {
      const all = opened('1022', Date.parse(`${date}T00:00+07:00`), Date.parse(`${date}T24:00+07:00`));
      const areas = new Set(all.flatMap((c) => c.area?.id ?? []));
      const units = new Set(all.flatMap((c) => c.unit ?? []));
      return { areas, units, local: [...units].filter((id) => /^\d+$/.test(id)) };
    };
    const before = there('2025-06-30');
    expect([...before.areas].every((id) => /^7\d\d$/.test(id))).toBe(true);
    expect(before.areas.size).toBe(22);
    expect(before.local.every((id) => before.areas.has(id))).toBe(true);
    expect(before.local.length).toBeGreaterThan(15);
    const after = there('2025-07-01');
    expect([...after.areas].every((id) => /^2\d{4}$/.test(id))).toBe(true);
    expect(after.areas.size).toBeGreaterThan(120);
    expect(after.local.length).toBeGreaterThan(60);
  });

  it('weighs a former district by what was made of it', () => {
    const day = city.days.of(Date.parse('2025-03-03T12:00+07:00'));
    const { places } = city;
    const share = (id: string): number => {
      const picks = Array.from({ length: 20_000 }, (_, i) => places.on(day).pick((i + 0.5) / 20_000)?.id);
      return picks.filter((picked) => picked === id).length / picks.length;
    };
    // Thủ Đức became twelve wards, Quận 4 three.
    within(share('769') / share('773'), 5, 12);
    expect(places.areaOn('26740', day)?.id).toBe('760');
    expect(places.areaOn('760', city.days.of(Date.now()))?.succeeds).toEqual(['760']);
    expect(places.areaOn('25747', day)).toBeUndefined();
  });
});

it('closes late petitions on every day on which it closes any, days off and Tết included', () => {
  const since = Date.parse('2026-01-01T00:00+07:00');
  const until = Date.parse('2026-10-01T00:00+07:00');
  const closed = new Map<number, { late: number; all: number }>();
  for (const one of opened('1022', since - 70 * DAY, until)) {
    const day = city.days.of(one.closedAt);
    const counted = closed.get(day) ?? { late: 0, all: 0 };
    closed.set(day, counted);
    counted.all += 1;
    if (one.closedAt > one.dueAt) counted.late += 1;
  }
  let [off, lateOff] = [0, 0];
  for (let day = city.days.of(since); day < city.days.of(until); day++) {
    const { late, all } = closed.get(day) ?? { late: 0, all: 0 };
    expect(all, `day ${day}`).toBeGreaterThan(100);
    expect(late, `day ${day}`).toBeGreaterThan(0);
    if (city.days.working(day)) continue;
    off += all;
    lateOff += late;
  }
  // They are worked on less then, as all but what is settled at once.
  within(lateOff / off, 0.01, 0.05);
});
