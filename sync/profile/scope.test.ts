import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadProfile } from './profile.ts';
import { narrowed, scopeOf } from './scope.ts';

const { profile } = await loadProfile(fileURLToPath(new URL('../../assets/cities/hcmc', import.meta.url)));
const of = (unit: string) => scopeOf(profile, unit, '--scope');
const unitOf = (id: string) => profile.units.find((unit) => unit.id === id);

describe('the part of a unit', () => {
  it('is all below a department, with those they took over from, and the indicators they lead', () => {
    const scope = of('soxd');
    const below = profile.units.filter(({ parent }) => parent === 'soxd').map(({ id }) => id);
    expect(below.length).toBeGreaterThan(5);
    for (const id of ['soxd', ...below]) expect(scope?.units).toContain(id);
    expect(unitOf('tthtkt')?.succeeds).toContain('tthtkt-thuduc');
    expect(scope?.units).toContain('tthtkt-thuduc');
    expect(scope?.units).not.toContain('hcmc');
    expect(scope?.areas).toEqual([]);
    expect(scope?.indicators).toEqual(
      profile.indicators.indicators.flatMap(({ id, lead }) => (scope?.units.includes(lead) ? [id] : [])),
    );
    expect(scope?.indicators.length).toBeGreaterThan(20);
  });

  it('is a ward with its area and the district it came from, and nothing of its neighbours', () => {
    expect(of('26737')).toEqual({
      unit: '26737',
      units: ['26737', '760'],
      areas: ['26737', '760'],
      indicators: [],
    });
  });

  it('is the whole city for the city itself', () => {
    expect(of('hcmc')).toBeNull();
  });

  it.each([
    ['So Xay dung', 'soxd (Sở Xây dựng)'],
    ['SOXD', 'soxd (Sở Xây dựng)'],
    ['nobody at all', 'units.json'],
    ['', 'units.json'],
    ['<img src=x>', 'units.json'],
  ])('is not there for "%s", which is said with a proposal', (unit, hint) => {
    expect(() => of(unit)).toThrow(
      expect.objectContaining({
        code: 'option-invalid',
        where: '--scope',
        message: expect.stringContaining(`"${unit}"`),
        hint: expect.stringContaining(hint),
      }),
    );
  });
});

it('questions on a part have the indicators its units lead, and all that are not of the city as one', () => {
  const scope = of('soxd');
  const left = narrowed(profile, scope).indicators.indicators;
  const ofCity = left.filter(({ level }) => level === 'city').map(({ id }) => id);
  expect(ofCity.every((id) => scope?.indicators.includes(id))).toBe(true);
  expect(ofCity.length).toBeLessThan(60);
  expect(left.filter(({ level }) => level === 'commune')).toHaveLength(51);
  expect(narrowed(profile, null)).toBe(profile);
});
