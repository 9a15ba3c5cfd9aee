import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parsePeriod } from '../contract/periods.ts';
import { isValidOn } from '../contract/validity.ts';
import { loadProfile } from './profile.ts';

const folder = (city: string): string => new URL(`../../assets/cities/${city}/`, import.meta.url).pathname;
const given = (name: string): URL => new URL(`../../../shared/data/${name}`, import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(given(name), 'utf8'));

const figures = z.object({
  indicators: z.array(
    z.object({
      id: z.string(),
      name_vi: z.string(),
      name_en: z.string(),
      unit: z.string(),
      direction: z.string(),
      target_2026: z.union([z.string(), z.number()]).optional(),
      values: z.array(
        z.object({
          ...{ period: z.string(), value: z.number(), scope: z.string(), source: z.string() },
          basis: z.string().optional(),
        }),
      ),
    }),
  ),
});
const places = z.object({
  commune_units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      area_km2: z.number(),
      centroid: z.tuple([z.number(), z.number()]),
      former_district: z.string(),
    }),
  ),
  former_district_units: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      area_km2: z.number(),
      centroid: z.tuple([z.number(), z.number()]),
    }),
  ),
});
const requests = z.array(z.object({ service_code: z.string() }));

describe('Ho Chi Minh City', () => {
  it('has its places, units and indicators in the numbers that are known', async () => {
    const { profile } = await loadProfile(folder('hcmc'));
    const types = Map.groupBy(profile.areas, (area) => area.type);
    expect([
      types.get('ward')?.length,
      types.get('commune')?.length,
      types.get('specialZone')?.length,
    ]).toEqual([113, 54, 1]);
    const governed = (day: string): number =>
      new Set(profile.units.filter((unit) => isValidOn(unit, day)).flatMap((unit) => unit.area ?? [])).size;
    expect([governed('2025-06-30'), governed('2025-07-01')]).toEqual([22, 168]);
    expect(profile.units.filter((unit) => unit.type === 'district').map((unit) => unit.validTo)).toEqual(
      Array<string>(22).fill('2025-06-30'),
    );
    const { indicators } = profile.indicators;
    expect(indicators.filter(({ level }) => level === 'city')).toHaveLength(154);
    expect(indicators.filter(({ level }) => level === 'commune')).toHaveLength(51);
    const daily = (field: string): number =>
      indicators.filter((i) => i.level === 'city' && i.frequency === 'day' && i.field === field).length;
    expect([daily('health'), daily('transport')]).toEqual([6, 6]);
    expect(profile.indexes.map(({ id, subjects }) => [id, subjects])).toEqual([
      ['pci', 'city'],
      ['papi', 'city'],
      ['par', 'city'],
      ['dti', 'city'],
      ['dti-units', 'units'],
      ['ddci', 'units'],
      ['sipas', 'units'],
    ]);
    expect(profile.services[0]?.id).toBe('1022');
  });

  it('works no day twice: a day off is no weekend already off, a worked day is a weekend', async () => {
    const { calendar } = (await loadProfile(folder('hcmc'))).profile.city;
    const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
    for (const { date } of calendar.workedWeekends) expect(calendar.weekend).toContain(weekday(date));
    const off = new Set(calendar.daysOff.map(({ date }) => date));
    expect(calendar.workedWeekends.filter(({ date }) => off.has(date))).toEqual([]);
    expect(off).toContain('2025-01-29');
    expect(off).toContain('2026-02-17');
    expect(off).toContain('2027-02-06');
  });

  it.skipIf(!existsSync(given('hcmc_units.json')))(
    'names every commune-level unit as it was given (skipped where ../shared/data is absent)',
    async () => {
      const { profile } = await loadProfile(folder('hcmc'));
      const { commune_units, former_district_units } = places.parse(read('hcmc_units.json'));
      expect(
        profile.areas.map(({ id, name, areaKm2, centroid }) => ({ id, name: name.vi, areaKm2, centroid })),
      ).toEqual(
        [...commune_units, ...former_district_units].map((u) => ({
          id: u.code,
          name: u.name,
          areaKm2: u.area_km2,
          centroid: u.centroid,
        })),
      );
      const succession = new Map(profile.units.map((unit) => [unit.id, unit.succeeds ?? []]));
      const ofAreas = new Map(profile.areas.map((one) => [one.id, one.succeeds ?? []]));
      for (const u of commune_units) {
        const former = u.former_district.replaceAll('TP. Thủ Đức', 'Thành phố Thủ Đức').split(', ');
        const known = former.flatMap(
          (name) => former_district_units.find((d) => d.name === name)?.code ?? [],
        );
        expect(succession.get(u.code), u.name).toEqual(known);
        expect(ofAreas.get(u.code), u.name).toEqual(known);
      }
    },
  );

  it.skipIf(!existsSync(given('hcmc_indicators.json')))(
    'carries every published value and the 66 real indicators (skipped where ../shared/data is absent)',
    async () => {
      const { profile, published } = await loadProfile(folder('hcmc'));
      const { indicators } = figures.parse(read('hcmc_indicators.json'));
      const byId = new Map(profile.indicators.indicators.map((indicator) => [indicator.id, indicator]));
      const direction: Record<string, string> = {
        higher_is_better: 'higher',
        lower_is_better: 'lower',
        target_band: 'band',
      };
      for (const one of indicators) {
        const ours = byId.get(one.id);
        expect(ours?.name, one.id).toEqual({ vi: one.name_vi, en: one.name_en });
        expect([ours?.unit.vi, ours?.direction], one.id).toEqual([one.unit, direction[one.direction]]);
        expect(ours?.plans?.length ?? 0, one.id).toBe(one.target_2026 === undefined ? 0 : 1);
        const values = one.values.map(({ value, scope, source, period }) => [
          value,
          scope.includes('pre-merger') ? 'hcmc-old' : 'hcmc',
          source,
          period.replace('-H1', '-6M').replace('2025-8.5M', '2025-01-01..2025-09-15'),
        ]);
        const carried = published
          .filter(({ indicator }) => indicator === one.id)
          .map((m) => [m.value, m.territory, m.source.split(' · ')[0], m.period]);
        expect(carried, one.id).toEqual(values);
      }
      // What is told of index sets beside that stands in those values and the notes to them: ranks, and units by name.
      const ofPlaces = published.filter(({ indicator }) => byId.get(indicator)?.level !== 'index');
      expect(ofPlaces).toHaveLength(indicators.flatMap(({ values }) => values).length);
      expect(ofPlaces).toHaveLength(139);
      const notes = indicators
        .flatMap(({ values }) => values.map(({ value, basis }) => `${value} ${basis ?? ''}`))
        .join(' ');
      for (const { indicator, value } of published)
        if (byId.get(indicator)?.level === 'index') expect(notes).toContain(String(value));
    },
  );

  it('reports no value before its period is over', async () => {
    const { published } = await loadProfile(folder('hcmc'));
    for (const { period, reportedAt } of published)
      expect(reportedAt).toBeGreaterThan(Date.parse(`${parsePeriod(period).to}T00:00:00+07:00`));
  });
});

describe('San Francisco', () => {
  it('joins by configuration alone, in English', async () => {
    const { profile } = await loadProfile(folder('san-francisco'));
    expect(profile.walls[0]?.language).toBe('en');
    expect(profile.areas).toHaveLength(41);
    const [[west, south], [east, north]] = profile.city.map.bounds;
    for (const { centroid, id } of profile.areas) {
      expect(centroid[0] > west && centroid[0] < east, id).toBe(true);
      expect(centroid[1] > south && centroid[1] < north, id).toBe(true);
    }
  });

  it.skipIf(!existsSync(given('test-only/sf_open311_500_requests.json')))(
    'has a category for every recorded request (skipped where ../shared/data is absent)',
    async () => {
      const { profile } = await loadProfile(folder('san-francisco'));
      const recorded = new Set(
        requests.parse(read('test-only/sf_open311_500_requests.json')).map((request) => request.service_code),
      );
      expect(new Set(profile.services[0]?.categories.map(({ id }) => id))).toEqual(recorded);
    },
  );
});
