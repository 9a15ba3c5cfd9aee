import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../../contract/instants.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import { demoCity, depthsOf, type DemoCity } from './city.ts';
import type { Depth } from './depth.ts';

let loaded: LoadedProfile;
beforeAll(async () => {
  loaded = await loadProfile(path.resolve(import.meta.dirname, '../../../assets/cities/hcmc'));
});

/** What a city of a size holds that is founded at an instant: whole days before today, by service, and about how many cases. */
function held(founded: Instant, budget: number) {
  const city = demoCity(loaded, 1, founded);
  const depths = depthsOf(city, budget);
  const today = city.days.of(founded);
  const of = (service: string): Depth => {
    const depth = depths.get(service);
    if (depth === undefined) throw new RangeError(service);
    return depth;
  };
  const days = (service: string): number => today - city.days.of(of(service).start);
  return { city, of, days, today, cases: sizeOf(city, of, founded) };
}

function sizeOf(city: DemoCity, of: (service: string) => Depth, founded: Instant): number {
  let cases = 0;
  for (const one of city.cases)
    for (let day = city.days.of(of(one.service.id).start); day < city.days.of(founded); day++)
      cases += one.mean(day);
  return cases;
}

const INSTANTS = ['2026-11-29T17:50+07:00', '2026-03-02T07:00+07:00', '2026-07-15T12:00+07:00'];

describe('a city of the usual size', () => {
  it.each(INSTANTS)('holds what rules look back over, founded at %s', (at) => {
    const { city, of, days, today, cases } = held(Date.parse(at), 300_000);
    expect(cases).toBeLessThan(330_000);
    // Six stretches of a fortnight, and a month to try the rule on.
    expect(days('1022')).toBeGreaterThanOrEqual(84 + 30);
    // The same hours of six earlier weeks.
    expect(days('emergency')).toBeGreaterThanOrEqual(43);
    // What a unit closes on a working day wants five of them, after the first that is held.
    const first = city.days.of(of('procedures').start);
    const worked = Array.from({ length: today - first - 1 }, (_, i) => first + 1 + i).filter((day) =>
      city.days.working(day),
    );
    expect(worked.length).toBeGreaterThanOrEqual(5);
    for (const service of ['initiatives', 'dialogue', 'resolution98'])
      expect(days(service), service).toBe(400);
  });

  it('holds older open cases only where no week that is looked back over is older', () => {
    for (const budget of [60_000, 300_000, 1_000_000]) {
      const { city, of, days } = held(Date.parse('2026-11-29T17:50+07:00'), budget);
      for (const { service } of city.cases.slice(1))
        expect(of(service.id).tail, `${service.id} of ${budget}`).toBe(days(service.id) >= 44);
    }
  });
});

it.each(INSTANTS)('a small city holds today of every service, and of the first its backlog, at %s', (at) => {
  const founded = Date.parse(at);
  const { city, of, days } = held(founded, 60_000);
  for (const { service } of city.cases)
    expect(of(service.id).start, service.id).toBeLessThanOrEqual(city.days.start(city.days.of(founded)));
  expect(days('1022')).toBeGreaterThanOrEqual(84);
  // A week of calls tells when there was never none.
  expect(days('emergency')).toBeGreaterThanOrEqual(7);
});

it('the larger a city, the deeper its history', () => {
  const founded = Date.parse('2026-11-29T17:50+07:00');
  const sizes = [300_000, 450_000, 700_000, 1_500_000].map((budget) => held(founded, budget));
  for (const service of ['1022', 'procedures', 'emergency']) {
    const days = sizes.map((one) => one.days(service));
    expect(days, service).toEqual([...days].sort((a, b) => a - b));
  }
});
