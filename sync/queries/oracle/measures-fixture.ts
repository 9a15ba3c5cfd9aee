import { profile as profileSchema, type Profile } from '../../contract/profile.ts';
import {
  questions,
  schemasOf,
  type Data,
  type ParamsIn,
  type QuestionName,
} from '../../contract/questions/index.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import type { Filled } from './filled.ts';
import { both, indicatorOf, fixtureProfile } from './fixture.ts';
import { at } from './flood-morning.ts';
import { answer, type QuestionContext } from '../index.ts';

/** The small city with indicators of every rhythm, two territories and two index sets. Invented. */
const yearly = (id: string): object =>
  indicatorOf(id, { level: 'index', frequency: 'year', source: 'ministry' });

/** Departments u1 to u3, communes w1 to w3; d1 was a district until mid-2025, and w1 and w2 took over from it. */
export const RANKED = ['u1', 'u2', 'u3', 'w1', 'w2', 'w3', 'd1'];

export function measuresProfile(timeZone = 'Asia/Ho_Chi_Minh'): Profile {
  const base = fixtureProfile(timeZone);
  const ward = { type: 'ward', validFrom: '2025-07-01' };
  return profileSchema.parse({
    ...base,
    units: [
      ...base.units,
      { id: 'd1', name: both('d1'), type: 'district', validTo: '2025-06-30' },
      { id: 'w1', name: both('w1'), ...ward, succeeds: ['d1'] },
      { id: 'w2', name: both('w2'), ...ward, succeeds: ['d1'] },
      { id: 'w3', name: both('w3'), ...ward },
    ],
    sources: [
      ...base.sources,
      {
        ...{ id: 'ministry', name: both('Ministry'), unit: 'u2', duty: both('Duty') },
        ...{ cadence: 'year', lateAfter: 4e7, staleAfter: 8e7 },
      },
      {
        ...{ id: 'diary', name: both('Diary'), unit: 'u3', duty: both('Duty') },
        ...{ cadence: 'day', lateAfter: 129_600, staleAfter: 259_200 },
      },
    ],
    indicators: {
      ...base.indicators,
      territories: [
        { id: 'now', name: both('Now'), validFrom: '2025-07-01', succeeds: 'old' },
        { id: 'old', name: both('Old') },
      ],
      indicators: [
        ...base.indicators.indicators,
        indicatorOf('growth', { frequency: 'quarter', unit: both('%') }),
        indicatorOf('fever', {
          ...{ field: 'health', frequency: 'day', accumulates: true, direction: 'lower' },
          ...{ decimals: 0, unit: both('ca'), source: 'diary' },
        }),
        indicatorOf('speed', { field: 'empty', frequency: 'day', unit: both('km/h'), source: 'diary' }),
        indicatorOf('visits', { field: 'health', frequency: 'day', direction: 'band', source: 'diary' }),
        ...['place', 'placeRank', 'placeA', 'placeB'].map(yearly),
        ...['rating', 'ratingA', 'ratingB'].map(yearly),
      ],
    },
    indexes: [
      {
        ...{ id: 'province', name: both('Province'), short: both('PRO'), about: both('among provinces') },
        ...{ subjects: 'city', score: 'place', rank: 'placeRank', max: 20, source: 'ministry' },
        outOf: [
          { year: 2024, count: 63 },
          { year: 2025, count: 34 },
        ],
        components: ['placeA', 'placeB'].map((indicator) => ({ indicator, max: 10 })),
      },
      {
        ...{ id: 'service', name: both('Service'), short: both('SER'), about: both('of units') },
        ...{ subjects: 'units', score: 'rating', max: 100, source: 'ministry' },
        components: [
          { indicator: 'ratingA', max: 10, weight: 3 },
          { indicator: 'ratingB', max: 100, weight: 1 },
        ],
      },
    ],
  });
}

export function measureOf(
  indicator: string,
  period: string,
  value: number,
  more: Partial<MeasureRecord> = {},
): MeasureRecord {
  const base = { kind: 'measure', subject: 'city', territory: 'now', rev: 1, reportedAt: at - 1 } as const;
  const said = { status: 'official', provenance: 'published', source: 'Report' } as const;
  return { ...base, ...said, indicator, period, value, ...more };
}

/** Asks a question of the fixture's city: its data, as the contract says they must be. */
export function asking(filled: Filled) {
  return <Q extends QuestionName>(
    name: Q,
    params: ParamsIn<Q>,
    more: Partial<QuestionContext> = {},
  ): Data<Q> => {
    const answered = answer(filled.at(more.at ?? at, more), name, params);
    if (answered.content !== 'data') throw new Error(JSON.stringify(answered));
    questions[name].answer.strict().parse(answered.data);
    return schemasOf(name).answer.parse(answered.data);
  };
}
