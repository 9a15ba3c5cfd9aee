import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledIn } from '../contract/boards.ts';
import { questions } from '../contract/questions/index.ts';
import { demoCity } from '../feeds/demo/city.ts';
import { Measures } from '../feeds/demo/measures.ts';
import { loadProfile, type LoadedProfile } from '../profile/index.ts';
import { filledCache, type Filled } from '../queries/oracle/filled.ts';
import { answer } from '../queries/index.ts';
import { dailyRows } from '../queries/measures/daily.ts';
import { measures } from '../store/things.ts';

/** Sunday 22 November 2026, 09:00 in the city. */
const FOUNDED = Date.parse('2026-11-22T09:00:00+07:00');
let loaded: LoadedProfile;
let filled: Filled;
beforeAll(async () => {
  loaded = await loadProfile(path.resolve(import.meta.dirname, '../../assets/cities/hcmc'));
  const measures = new Measures(loaded, demoCity(loaded, 1, FOUNDED)).between(0, FOUNDED);
  filled = filledCache(loaded.profile, [measures]);
}, 120_000);
afterAll(() => filled.close());

function data(name: string, params: object, at = FOUNDED): unknown {
  const found = answer(filled.at(at), name, params);
  if (found.content !== 'data')
    throw new Error(`${name} ${JSON.stringify(params)}: ${JSON.stringify(found)}`);
  return found.data;
}
const daily = (params: object, at = FOUNDED) => questions.daily.answer.parse(data('daily', params, at)).rows;
const one = (params: object) => questions.indicator.answer.strict().parse(data('indicator', params));
const facts = (params: object) =>
  questions.headline.answer.parse(data('headline', { service: '1022', ...params })).facts;

