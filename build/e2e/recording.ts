import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { CaseRecord } from '../../sync/contract/records.ts';
import { root } from '../harness/programs.ts';

/** A city's recorded 311 that may be used for tests where it lies, and may not be shipped. */
export interface Recorded {
  name: string;
  file: string;
  profile: string;
  service: string;
  /** The city's own, in which the file's times are written. */
  zone: string;
  /** The requests, read without any code of the wall's. */
  read: () => Promise<Request[]>;
}

/** One request as the rules of the issue read it. Instants are epoch milliseconds; Infinity where there is none. */
export interface Request {
  opened: number;
  due: number;
  closed: number;
  category: string;
  unit: string | null;
  /** Whether it has a point. */
  placed: boolean;
  /** The file's own area where it names one, else the one with the nearest middle; null where neither is known. */
  area: string | null;
}

const given = (name: string): string => path.join(root, '../shared/data/test-only', name);
const profileOf = (city: string): string => path.join(root, 'assets/cities', city);

export const sanFrancisco: Recorded = {
  name: '500 real requests of San Francisco',
  file: given('sf_open311_500_requests.json'),
  profile: profileOf('san-francisco'),
  service: '311',
  zone: 'America/Los_Angeles',
  read: readSanFrancisco,
};

export const newYork: Recorded = {
  name: '1,000 real requests of New York',
  file: given('nyc_311_2024-04_1000.csv'),
  profile: profileOf('new-york'),
  service: 'nyc311',
  zone: 'America/New_York',
  read: readNewYork,
};

const text = (file: string): Promise<string> => readFile(file, 'utf8');
const json = async (file: string): Promise<unknown> => JSON.parse(await text(file));

const pair = z.tuple([z.number(), z.number()]);
const area = z.object({ id: z.string(), centroid: pair });
const map = z.object({ map: z.object({ bounds: z.tuple([pair, pair]) }) });

/** Finds the area of a profile whose middle is nearest, by trying every one; null off the map. */
async function nearestIn(profile: string): Promise<(long: number, lat: number) => string | null> {
  const areas = z.array(area).parse(await json(path.join(profile, 'areas.json')));
  const [[west, south], [east, north]] = map.parse(await json(path.join(profile, 'city.json'))).map.bounds;
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  return (long, lat) => {
    if (long < west || long > east || lat < south || lat > north) return null;
    const away = ({ centroid: [x, y] }: z.infer<typeof area>): number =>
      Math.hypot((x - long) * narrow, y - lat);
    return areas.reduce((best, one) => (away(one) < away(best) ? one : best)).id;
  };
}

const openRequest = z.object({
  status: z.enum(['Open', 'Closed']),
  service_code: z.string(),
  requested_datetime: z.string(),
  expected_datetime: z.string().nullable(),
  updated_datetime: z.string().nullable(),
  long: z.number(),
  lat: z.number(),
});

async function readSanFrancisco(): Promise<Request[]> {
  const { file, profile, zone } = sanFrancisco;
  const nearest = await nearestIn(profile);
  const instant = (local: string): number =>
    DateTime.fromFormat(local, 'yyyy-MM-dd HH:mm:ss', { zone }).toMillis();
  return z
    .array(openRequest)
    .parse(await json(file))
    .map((request) => {
      const opened = instant(request.requested_datetime);
      const { status, expected_datetime: due, updated_datetime: updated } = request;
      return {
        opened,
        due: due === null ? Infinity : instant(due),
        closed: status === 'Closed' ? Math.max(opened, instant(updated ?? '')) : Infinity,
        category: request.service_code,
        unit: null,
        // Recorded at 0, 0 where nobody knew.
        placed: request.lat !== 0 || request.long !== 0,
        area: nearest(request.long, request.lat),
      };
    });
}

const csvRow = z.object({
  created_date: z.string(),
  closed_date: z.string(),
  due_date: z.string(),
  resolution_action_updated_date: z.string(),
  status: z.enum(['Open', 'Assigned', 'In Progress', 'Closed']),
  agency: z.string(),
  complaint_type: z.string(),
  community_board: z.string(),
  latitude: z.string(),
  longitude: z.string(),
});
const kinds = z.object({ categories: z.record(z.string(), z.string()) });
const BOROUGHS = ['MANHATTAN', 'BRONX', 'BROOKLYN', 'QUEENS', 'STATEN ISLAND'];

async function readNewYork(): Promise<Request[]> {
  const { file, profile, zone } = newYork;
  const nearest = await nearestIn(profile);
  const { categories } = kinds.parse(await json(path.join(profile, 'replay.json')));
  const instant = (local: string): number =>
    local === '' ? Infinity : DateTime.fromISO(local, { zone }).toMillis();
  /** `13 QUEENS` is the district 413; beyond 18 are parks and airports, which lie in none. */
  const district = (board: string): string | null | undefined => {
    const [, number = '', borough = ''] = /^(\d\d) (.+)$/.exec(board) ?? [];
    if (number === '') return undefined;
    return Number(number) > 18 ? null : `${BOROUGHS.indexOf(borough) + 1}${number}`;
  };
  return z
    .array(csvRow)
    .parse(parse(await text(file), { columns: true }))
    .map((r) => {
      const opened = instant(r.created_date);
      const placed = r.latitude !== '';
      const named = district(r.community_board);
      return {
        opened,
        due: instant(r.due_date),
        closed:
          r.status === 'Closed'
            ? Math.max(opened, instant(r.closed_date || r.resolution_action_updated_date))
            : Infinity,
        category: categories[r.complaint_type] ?? '',
        unit: r.agency,
        placed,
        area: named !== undefined ? named : placed ? nearest(Number(r.longitude), Number(r.latitude)) : null,
      };
    });
}

/** A request as a record of the wall's feed. */
export function recordOf(request: Request, i: number, service: string): CaseRecord {
  const { opened, due, closed, category, unit, placed, area } = request;
  return {
    ...{ kind: 'case', service, id: String(i), rev: 1, openedAt: opened, category },
    status: closed < Infinity ? 'resolved' : 'received',
    ...(due < Infinity ? { dueAt: due } : {}),
    ...(closed < Infinity ? { closedAt: closed } : {}),
    ...(unit === null ? {} : { unit }),
    ...(area === null ? {} : { area }),
    ...(placed ? { point: [0, 0] } : {}),
  };
}

/** Midnight in a zone at or before an instant. */
export const midnight = (at: number, zone: string): number =>
  DateTime.fromMillis(at, { zone }).startOf('day').toMillis();

/** When anything happens first, and last. */
export function spanOf(requests: readonly Request[]): { first: number; end: number } {
  const instants = requests.flatMap((r) => [r.opened, r.closed]).filter(Number.isFinite);
  return { first: Math.min(...instants), end: Math.max(...instants) };
}

/** What the recording says at an instant, counted one by one. */
export interface Count {
  cases: number;
  unknownPlace: number;
  open: number;
  overdue: number;
  closed: number;
  /** Closed after they were due. */
  late: number;
  /** Opened since midnight in the city. */
  today: number;
}

export function countAt(requests: readonly Request[], at: number, zone: string): Count {
  const known = requests.filter((r) => r.opened <= at);
  const open = known.filter((r) => r.closed > at);
  const closed = known.filter((r) => r.closed <= at);
  return {
    cases: known.length,
    unknownPlace: known.filter((r) => !r.placed).length,
    open: open.length,
    overdue: open.filter((r) => r.due <= at).length,
    closed: closed.length,
    late: closed.filter((r) => r.closed > r.due).length,
    today: known.filter((r) => r.opened >= midnight(at, zone)).length,
  };
}
