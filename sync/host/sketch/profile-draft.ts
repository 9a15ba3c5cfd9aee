import type { Point } from '../../contract/records.ts';
import type { Sketch, Word } from '../../feeds/replay/sketch.ts';

/** A file of a profile's folder by its path in it, as it is written. */
export type Draft = ReadonlyMap<string, unknown>;

/** What a draft needs beside the sketch. */
export interface DraftParts {
  /** The city's name, and the code of its boundaries. */
  name: string;
  territory: string;
  timeZone: string;
  /** The places of the sample, [longitude, latitude]. */
  points: readonly Point[];
  encoding?: string | undefined;
  rows?: string | undefined;
}

/** The service and source that a recording is played into, as the boards that come with a draft name it. */
const SERVICE = '311';
const both = (text: string) => ({ vi: text, en: text });
/** The files of a profile that a sketch makes; one that the folder has already is for its owner to keep. */
export function draftOf(
  sketch: Sketch,
  { name, territory, timeZone, points, encoding, rows }: DraftParts,
): Draft {
  const id = territory;
  const { fields, timeFormat, decimal, statuses, states, categories, units, channels } = sketch;
  const { address, ...cases } = fields;
  const words = (list: readonly Word[]) => Object.fromEntries(list.map(({ word, code }) => [word, code]));
  const named = ({ word, code }: Word) => ({ id: code, name: both(word) });
  const has = (list: readonly Word[], code: string): boolean => list.some((one) => one.code === code);
  const city = has(units, id) ? `${id}-city` : id;
  const bounds = boundsOf(points);
  const [[west, south], [east, north]] = bounds;
  const middle = [round((west + east) / 2), round((south + north) / 2)];
  const width = (east - west) * 111.32 * Math.cos(((south + north) / 2) * (Math.PI / 180));
  return new Map<string, unknown>([
    [
      'replay.json',
      {
        service: SERVICE,
        ...(encoding !== undefined && { encoding }),
        ...(rows !== undefined && { rows }),
        ...(decimal === ',' && { decimal }),
        timeFormat,
        fields: { ...cases, ...(address !== undefined && { personal: { address } }) },
        statuses,
        categories: words(categories),
        units: words(units),
        channels: words(channels),
      },
    ],
    [
      'services.json',
      [
        {
          id: SERVICE,
          name: { vi: 'Phản ánh của người dân', en: '311 service requests' },
          short: both('311'),
          noun: { vi: 'phản ánh', en: 'request' },
          source: SERVICE,
          categories: categories.map((word) => ({ ...named(word), group: 'all' })),
          channels: channels.map(named),
          statuses: states,
          sums: ['category', 'unit', 'area', 'categoryArea'],
          heat: true,
        },
      ],
    ],
    [
      'units.json',
      [
        { id: city, name: both(name), short: { vi: 'Thành phố', en: 'City' }, type: 'city' },
        ...units.map((word) => ({
          ...named(word),
          short: both(word.word),
          type: 'department',
          parent: city,
        })),
      ],
    ],
    [
      'sources.json',
      [
        {
          id: SERVICE,
          name: both('311'),
          unit: city,
          duty: { vi: 'Trưởng ca trực', en: 'Shift supervisor' },
          cadence: 'live',
          lateAfter: 3600,
          staleAfter: 86_400,
        },
      ],
    ],
    [
      'indicators.json',
      {
        fields: [{ id: 'services', name: { vi: 'Dịch vụ thành phố', en: 'City services' } }],
        territories: [{ id, name: both(name) }],
        indicators: [],
      },
    ],
    [
      'areas.json',
      [
        {
          id: 'all',
          name: both(name),
          type: 'district',
          centroid: middle,
          areaKm2: round(Math.max(1, width * (north - south) * 110.57)),
        },
      ],
    ],
    [
      'city.json',
      {
        id,
        name: both(name),
        centre: { vi: `Trung tâm Điều hành ${name}`, en: `${name} Operations Center` },
        timeZone,
        languages: ['en', 'vi'],
        territory: id,
        map: { bounds, inset: [] },
        reportingMonth: { day: 1, hour: 0 },
        calendar: { weekend: [6, 7], daysOff: [], workedWeekends: [] },
      },
    ],
  ]);
}

const round = (degrees: number): number => Math.round(degrees * 1000) / 1000;

/** No city reaches further from its middle than this, degrees: what lies beyond is a slip, or another city. */
const FAR = 1.5;

/** Around where most places lie, with a margin; what lies far off is for the report to tell. */
function boundsOf(points: readonly Point[]): [Point, Point] {
  const along = (axis: 0 | 1): [number, number] => {
    const sorted = points.map((point) => point[axis]).sort((a, b) => a - b);
    const middle = sorted[sorted.length >> 1] ?? 0;
    const near = sorted.filter((one) => Math.abs(one - middle) <= FAR);
    const [low, high] = [near[0] ?? middle, near.at(-1) ?? middle];
    const margin = Math.max(0.02, (high - low) * 0.1);
    return [round(low - margin), round(high + margin)];
  };
  const [[west, east], [south, north]] = [along(0), along(1)];
  return [
    [west, south],
    [east, north],
  ];
}
