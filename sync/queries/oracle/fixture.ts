import { NO_ALERTS } from '../../contract/alert-rules.ts';
import { profile as profileSchema, type Profile } from '../../contract/profile.ts';

/** A small city for tests: two services, five areas, six units, four indicators. Invented. */

export const both = (name: string): { vi: string; en: string } => ({ vi: name, en: name });

export const CATEGORIES = ['flood', 'noise', 'light'];
export const AREAS = ['a1', 'a2', 'a3', 'a4', 'a5'];
export const UNITS = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'];

/** An indicator of the small city as a file of the profile would write it, with `more` in place of what is usual. */
export const indicatorOf = (id: string, more: object): object => ({
  id,
  name: both(id),
  field: 'economy',
  level: 'city',
  unit: both('tỷ đồng'),
  decimals: 1,
  frequency: 'month',
  direction: 'higher',
  accumulates: false,
  source: 'books',
  lead: 'u1',
  ...more,
});

export function fixtureProfile(timeZone = 'Asia/Ho_Chi_Minh'): Profile {
  return profileSchema.parse({
    city: {
      id: 'testville',
      name: both('Testville'),
      centre: both('Centre'),
      timeZone,
      languages: ['en'],
      territory: 'now',
      map: {
        bounds: [
          [106, 10],
          [107, 11],
        ],
        inset: [],
      },
      reportingMonth: { day: 25, hour: 12 },
      calendar: { weekend: [6, 7], daysOff: [], workedWeekends: [] },
    },
    units: UNITS.map((id) => ({ id, name: both(id), type: 'department' })),
    areas: AREAS.map((id, i) => ({
      id,
      name: both(id),
      type: 'ward',
      centroid: [106.1 + i / 10, 10.5],
      areaKm2: 5,
    })),
    sources: [
      {
        id: 'calls',
        name: both('Calls'),
        unit: 'u1',
        duty: both('Duty'),
        cadence: 'live',
        lateAfter: 60,
        staleAfter: 600,
      },
      {
        id: 'books',
        name: both('Books'),
        unit: 'u2',
        duty: both('Duty'),
        cadence: 'month',
        lateAfter: 3e6,
        staleAfter: 6e6,
      },
    ],
    services: ['s1', 's2'].map((id) => ({
      id,
      name: both(id),
      short: both(id),
      noun: both('case'),
      source: 'calls',
      categories: CATEGORIES.map((category) => ({ id: category, name: both(category) })),
      channels: [{ id: 'phone', name: both('Phone') }],
      statuses: ['received', 'inProgress', 'resolved'],
      sums: id === 's1' ? ['category', 'unit', 'area', 'categoryArea', 'quality'] : [],
      heat: id === 's1',
    })),
    indicators: {
      fields: [
        { id: 'economy', name: both('Economy') },
        { id: 'health', name: both('Health') },
        { id: 'empty', name: both('Empty') },
      ],
      territories: [
        { id: 'now', name: both('Now') },
        { id: 'old', name: both('Old') },
      ],
      indicators: [
        indicatorOf('spent', {
          accumulates: true,
          plans: [
            { year: 2026, territory: 'now', source: 'Plan 1', value: 1200, whose: 'council', basis: 'year' },
          ],
        }),
        indicatorOf('onTime', { unit: both('%'), plans: [planOf(2026, 95)] }),
        indicatorOf('fires', { field: 'health', direction: 'lower', plans: [planOf(2026, 10)] }),
        indicatorOf('births', { field: 'health', direction: 'band' }),
        indicatorOf('vaccinated', {
          field: 'health',
          level: 'commune',
          unit: both('%'),
          plans: [planOf(2026, 90)],
        }),
      ],
    },
    indexes: [],
    rules: {
      dueSoonHours: 24,
      usual: { weeks: 5, low: 0.1, high: 0.9, chance: 0.01 },
      hotspot: { hours: 6, minimum: 3, ratio: 2, limit: 5 },
      onTime: { red: 0.7, orange: 0.9, minimum: 2 },
      indicator: { red: 0.85, orange: 0.95, missingPeriods: 2 },
    },
    alerts: NO_ALERTS,
    boards: [
      {
        id: 'b',
        title: both('B'),
        panels: [{ id: 'p', kind: 'figure', at: [0, 0, 1, 1], question: { name: 'today' } }],
      },
    ],
    walls: [{ id: 'w', screens: [{ id: 1, board: 'b' }] }],
  });
}

function planOf(year: number, value: number): object {
  return { year, territory: 'now', source: 'Plan 1', value, whose: 'committee', basis: 'year' };
}
