import { beforeAll, expect, it } from 'vitest';
import { indicator, type Profile } from '../contract/profile.ts';
import { questions, type QuestionName } from '../contract/questions/index.ts';
import { checkNames } from './naming.ts';
import { loadProfile } from './profile.ts';
import { Problems } from './references.ts';

let town: Profile;
beforeAll(async () => {
  const { profile } = await loadProfile(new URL('fixtures/town/', import.meta.url).pathname);
  const [calls] = profile.services;
  const [daily] = profile.indicators.indicators;
  if (calls === undefined) throw new Error('the town has a service');
  const letters = {
    ...calls,
    id: 'letters',
    categories: [{ id: 'praise', name: calls.name }],
    ...{ sums: [], heat: false },
  };
  town = {
    ...profile,
    services: [calls, letters],
    areas: profile.areas.map((area) => ({ ...area, group: 'hills' })),
    indicators: {
      ...profile.indicators,
      indicators: [
        ...profile.indicators.indicators,
        indicator.parse({ ...daily, id: 'rain', frequency: 'day' }),
      ],
    },
  };
});

/** What is noted of a question with some parameters, as `path: expected`. */
function noted(name: QuestionName, params: object): string[] {
  const problems = new Problems('boards/b.json');
  const schema = questions[name].params;
  checkNames(town, { schema, value: schema.parse(params), path: [] }, problems);
  return problems.found.map(({ path, expected }) => `${path}: ${expected}`);
}

const calls = { service: 'calls', range: '24h' };

it.each<[QuestionName, object, string[]]>([
  ['today', { service: 'calls' }, []],
  ['today', { service: 'cals' }, ['service: the id of a service (calls, letters)']],
  ['strip', { services: ['calls', 'mail'] }, ['services[1]: the id of a service (calls, letters)']],
  ['areas', { ...calls, category: 'roads' }, []],
  ['areas', { ...calls, category: 'praise' }, ['category: the id of a category of calls (roads, noise)']],
  ['flow', { ...calls, category: 'praise' }, ['category: the id of a category of calls (roads, noise)']],
  ['flow', { ...calls, unit: 'north' }, []],
  ['flow', { ...calls, unit: 'nord' }, ['unit: the id of a unit (north, town, works, old-north)']],
  ['days', { service: 'calls', area: 'old-north' }, ['area: the id of an area (north)']],
  ['ages', { service: 'calls', unit: 'hills' }, ['unit: the id of a unit (town, works, north, old-north)']],
  ['daily', { fields: ['growth', 'sport'] }, ['fields[1]: the id of a field (growth)']],
  ['daily', { indicators: ['grdp'] }, ['indicators[0]: the id of an indicator that comes every day (rain)']],
  ['indicator', { indicator: 'grdp', subject: 'works' }, []],
  [
    'indicator',
    { indicator: 'gdp', subject: 'nowhere' },
    [
      'indicator: the id of an indicator (grdp, rain)',
      'subject: the id of a unit or an area, or city (north, city, town, works, old-north)',
    ],
  ],
  ['indexSet', { set: 'care' }, ['set: the id of an index set, of which there is none']],
])('%s of %j', (name, params, expected) => expect(noted(name, params)).toEqual(expected));

it.each<[QuestionName, object, string[]]>([
  ['categories', {}, ['service: a service that keeps sums by category']],
  ['units', {}, ['service: a service that keeps sums by unit']],
  ['areas', {}, ['service: a service that keeps sums by area']],
  ['quality', {}, ['service: a service that keeps sums by quality']],
  ['heat', { grid: 'mid' }, ['service: a service that keeps heat']],
  ['flow', {}, []],
  ['flow', { unit: 'north' }, ['service: a service that keeps sums by unit']],
  ['flow', { category: 'praise' }, ['service: a service that keeps sums by category']],
])('%s of a service that keeps no sums, with %j', (name, more, expected) =>
  expect(noted(name, { service: 'letters', range: '24h', ...more })).toEqual(expected),
);

it('a list of cases: `?` and groups of areas are something to look for', () => {
  const cases = (filter: object): string[] => noted('cases', { filter });
  expect(cases({ service: 'calls', category: '?', unit: '?', area: 'hills' })).toEqual([]);
  expect(cases({ category: 'praise' })).toEqual([]);
  expect(cases({ service: 'calls', category: 'praise' })).toEqual([
    'filter.category: the id of a category of calls (roads, noise)',
  ]);
  expect(cases({ area: 'plains' })).toEqual(['filter.area: the id of an area (north, hills)']);
});

it('what a headline is to speak of must be there', () => {
  const headline = (service: string, ...about: string[]): string[] => noted('headline', { service, about });
  expect(headline('calls', 'hotspot', 'onTime', 'atRisk')).toEqual([]);
  expect(headline('letters', 'hotspot', 'onTime')).toEqual([
    'service: a service that keeps sums by categoryArea',
    'service: a service that keeps sums by unit',
  ]);
  expect(headline('calls', 'one')).toEqual(['indicator: the id of an indicator, or $subject']);
  expect(headline('calls', 'overdue', 'risers')).toEqual([
    'about[1]: an index set in the profile to speak of',
  ]);
});

it('lists what begins most like what was found, and how many more there are', () => {
  const ids = [...Array.from({ length: 9 }, (_, i) => `unit-${i}`), 'office'];
  town = { ...town, units: ids.map((id) => ({ id, name: { vi: id, en: id }, type: 'ward' })) };
  expect(noted('ages', { service: 'calls', unit: 'unit-9' })[0]).toMatch(/\(unit-0, .*unit-5 and 4 more\)$/);
  expect(noted('ages', { service: 'calls', unit: 'of' })[0]).toMatch(/\(office, /);
});
