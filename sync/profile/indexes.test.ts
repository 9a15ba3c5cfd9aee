import { beforeAll, describe, expect, it } from 'vitest';
import { indicator, indexSets, type IndexSet, type Profile } from '../contract/profile.ts';
import type { MeasureRecord } from '../contract/records.ts';
import { indexProblems } from './indexes.ts';
import { loadProfile } from './profile.ts';
import { publishedProblems } from './published.ts';
import { referenceProblems } from './references.ts';

let town: Profile;
beforeAll(async () => {
  const { profile } = await loadProfile(new URL('fixtures/town/', import.meta.url).pathname);
  const text = { vi: 'x', en: 'x' };
  const [grdp] = profile.indicators.indicators;
  const yearly = ['care', 'speed', 'manners', 'place'].map((id) =>
    indicator.parse({ ...grdp, id, level: 'index', frequency: 'year', plans: [] }),
  );
  const base = { name: text, short: text, about: text, source: 'hotline' };
  const component = (of: string) => ({ indicator: of, max: 10, weight: 2 });
  town = {
    ...profile,
    indicators: { ...profile.indicators, indicators: [...profile.indicators.indicators, ...yearly] },
    indexes: indexSets.parse([
      {
        ...{ ...base, id: 'care', subjects: 'units', score: 'care', max: 100 },
        components: ['speed', 'manners'].map(component),
      },
      { ...base, id: 'place', subjects: 'city', score: 'place', max: 80 },
    ]),
  };
});

const told = (problems: { file: string; path: string; expected: string; found: string }[]): string[] =>
  problems.map((p) => `${p.file}: ${p.path}: ${p.expected}, not ${p.found}`);
/** The town with its first set, or its second, changed. */
const changed = (change: Partial<IndexSet>, which = 0): Profile => ({
  ...town,
  indexes: town.indexes.map((set, i) => (i === which ? { ...set, ...change } : set)),
});

describe('index sets', () => {
  it('name yearly indicators of their own, each once', () => {
    expect(indexProblems(town)).toEqual([]);
    expect(told(indexProblems(changed({ score: 'dare' })))).toEqual([
      'indexes.json: indexes[0].score: the id of an indicator, not "dare"',
      'indicators.json: indicators[1].level: city or commune, as no set in indexes.json names it, not "index"',
    ]);
    expect(told(indexProblems(changed({ rank: 'speed' })))).toEqual([
      'indexes.json: indexes[0].components[0].indicator: an indicator that stands nowhere else in indexes.json, not "speed"',
    ]);
    expect(told(indexProblems(changed({ rank: 'grdp' })))).toEqual([
      'indexes.json: indexes[0].rank: an indicator of the level index, not "grdp, of the level city"',
      'indexes.json: indexes[0].rank: an indicator of the frequency year, not "grdp, by quarter"',
    ]);
  });

  it('may score the city among provinces by an indicator of the city', () => {
    expect(told(indexProblems(changed({ rank: 'grdp' }, 1)))).toEqual([
      'indexes.json: indexes[1].rank: an indicator of the frequency year, not "grdp, by quarter"',
    ]);
  });

  it('weigh all components or none, count each year once, and come from a source', () => {
    const components = [
      { indicator: 'speed', max: 10 },
      { indicator: 'manners', max: 10, weight: 3 },
    ];
    const outOf = [2024, 2024].map((year) => ({ year, count: 63 }));
    expect(told(indexProblems(changed({ components, outOf, source: 'rumour' })))).toEqual([
      'indexes.json: indexes[0].source: the id of a source, not "rumour"',
      'indexes.json: indexes[0].components: a weight for all of them or for none, not "1 with a weight"',
      'indexes.json: indexes[0].outOf: each year once, not a list of 2',
    ]);
  });
});

describe('published values', () => {
  const published = (more: Partial<MeasureRecord>): string[] => {
    const measure: MeasureRecord = {
      ...{
        kind: 'measure',
        indicator: 'care',
        subject: 'works',
        territory: 'town',
        period: '2025',
        value: 80,
      },
      ...{ status: 'official', provenance: 'published', reportedAt: 1_780_000_000_000, source: 's', rev: 1 },
      ...more,
    };
    return told(publishedProblems(town, [measure]));
  };

  it('of index sets are of a year, of their subjects, and no higher than they can be', () => {
    expect(published({})).toEqual([]);
    expect(published({ subject: 'north', period: '2025-06' })).toEqual([
      'measures.json: measures[0].period: a year, as index sets come once a year, not "2025-06"',
    ]);
    expect(published({ subject: 'city', value: 101 })).toEqual([
      'measures.json: measures[0].subject: the id of a unit, not "city"',
      'measures.json: measures[0].value: a number from 0 to 100, not 101',
    ]);
    expect(published({ indicator: 'manners', value: 11 })).toEqual([
      'measures.json: measures[0].value: a number from 0 to 10, not 11',
    ]);
    expect(published({ indicator: 'place', value: 79 })).toEqual([
      'measures.json: measures[0].subject: city, not "works"',
    ]);
  });

  it('were said differently before, the oldest first, or not at all', () => {
    const said = (reportedAt: number) => ({ value: 79, status: 'estimated' as const, reportedAt });
    expect(published({ earlier: [said(1_770_000_000_000), said(1_775_000_000_000)] })).toEqual([]);
    expect(published({ earlier: [said(1_775_000_000_000), said(1_770_000_000_000)] })).toEqual([
      'measures.json: measures[0].earlier[0].reportedAt: an instant before 1770000000000, the oldest first, not 1775000000000',
    ]);
    expect(published({ earlier: [said(1_790_000_000_000)] })).toHaveLength(1);
  });
});

it('territories succeed each other on a date, and none itself', () => {
  const territories = (...some: object[]): string[] => {
    const all = some.map((one, i) => ({
      id: ['town', 'village'][i] ?? 'hamlet',
      name: { vi: 'x', en: 'x' },
      ...one,
    }));
    return told(referenceProblems({ ...town, indicators: { ...town.indicators, territories: all } }));
  };
  expect(territories({ validFrom: '2025-07-01', succeeds: 'village' }, {})).toEqual([]);
  expect(territories({ succeeds: 'city' })).toEqual([
    'indicators.json: territories[0].succeeds: the id of a territory, not "city"',
    'indicators.json: territories[0].validFrom: the date on which it took over from city, not nothing',
  ]);
  expect(territories({ validFrom: '2025-02-30', succeeds: 'town' })).toEqual([
    'indicators.json: territories[0].validFrom: a date there is, not "2025-02-30"',
    'indicators.json: territories[0].succeeds: a territory that does not succeed itself, not "town → town"',
  ]);
});
