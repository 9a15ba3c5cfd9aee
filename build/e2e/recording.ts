import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { root } from '../harness/programs.ts';

/** Real requests of San Francisco's 311 that may be used for tests where they lie, and may not be shipped. */
export const RECORDING = path.join(root, '../shared/data/test-only/sf_open311_500_requests.json');
export const SAN_FRANCISCO = path.join(root, 'assets', 'cities', 'san-francisco');
const ZONE = 'America/Los_Angeles';

const row = z.object({
  status: z.enum(['Open', 'Closed']),
  service_code: z.string(),
  requested_datetime: z.string(),
  expected_datetime: z.string().nullable(),
  updated_datetime: z.string().nullable(),
  long: z.number(),
  lat: z.number(),
});
const pair = z.tuple([z.number(), z.number()]);
const area = z.object({ id: z.string(), centroid: pair });
const map = z.object({ map: z.object({ bounds: z.tuple([pair, pair]) }) });

/** One request as the rules of the issue read it. Instants are epoch milliseconds; Infinity where there is none. */
export interface Request {
  opened: number;
  due: number;
  closed: number;
  category: string;
  /** Recorded at 0, 0 where nobody knew. */
  placed: boolean;
  /** The neighbourhood with the nearest middle; null off the map and where nobody knew. */
  area: string | null;
}

const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
const instant = (text: string): number =>
  DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm:ss', { zone: ZONE }).toMillis();

/** Midnight in San Francisco at or before an instant. */
export const midnight = (at: number): number =>
  DateTime.fromMillis(at, { zone: ZONE }).startOf('day').toMillis();

/** The requests, read without any code of the wall's. */
export async function readRequests(): Promise<Request[]> {
  const areas = z.array(area).parse(await json(path.join(SAN_FRANCISCO, 'areas.json')));
  const [[west, south], [east, north]] = map.parse(await json(path.join(SAN_FRANCISCO, 'city.json'))).map
    .bounds;
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const nearest = ({ long, lat }: z.infer<typeof row>): string | null => {
    if (long < west || long > east || lat < south || lat > north) return null;
    const away = ({ centroid: [x, y] }: z.infer<typeof area>): number =>
      Math.hypot((x - long) * narrow, y - lat);
    return areas.reduce((best, one) => (away(one) < away(best) ? one : best)).id;
  };
  return z
    .array(row)
    .parse(await json(RECORDING))
    .map((request) => {
      const opened = instant(request.requested_datetime);
      const { status, expected_datetime: due, updated_datetime: updated } = request;
      return {
        opened,
        due: due === null ? Infinity : instant(due),
        closed: status === 'Closed' ? Math.max(opened, instant(updated ?? '')) : Infinity,
        category: request.service_code,
        placed: request.lat !== 0 || request.long !== 0,
        area: nearest(request),
      };
    });
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
  /** Opened since midnight in San Francisco. */
  today: number;
}

export function countAt(requests: readonly Request[], at: number): Count {
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
    today: known.filter((r) => r.opened >= midnight(at)).length,
  };
}
