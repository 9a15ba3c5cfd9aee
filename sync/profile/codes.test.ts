import { expect, it } from 'vitest';
import { lookupIn } from './codes.ts';
import { loadProfile } from './profile.ts';

const town = new URL('fixtures/town/', import.meta.url).pathname;

it('looks up by code and knows what it does not know', async () => {
  const { profile } = await loadProfile(town);
  const lookup = lookupIn(profile);
  expect(lookup.firstService.id).toBe('calls');
  expect(lookup.service('calls')?.name.en).toBe('Calls');
  expect(lookup.category('calls', 'noise')?.name.en).toBe('Noise');
  expect(lookup.unit('works')?.parent).toBe('town');
  expect(lookup.area('north')?.areaKm2).toBe(2);
  expect(lookup.source('hotline')?.unit).toBe('works');
  expect(lookup.indicator('grdp')?.decimals).toBe(1);
  const unknown = [
    lookup.service('x'),
    lookup.category('calls', 'x'),
    lookup.category('x', 'noise'),
    lookup.unit('x'),
    lookup.area('x'),
    lookup.source('x'),
    lookup.indicator('x'),
    lookup.unit('constructor'),
  ];
  expect(unknown.every((entry) => entry === undefined)).toBe(true);
});

it('will not index a profile without a service', async () => {
  const { profile } = await loadProfile(town);
  expect(() => lookupIn({ ...profile, services: [] })).toThrow(RangeError);
});