describe('in the demonstration city', () => {
  it('an outbreak and a jammed day are found, and a day like others is not', () => {
    const rows = daily({ fields: ['health', 'transport'] });
    expect(rows.length).toBe(12);
    const worse = rows.filter((row) => row.stands === 'worse').map((row) => row.indicator);
    expect(worse).toContain('dengue');
    expect(worse).toContain('peak_speed');
    expect(rows.slice(0, worse.length).map((row) => row.indicator)).toEqual(worse);
    expect(facts({ about: ['unusualDay'], fields: ['health'] })).toMatchObject([
      { fact: 'unusualDay', stands: 'worse' },
    ]);
    const weekBefore = daily({ fields: ['transport'] }, FOUNDED - 5 * 86_400_000);
    expect(weekBefore.filter((row) => row.stands === 'worse').length).toBeLessThanOrEqual(1);
  });

  it('few ordinary days are said to be unusual', () => {
    let [said, all] = [0, 0];
    for (let back = 20; back < 90; back += 2) {
      const context = filled.at(FOUNDED - back * 86_400_000);
      for (const row of dailyRows(context, measures(context.cache), {})) {
        if (row.stands !== 'unknown') all++;
        if (row.stands !== 'unknown' && row.stands !== 'usual') said++;
      }
    }
    expect(all).toBeGreaterThan(500);
    // One in a hundred by chance; the planted days, holidays and the turn of seasons are among these too.
    expect(said / all).toBeLessThan(0.05);
  });

  it('one indicator has one state, whichever board and question tells of it', () => {
    const told = new Map<string, Map<string, string[]>>();
    const note = (indicator: string, state: string, by: string): void => {
      const states = told.get(indicator) ?? new Map<string, string[]>();
      told.set(indicator, states.set(state, [...(states.get(state) ?? []), by]));
    };
    /** Whatever in an answer names an indicator and says how it stands. */
    const read = (value: unknown, by: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { indicator, state }: { indicator?: unknown; state?: unknown } = value;
      if (typeof indicator === 'string' && typeof state === 'string') note(indicator, state, by);
      for (const part of Object.values(value)) read(part, by);
    };
    const { indicators } = loaded.profile.indicators;
    const everyDay = indicators.filter(({ frequency }) => frequency === 'day').map(({ id }) => id);
    for (const { id, panels, subject } of loaded.profile.boards) {
      const about = subject?.of === 'indicator' ? [subject.default, ...everyDay] : [subject?.default];
      for (const panel of panels)
        for (const one of about) {
          const { name, params } = filledIn(panel.question, { subject: one });
          const found = name === 'nothing' ? null : answer(filled.at(FOUNDED), name, params);
          if (found?.content === 'data') read(found.data, `${id}/${panel.id}`);
        }
    }
    const all = questions.indicators.answer.parse(data('indicators', { limit: 300 })).rows;
    for (const { indicator, state } of all) note(indicator, state, 'indicators');
    expect(told.size).toBeGreaterThan(150);
    // What comes every day stands on a board of days, on its own and in the list of all: three at least.
    for (const id of ['dengue', 'peak_speed'])
      expect([...(told.get(id)?.values() ?? [])].flat().length, id).toBeGreaterThan(2);
    const torn = [...told].filter(([, states]) => states.size > 1);
    expect(torn.map(([id, states]) => `${id}: ${JSON.stringify(Object.fromEntries(states))}`)).toEqual([]);
    // Counts by field are of the same states.
    const fields = questions.fields.answer.parse(data('fields', { level: 'city' }));
    for (const row of fields.rows)
      for (const state of ['red', 'orange', 'green', 'unknown'] as const)
        expect([row.field, state, row[state]]).toEqual([
          row.field,
          state,
          all.filter((one) => one.field === row.field && one.state === state).length,
        ]);
  });

  it('every indicator answers in full, seams and all', () => {
    let seams = 0;
    for (const { id, level } of loaded.profile.indicators.indicators) {
      const found = one({ indicator: id, limit: 120 });
      seams += found.seams.length;
      if (level === 'commune' && found.row.value !== null) expect(found.subjects, id).toHaveLength(168);
      for (const point of found.series)
        for (const other of [point.samePeriod, point.previous])
          if (other !== null) {
            const same = found.series.filter(
              (p) => p.period === other.period && p.territory === point.territory,
            );
            if (same.length > 0)
              expect(
                same.map((p) => p.value),
                `${id} ${point.period}`,
              ).toEqual([other.value]);
          }
    }
    expect(seams).toBeGreaterThan(90);
  });

  it('shows what was revised', () => {
    const { series } = one({ indicator: 'exports', rhythm: 'cumulative' });
    const provisional = series.find((p) => p.status === 'provisional' && p.provenance === 'demo');
    expect(provisional?.earlier.map((e) => e.status)).toEqual(['estimated']);
    expect(provisional?.earlier[0]?.value).not.toBe(provisional?.value);
  });

  it('some reports are late, and most are not', () => {
    const late = loaded.profile.indicators.indicators
      .filter(({ level }) => level === 'city')
      .filter(({ id }) => one({ indicator: id }).duty.next?.late === true)
      .map(({ id }) => id);
    expect(late).toContain('npl_ratio');
    expect(late.length).toBeLessThan(25);
  });

  it('departments and communes are ranked apart, with risers, fallers and weak points', () => {
    const set = (params: object) =>
      questions.indexSet.answer.strict().parse(data('indexSet', { set: 'ddci', limit: 300, ...params }));
    const departments = set({ types: ['department', 'agency'] });
    expect([departments.total, departments.years]).toEqual([21, [2022, 2023, 2024, 2025]]);
    expect(set({ types: ['department', 'agency'], order: 'risers' }).rows.map((r) => r.unit)).toContain(
      'sodl',
    );
    expect(set({ types: ['department', 'agency'], order: 'fallers' }).rows[0]?.unit).toBe('soqhkt');
    const communes = set({ types: ['ward', 'commune', 'specialZone'] });
    expect([communes.total, communes.years]).toEqual([168, [2025]]);
    expect(communes.rows.filter((r) => r.predecessors.length > 0).length).toBeGreaterThan(90);
    expect(facts({ about: ['weakest', 'risers'], set: 'ddci' }).map((f) => f.fact)).toEqual([
      'weakest',
      'risers',
    ]);
    const { rows } = questions.indexes.answer.parse(data('indexes', {}));
    expect(rows.map((r) => [r.set, r.year, r.outOf, r.units])).toEqual([
      ['pci', 2025, 34, 0],
      ['papi', 2025, null, 0],
      ['par', 2025, 34, 0],
      ['dti', 2025, 34, 0],
      ['dti-units', 2025, null, 185],
      ['ddci', 2025, null, 189],
      ['sipas', 2025, null, 185],
    ]);
  });
});
