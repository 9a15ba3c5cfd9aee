import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../../contract/instants.ts';
import type { CaseRecord, CityRecord } from '../../contract/records.ts';
import { at } from '../oracle/flood-morning.ts';
import { burst, calm, only, Wall } from './watching.fixture.ts';

const wall = new Wall();
afterEach(() => wall.close());

const counts = { detector: 'counts' as const, service: 's1', hours: 6 };

describe('counts', () => {
  const calmAnd = (n: number, more: Partial<CaseRecord> = {}): CityRecord[] => [...calm(), ...burst(n, more)];

  it('sees nothing on a quiet day, by whatever is counted', () => {
    for (const by of ['all', 'category', 'unit', 'area', 'categoryArea', 'categoryUnit'] as const) {
      expect(wall.seeing({ ...counts, by }, calm())).toEqual({ rule: 'r', blind: null, signs: [] });
    }
  });

  it('sees a flood of one field in one area: how many, against what, since when, who handles it, and which cases', () => {
    const found = only(wall.seeing({ ...counts, by: 'categoryArea' }, calmAnd(30, { unit: 'u5' })));
    expect(found).toMatchObject({
      key: 'service=s1&category=flood&area=a2',
      subject: { service: 's1', category: 'flood', area: 'a2' },
      ...{ severity: 'medium', measure: 'opened', unit: 'u5', atRisk: false, areas: ['a2'] },
      ...{ since: at - 6 * HOUR, until: at },
      cases: { service: 's1', category: 'flood', area: 'a2', since: at - 6 * HOUR, until: at, tree: false },
    });
    expect(found.value).toBeGreaterThanOrEqual(30);
    expect(found.p).toBeLessThan(1e-6);
    expect(wall.listed(found)).toBe(found.value);
    // Hour by hour for a day, the last one up to now.
    const { series } = found;
    expect(series).toHaveLength(25);
    expect(series.at(-1)?.at).toBe(at);
    expect(series.slice(-7).reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(found.value);
    expect(series.every(({ expected }) => expected !== null && expected < 3)).toBe(true);
  });

  it.each([
    ['all', undefined, {}],
    ['category', undefined, { category: 'flood' }],
    ['unit', undefined, { unit: 'u5' }],
    ['area', undefined, { area: 'a2' }],
    ['categoryUnit', undefined, { category: 'flood', unit: 'u5' }],
    ['all', ['flood', 'light'], {}],
    ['unit', ['flood', 'light'], { unit: 'u5' }],
    ['area', ['flood', 'light'], { area: 'a2' }],
  ] as const)('lists as many as it counts: by %s of %s', (by, categories, subject) => {
    const watch = { ...counts, by, ...(categories === undefined ? {} : { categories: [...categories] }) };
    const { signs } = wall.seeing(watch, calmAnd(60, { unit: 'u5' }));
    const found = signs[0];
    expect(found?.subject).toEqual({ service: 's1', ...subject });
    if (found === undefined) return;
    expect(wall.listed(found)).toBe(found.value);
    expect(found.unit).toBe('u5');
    const lately = found.series.slice(-7).reduce((sum, { value }) => sum + (value ?? 0), 0);
    expect(lately).toBe(found.value);
  });

  it.each(['earsC1', 'earsC2', 'earsC3'] as const)('holds a count against its own days: %s', (method) => {
    expect(wall.seeing({ ...counts, by: 'category', method }, calm()).signs).toEqual([]);
    const found = only(wall.seeing({ ...counts, by: 'category', method }, calmAnd(40)));
    expect([found.subject, wall.listed(found)]).toEqual([{ service: 's1', category: 'flood' }, found.value]);
  });

  it.each(['farrington', 'noufaily'] as const)('holds a count against its own years: %s', (method) => {
    const watch = { ...counts, by: 'all' as const, method };
    expect(wall.seeing(watch, calm())).toMatchObject({ blind: 'tooShort', signs: [] });
    const years = calm(800, 8);
    expect(wall.seeing(watch, years).signs).toEqual([]);
    expect(only(wall.seeing(watch, [...years, ...burst(60)])).value).toBeGreaterThanOrEqual(60);
  });

  it('is graver where it is so many times its limit, and answered by whom the rule names', () => {
    const rule = {
      worse: [
        { severity: 'high' as const, above: 2 },
        { severity: 'critical' as const, above: 6 },
      ],
      unit: 'u6',
    };
    const severe = (n: number): [string, string | null] => {
      const { severity, unit } = only(
        wall.seeing({ ...counts, by: 'area', minimum: 10 }, calmAnd(n), { rule }),
      );
      return [severity, unit];
    };
    expect([severe(18), severe(40), severe(160)]).toEqual([
      ['medium', 'u6'],
      ['high', 'u6'],
      ['critical', 'u6'],
    ]);
  });

  it('says why it cannot look', () => {
    const watch = { ...counts, by: 'area' as const };
    expect(wall.seeing(watch, []).blind).toBe('nothingHeld');
    expect(wall.seeing(watch, calm(10)).blind).toBe('tooShort');
    // Six hundred seconds make the source stale: what it does not tell is no calm.
    expect(wall.seeing(watch, calm(), { watermarks: { calls: at - 601 * SECOND } }).blind).toBe('stale');
    expect(wall.asked({ watermarks: { calls: at - 599 * SECOND } }).blind).toBeNull();
    expect(wall.asked({ watermarks: {} }).blind).toBe('unheard');
  });
});
