import { expect, it } from 'vitest';
import { indexProfile } from './codes.ts';
import { loadProfile } from './profile.ts';

const town = new URL('fixtures/town/', import.meta.url).pathname;

it('looks up by code and knows what it does not know', async () => {
  const { profile } = await loadProfile(town);
  const index = indexProfile(profile);
  expect(index.firstService.id).toBe('calls');
  expect(index.service('calls')?.name.en).toBe('Calls');
  expect(index.category('calls', 'noise')?.name.en).toBe('Noise');
  expect(index.unit('works')?.parent).toBe('town');
  expect(index.area('north')?.areaKm2).toBe(2);
  expect(index.source('hotline')?.unit).toBe('works');
  expect(index.indicator('grdp')?.decimals).toBe(1);
  const unknown = [
    index.service('x'),
    index.category('calls', 'x'),
    index.category('x', 'noise'),
    index.unit('x'),
    index.area('x'),
    index.source('x'),
    index.indicator('x'),
    index.unit('constructor'),
  ];
  expect(unknown.every((entry) => entry === undefined)).toBe(true);
});

it('will not index a profile without a service', async () => {
  const { profile } = await loadProfile(town);
  expect(() => indexProfile({ ...profile, services: [] })).toThrow(RangeError);
});
