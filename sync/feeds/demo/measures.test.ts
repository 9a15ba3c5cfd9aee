import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import { parsePeriod } from '../../contract/periods.ts';
import { measureId, record, type MeasureRecord } from '../../contract/records.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import { demoCity, type DemoCity } from './city.ts';
import { smallCity } from './fixture.ts';
import { Measures } from './measures.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const FOUNDED = Date.parse('2026-11-22T07:00:00+07:00');
let loaded: LoadedProfile;
let city: DemoCity;
let all: MeasureRecord[];
beforeAll(async () => {
  loaded = await loadProfile(path.join(root, 'assets/cities/hcmc'));
  city = demoCity(loaded, 1, FOUNDED);
  all = new Measures(loaded, city).between(0, FOUNDED);
}, 60_000);

const own = (indicator: string): MeasureRecord[] =>
  all.filter((m) => m.indicator === indicator && m.subject === 'city' && m.territory === 'hcmc');

describe('measures', () => {
  it('pass the contract, each fact once, and stay below 60,000', () => {
    for (const measure of all) expect(record.safeParse(measure).success, measureId(measure)).toBe(true);
    expect(new Set(all.map(measureId)).size).toBe(all.length);
    expect(all.length).toBeLessThan(60_000);
  });

  it('bring what was published as it is, and mark the rest as invented', () => {
    const published = all.filter((m) => m.provenance === 'published');
    const known = new Map(loaded.published.map((m) => [measureId(m), m]));
    expect(published.length).toBe(loaded.published.filter((m) => m.reportedAt <= FOUNDED).length);
    for (const measure of published) expect(measure).toEqual(known.get(measureId(measure)));
    // The same days in other words would be a second value of one fact.
    const days = (m: MeasureRecord): string => {
      const { from, to } = parsePeriod(m.period);
      return `${m.indicator}|${m.subject}|${m.territory}|${from}|${to}`;
    };
    const told = new Set(published.map(days));
    const invented = all.filter((m) => m.provenance === 'demo' && m.status !== 'forecast');
    for (const m of invented) expect(told.has(days(m)), measureId(m)).toBe(false);
  });

  it('reach almost every indicator of the city, and every commune', () => {
    const { indicators } = loaded.profile.indicators;
    const missing = indicators.filter((i) => i.level === 'city' && own(i.id).length === 0);
    expect(missing.length).toBeLessThanOrEqual(2);
    const communes = new Set(all.filter((m) => m.indicator === 'c_jobs').map((m) => m.subject));
    expect(communes.size).toBe(168);
  });

  it('add up: what accumulates never falls within a year', () => {
    for (const indicator of loaded.profile.indicators.indicators) {
      if (!indicator.accumulates || indicator.level !== 'city') continue;
      const sums = own(indicator.id)
        .filter((m) => /M$/.test(m.period) && m.status === 'official')
        .sort((a, b) => (parsePeriod(a.period).to < parsePeriod(b.period).to ? -1 : 1));
      for (let n = 1; n < sums.length; n++) {
        const [before, after] = [sums[n - 1], sums[n]];
        if (before?.period.slice(0, 4) !== after?.period.slice(0, 4)) continue;
        expect(after?.value, `${indicator.id} ${after?.period}`).toBeGreaterThanOrEqual(before?.value ?? 0);
      }
    }
  });

  it('count the city’s own petitions: a month is what came in between the cut-offs', () => {
    const cases = city.cases.find((c) => c.service.id === '1022');
    const [since, until] = [Date.parse('2026-09-25T12:00+07:00'), Date.parse('2026-10-25T12:00+07:00')];
    let overdue = 0;
    for (let day = city.days.of(since - 100 * DAY); day <= city.days.of(until); day++)
      for (const c of cases?.sketches(day) ?? [])
        if (c.openedAt < until && c.closedAt >= until && c.dueAt < until) overdue++;
    expect(own('r1022_late').find((m) => m.period === '2026-10')?.value).toBe(overdue);
    const [nine, ten] = [
      own('r1022_in').find((m) => m.period === '2026-9M'),
      own('r1022_in').find((m) => m.period === '2026-10M'),
    ];
    let came = 0;
    for (let day = city.days.of(since); day <= city.days.of(until); day++)
      came += (cases?.sketches(day) ?? []).filter((c) => c.openedAt >= since && c.openedAt < until).length;
    expect((ten?.value ?? 0) - (nine?.value ?? 0)).toBe(came);
  });

  it('have a past in the territory before, which ends where the present one began', () => {
    const former = all.filter(
      (m) => m.territory === 'hcmc-old' && m.provenance === 'demo' && m.subject === 'city',
    );
    expect(new Set(former.map((m) => m.indicator)).size).toBeGreaterThan(90);
    for (const m of former) expect(parsePeriod(m.period).to <= '2025-06-30', measureId(m)).toBe(true);
    const retail = (territory: string, period: string): number =>
      all.find((m) => m.indicator === 'retail' && m.territory === territory && m.period === period)?.value ??
      0;
    expect(retail('hcmc-old', '2024-12M') / retail('hcmc', '2024-12M')).toBeGreaterThan(0.4);
    expect(retail('hcmc-old', '2024-12M')).toBeLessThan(retail('hcmc', '2024-12M'));
  });

  it('carry what was said before, the oldest first, and less and less off', () => {
    const revised = all.filter((m) => (m.earlier?.length ?? 0) > 0);
    expect(revised.length).toBeGreaterThan(5000);
    let differing = 0;
    for (const m of revised) {
      const said = [...(m.earlier ?? []), m];
      expect(said.map((one) => one.status)).toEqual(
        ['estimated', 'provisional', 'official'].slice(0, said.length),
      );
      expect(said.map((one) => one.reportedAt)).toEqual(
        said.map((one) => one.reportedAt).sort((a, b) => a - b),
      );
      expect(m.rev).toBe(said.length);
      const [first, second, last] = said.map((one) => one.value);
      if (first !== undefined && second !== undefined && last !== undefined) {
        if (first !== last) differing++;
        const scale =
          10 ** -(loaded.profile.indicators.indicators.find((i) => i.id === m.indicator)?.decimals ?? 0);
        expect(Math.abs(second - last), measureId(m)).toBeLessThanOrEqual(Math.abs(first - last) + scale);
      }
    }
    expect(differing).toBeGreaterThan(500);
  });

  it('add up from communes to the city where a count is shared out', () => {
    const dengue = own('dengue').filter((m) => m.period >= '2026-11-19');
    expect(dengue.length).toBeGreaterThanOrEqual(2);
    for (const city of dengue) {
      const communes = all.filter((m) => m.indicator === 'c_dengue' && m.period === city.period);
      expect(communes).toHaveLength(168);
      expect(communes.reduce((n, m) => n + m.value, 0)).toBe(city.value);
      expect(Math.min(...communes.map((m) => m.value))).toBeGreaterThanOrEqual(0);
    }
    const tan = all.filter((m) => m.indicator === 'c_dengue' && m.subject === '27475');
    expect(Math.max(...tan.map((m) => m.value)), 'the outbreak has a place').toBeGreaterThan(5);
  });

  it('keep the week, the holidays and the rain in what comes every day', () => {
    const values = (indicator: string) => new Map(own(indicator).map((m) => [m.period, m.value]));
    const mean = (some: number[]): number => some.reduce((a, b) => a + b, 0) / some.length;
    const on = (indicator: string, weekday: number): number =>
      mean(
        [...values(indicator)].flatMap(([date, v]) => (new Date(date).getUTCDay() === weekday ? [v] : [])),
      );
    expect(on('outpatients', 0) / on('outpatients', 1)).toBeLessThan(0.75);
    expect(on('metro_riders', 6)).toBeGreaterThan(on('metro_riders', 2));
    const visits = values('outpatients');
    expect(visits.get('2026-02-17')).toBeLessThan((visits.get('2026-02-10') ?? 0) / 2);
    const [rain, flooded] = [values('rain_day'), values('rain_flood_points')];
    const of = (wet: boolean): number =>
      mean([...flooded].flatMap(([date, v]) => ((rain.get(date) ?? 0) > 60 === wet ? [v] : [])));
    expect(of(true)).toBeGreaterThan(2 * of(false));
    const september = [...rain].flatMap(([date, v]) => (date.slice(5, 7) === '09' ? [v] : []));
    const february = [...rain].flatMap(([date, v]) => (date.slice(5, 7) === '02' ? [v] : []));
    expect(mean(september)).toBeGreaterThan(3 * mean(february));
  });

  it('become surer: estimated, provisional, official, with growing revisions', () => {
    const few = smallCity(loaded, [
      'retail',
      'exports',
      'cpi_yoy',
      'dengue',
      'grdp_growth',
      'r1022_late',
      'c_jobs',
    ]);
    const measures = new Measures(few, city);
    const seen = new Map(measures.between(0, FOUNDED).map((m) => [measureId(m), m]));
    let revised = 0;
    for (let at = FOUNDED; at < FOUNDED + 120 * DAY; at += 10 * DAY)
      for (const m of measures.between(at, at + 10 * DAY)) {
        const before = seen.get(measureId(m));
        if (before && m.provenance === 'demo') {
          revised++;
          expect(m.rev).toBeGreaterThan(before.rev);
          expect(['provisional', 'official']).toContain(m.status);
        }
        seen.set(measureId(m), m);
      }
    expect(revised).toBeGreaterThan(300);
    const later = new Measures(few, city).between(0, FOUNDED + 120 * DAY);
    for (const m of later) expect(seen.get(measureId(m)), measureId(m)).toEqual(m);
  });

  it('bring what others expect of the year as forecasts, marked as demonstration, and each once', () => {
    const forecasts = all.filter((m) => m.status === 'forecast');
    expect(forecasts.map((m) => `${m.indicator} ${m.period}`)).toContain('pubinv_rate 2026');
    for (const m of forecasts) {
      expect(m).toMatchObject({ provenance: 'demo', subject: 'city', territory: 'hcmc', rev: 1 });
      expect(m.source).toMatch(/mô phỏng/);
    }
    const parted = new Measures(smallCity(loaded, ['pubinv_rate', 'retail']), city);
    const middle = Date.parse('2026-08-01');
    const both = [...parted.between(0, middle), ...parted.between(middle, FOUNDED)];
    const said = both.filter((m) => m.status === 'forecast').map((m) => measureId(m));
    expect(new Set(said).size).toBe(said.length);
    expect(said).toContain('retail|city|hcmc|2026|forecast');
  });
});
