import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IndexSet, Unit } from '../../contract/profile.ts';
import { measureId, type MeasureRecord } from '../../contract/records.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import { demoCity } from './city.ts';
import { smallCity } from './fixture.ts';
import { Measures } from './measures.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const FOUNDED = Date.parse('2026-11-22T07:00:00+07:00');
let loaded: LoadedProfile;
let all: MeasureRecord[];
beforeAll(async () => {
  const whole = await loadProfile(path.join(root, 'assets/cities/hcmc'));
  const names = whole.profile.indexes.flatMap((set) => [
    ...[set.score, set.rank ?? set.score],
    ...set.components.map((c) => c.indicator),
  ]);
  loaded = smallCity(whole, [...names, 'ddci_top']);
  all = new Measures(loaded, demoCity(loaded, 1, FOUNDED)).between(0, FOUNDED);
}, 60_000);

const set = (id: string): IndexSet => {
  const found = loaded.profile.indexes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no set ${id}`);
  return found;
};
const of = (indicator: string, year: number): MeasureRecord[] =>
  all.filter((m) => m.indicator === indicator && m.period === String(year));
const typeOf = (id: string): Unit['type'] | undefined => loaded.profile.units.find((u) => u.id === id)?.type;

describe('index sets of the demonstration city', () => {
  it('say each thing once, in whole years, and mark as invented what nobody published', () => {
    expect(new Set(all.map(measureId)).size).toBe(all.length);
    const published = all.filter((m) => m.provenance === 'published');
    expect(published).toEqual(
      loaded.published
        .filter((m) => all.some((one) => one.indicator === m.indicator))
        .sort((a, b) => a.reportedAt - b.reportedAt),
    );
    expect(published.length).toBeGreaterThanOrEqual(10);
    for (const m of all) expect(m.period).toMatch(/^20\d\d$/);
    expect(Math.max(...all.map((m) => m.reportedAt))).toBeLessThanOrEqual(FOUNDED);
  });

  it('score what their components come to', () => {
    let scored = 0;
    for (const { score, max, components } of loaded.profile.indexes)
      for (const m of all.filter((one) => one.indicator === score)) {
        const parts = components.flatMap(({ indicator, max: most, weight = most }) => {
          const value = all.find(
            (c) => c.indicator === indicator && c.subject === m.subject && c.period === m.period,
          );
          if (value === undefined) return [];
          expect(value.value / most, measureId(value)).toBeGreaterThan(0);
          expect(value.value, measureId(value)).toBeLessThanOrEqual(most);
          return [{ weight, share: value.value / most }];
        });
        expect(parts.length, measureId(m)).toBeGreaterThanOrEqual(5);
        const mean =
          parts.reduce((n, p) => n + p.weight * p.share, 0) / parts.reduce((n, p) => n + p.weight, 0);
        // Invented scores are their components' to the last decimal; published ones are met as well as the
        // components' own last decimals allow.
        const decimals = loaded.profile.indicators.indicators.find((i) => i.id === score)?.decimals ?? 0;
        const off = m.provenance === 'demo' ? 10 ** -decimals / 2 : max * 0.00006;
        expect(Math.abs(max * mean - m.value), measureId(m)).toBeLessThanOrEqual(off + 1e-9);
        scored++;
      }
    expect(scored).toBeGreaterThan(700);
  });

  it('rank districts until they ended and communes from then on, each kind apart', () => {
    for (const id of ['ddci', 'dti-units', 'sipas']) {
      const units = (year: number): (Unit['type'] | undefined)[] =>
        of(set(id).score, year).map((m) => typeOf(m.subject));
      const count = (year: number, ...types: string[]): number =>
        units(year).filter((type) => types.includes(type ?? '')).length;
      expect(count(2024, 'district')).toBe(22);
      expect(count(2024, 'ward', 'commune', 'specialZone')).toBe(0);
      expect(count(2025, 'ward', 'commune', 'specialZone')).toBe(168);
      expect(count(2025, 'district')).toBe(0);
      expect(count(2024, 'department')).toBe(17);
      expect(count(2025, 'department')).toBe(17);
    }
    expect(of('ddci', 2025).filter((m) => typeOf(m.subject) === 'agency')).toHaveLength(4);
    const land = of('ddci_land', 2025).map((m) => typeOf(m.subject));
    expect(land).not.toContain('department');
    expect(new Set(of('rating', 2025)).size).toBe(0);
  });

  it('let nobody be better than the best that was published, nor worse than the last', () => {
    const score = (type: string): Map<string, number> =>
      new Map(of('ddci', 2022).flatMap((m) => (typeOf(m.subject) === type ? [[m.subject, m.value]] : [])));
    const [departments, districts] = [score('department'), score('district')];
    expect(Math.max(...departments.values())).toBe(departments.get('sokhcn'));
    expect(Math.max(...districts.values())).toBe(districts.get('768'));
    expect(Math.min(...districts.values())).toBe(districts.get('769'));
    for (const year of [2023, 2024, 2025])
      expect(of('ddci_top', year).map((m) => m.value)).toEqual([
        Math.max(...of('ddci', year).map((m) => m.value)),
      ]);
  });

  it('move those that shall be seen to move, and hide weak points to be found', () => {
    const scores = (year: number): Map<string, number> =>
      new Map(of('ddci', year).map((m) => [m.subject, m.value]));
    const moved = (unit: string): number => (scores(2025).get(unit) ?? 0) - (scores(2024).get(unit) ?? 0);
    expect(moved('sodl')).toBeGreaterThan(5);
    expect(moved('soqhkt')).toBeLessThan(-5);
    const mean = (indicator: string): number => {
      const some = of(indicator, 2025);
      return some.reduce((n, m) => n + m.value, 0) / some.length;
    };
    const components = set('ddci').components.map((c) => c.indicator);
    expect(components.sort((a, b) => mean(a) - mean(b)).slice(0, 2)).toEqual(['ddci_land', 'ddci_time']);
  });

  it('place the city among provinces, the former city until it ended', () => {
    const territory = (indicator: string, year: number) => of(indicator, year).map((m) => m.territory);
    for (const { score, rank } of loaded.profile.indexes.filter((one) => one.subjects === 'city')) {
      for (const year of [2021, 2022, 2023, 2024, 2025])
        // PAPI's publisher ranks no province: there is no rank of it.
        for (const id of rank === undefined ? [score] : [score, rank])
          expect(of(id, year).length, `${id} ${year}`).toBe(1);
      expect(territory(score, 2023)).toEqual(['hcmc-old']);
      expect(territory(score, 2025)).toEqual(['hcmc']);
    }
    // Published for the present city already: rank 4 of 34.
    expect([territory('dti', 2024), territory('dti_rank', 2024)]).toEqual([['hcmc'], ['hcmc']]);
    for (const { indicator } of set('dti').components) expect(territory(indicator, 2024)).toEqual(['hcmc']);
  });
});
