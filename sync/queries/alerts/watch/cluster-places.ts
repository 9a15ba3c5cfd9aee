import type { Place } from '../../../alerts/detect/circles.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { localDate } from '../../../contract/calendar.ts';
import { GRIDS, type Grid } from '../../../contract/heat-cells.ts';
import type { Instant } from '../../../contract/instants.ts';
import { isValidOn } from '../../../contract/validity.ts';
import type { LocalDay } from '../../../rollups/buckets.ts';
import { heatCells } from '../../../rollups/cells.ts';
import { flowDays } from '../../../rollups/flow-days.ts';
import { pairCode } from '../../../rollups/keys.ts';
import type { QuestionContext } from '../../question.ts';

type Watch = WatchOf<'cluster'>;

/** Where cases are counted, and how many were opened there in each day: of place p on day d at `p * days + d`. */
export interface Counted {
  places: readonly Place[];
  counts: Float64Array;
  /** Cells of this many finest cells a side; null where places are areas. */
  side: number | null;
  /** So many of them are the middle of circles, those with most cases. */
  centres: number;
  /** The share of cases that are in one of the places, 0 to 1. */
  known: number;
}

const EARTH = 6371;
const RADIANS = Math.PI / 180;

/** A place on a plane, kilometres: a city is small enough. */
function onPlane(id: string, [lon, lat]: readonly [number, number], level: number): Place {
  return { id, x: lon * RADIANS * EARTH * level, y: lat * RADIANS * EARTH };
}
const levelOf = ({ profile }: QuestionContext): number =>
  Math.cos((profile.areas[0]?.centroid[1] ?? 0) * RADIANS);

/** The grid that cells are read in; coarser ones are made of it. */
const GRID: Grid = 'mid';
const FINEST = Math.round(GRIDS[GRID] / GRIDS.fine);
/** So many cells of it a side, the finest first: about 1.1, 2.2 and 4.4 km. */
const TIMES = [1, 2, 4];
/** Cells in all circles together: a scan costs by them. As many cells are the middle of circles as that allows, those with most cases. */
const MOST_MEMBERS = 5000;
/** Cells are as fine as may be, where those in the middle of circles hold this share of all cases. */
const MOST_OF = 0.9;

const nameOf = (x: number, y: number): string => `${x} ${y}`;
/** The cell of a name, by its corner in so many cells. */
export function cellNamed(name: string): [x: number, y: number] {
  const [x = 0, y = 0] = name.split(' ').map(Number);
  return [x, y];
}
/** The edge of a cell of so many finest cells a side, kilometres. */
export const edgeOf = (side: number): number => side * GRIDS.fine * RADIANS * EARTH;
/** The middle of one, [longitude, latitude] in degrees. */
export const middleOf = (side: number, [x, y]: readonly [number, number]): [number, number] => [
  (x + 0.5) * side * GRIDS.fine,
  (y + 0.5) * side * GRIDS.fine,
];

/** Whether a service's clusters are looked for by cells: no sums are kept of fields by cell. */
export function byCells({ lookup }: QuestionContext, { service, categories }: Watch): boolean {
  return categories === undefined && (lookup.service(service)?.heat ?? false);
}

/** Cases by cell and day; `side` is that of an earlier look, or null: as fine as the scan has time for. */
export function cellsByDay(
  context: QuestionContext,
  { service, kilometres }: Watch,
  { days, until, side }: { days: readonly LocalDay[]; until: Instant; side: number | null },
): Counted {
  const found = days.map((day) =>
    heatCells(context.cache, { service, grid: GRID, since: day.start, until: Math.min(day.end - 1, until) }),
  );
  const total = found.reduce((sum, one) => sum + one.total, 0);
  const unknown = found.reduce((sum, one) => sum + one.unknown, 0);
  const level = levelOf(context);
  for (const times of side === null ? TIMES : [side / FINEST]) {
    const own = FINEST * times;
    const { cells, counts } = folded(found, times);
    const centres = Math.floor(MOST_MEMBERS / Math.max(1, (Math.PI * kilometres ** 2) / edgeOf(own) ** 2));
    const isEnough =
      side !== null || times === TIMES.at(-1) || shareOf(counts, days.length, centres) >= MOST_OF;
    if (!isEnough) continue;
    return {
      places: cells.map((cell) => onPlane(nameOf(...cell), middleOf(own, cell), level)),
      ...{ counts, side: own, centres, known: total === 0 ? 0 : 1 - unknown / total },
    };
  }
  return { places: [], counts: new Float64Array(0), side: FINEST, centres: 0, known: 0 };
}

type Days = readonly { cells: readonly { x: number; y: number; n: number }[] }[];
const HALF = 2 ** 20;

/** Cells of so many cells a side, and the cases of each on each day. */
function folded(days: Days, times: number): { cells: [number, number][]; counts: Float64Array } {
  const places = new Map<number, number>();
  const cells: [number, number][] = [];
  const placeOf = (x: number, y: number): number => {
    const key = (x + HALF) * 2 * HALF + y + HALF;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, cells.length);
    return cells.push([x, y]) - 1;
  };
  const at = days.map((day) =>
    day.cells.map(({ x, y }) => placeOf(Math.floor(x / times), Math.floor(y / times))),
  );
  const counts = new Float64Array(cells.length * days.length);
  days.forEach((day, d) =>
    day.cells.forEach(({ n }, i) => {
      const one = (at[d]?.[i] ?? 0) * days.length + d;
      counts[one] = (counts[one] ?? 0) + n;
    }),
  );
  return { cells, counts };
}

/** The share of all cases that so many places hold, those with most. */
function shareOf(counts: Float64Array, days: number, most: number): number {
  const each = new Float64Array(counts.length / days);
  counts.forEach((n, i) => (each[Math.floor(i / days)] = (each[Math.floor(i / days)] ?? 0) + n));
  each.sort();
  const sum = (some: Float64Array): number => some.reduce((all, n) => all + n, 0);
  return sum(each.subarray(Math.max(0, each.length - most))) / sum(each);
}

/** Cases by area and day, of some fields or of all; areas stand for their middles. */
export function areasByDay(
  context: QuestionContext,
  { service, categories }: Watch,
  { days, until }: { days: readonly LocalDay[]; until: Instant },
): Counted {
  const { cache, profile } = context;
  const today = localDate(until, profile.city.timeZone);
  const areas = profile.areas.filter((area) => isValidOn(area, today));
  const dim = categories === undefined ? 'area' : 'categoryArea';
  const { flows } = flowDays(cache, { service, dim, since: days[0]?.start ?? until, until });
  const counts = new Float64Array(areas.length * days.length);
  areas.forEach(({ id }, place) => {
    for (const key of categories?.map((category) => pairCode(category, id)) ?? [id])
      flows.get(key)?.opened.forEach((n, day) => {
        const one = place * days.length + day;
        counts[one] = (counts[one] ?? 0) + n;
      });
  });
  const level = levelOf(context);
  const places = areas.map(({ id, centroid }) => onPlane(id, centroid, level));
  return { places, counts, side: null, centres: places.length, known: 1 };
}
