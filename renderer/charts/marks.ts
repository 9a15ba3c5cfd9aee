import type { Place } from './place.ts';
import type { Line, Point, TimeChart } from './time.ts';

type Tone = Line['tone'];

/** A mark of a chart that is no line, CSS pixels. */
export type Mark =
  | { kind: 'column'; tone: Tone; open: boolean; last: boolean; box: Box; base: number }
  | { kind: 'band' | 'plan' | 'was' | 'stem'; box: Box }
  | { kind: 'dot'; tone: Tone; open: boolean; strong: boolean; x: number; y: number; r: number }
  | { kind: 'sign'; tone: Tone; box: Box };

/** Left, top, width and height. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** How much of a step a column takes. */
const FILLED = 0.72;
/** Dots stand on a line where steps are at least so far apart, spacing units. */
const SPACED = 3.2;
/** The radius of a dot of the main line, spacing units. */
const DOT = 0.48;
/** How large a sign is that stands alone, spacing units. */
const SIGN = 1.5;

/** A line's stretches: what is joined to what, as [first step, last step]. */
export function stretches(points: readonly (Point | null)[]): [number, number][] {
  const found: [number, number][] = [];
  points.forEach((point, i) => {
    if (point === null) return;
    const last = found.at(-1);
    if (last === undefined || last[1] !== i - 1 || point.parted === true) found.push([i, i]);
    else last[1] = i;
  });
  return found;
}

/** A step of the band as a point of a line: what is joined is told the same way. */
export const asPoint = (usual: TimeChart['band'][number]): Point | null =>
  usual === null ? null : { value: usual.high, parted: usual.parted === true };

const between = (a: number, b: number): readonly [number, number] => [Math.min(a, b), Math.abs(a - b)];

/** A level stroke so thick, two pixels at least. */
const stroke = (x: number, y: number, width: number, thick: number): Box => {
  const high = Math.max(2, thick);
  return [x, y - high / 2, width, high];
};

/** The columns of a step stand side by side where several lines have one. */
function columns(chart: TimeChart, place: Place, u: number): Mark[] {
  const lines = chart.lines.filter(({ as }) => as === 'columns');
  const newest = Math.max(-1, ...lines.map(({ points }) => points.findLastIndex((p) => p !== null)));
  const base = place.y(Math.max(place.axis.from, Math.min(place.axis.to, 0)));
  return chart.steps.flatMap((_, i) => {
    const here = lines.filter(({ points }) => (points[i] ?? null) !== null);
    const wide = (place.slot * FILLED) / Math.max(1, here.length);
    return here.flatMap((line, k): Mark[] => {
      const point = line.points[i] ?? null;
      if (point === null) return [];
      const x = place.x(i) - (place.slot * FILLED) / 2 + k * wide;
      const [y, high] = between(place.y(point.value), base);
      const mark: Mark = {
        kind: 'column',
        tone: line.tone,
        open: point.open === true,
        last: i === newest && line.tone === 'main',
        box: [x, y, wide * (here.length > 1 ? 0.92 : 1), high],
        base,
      };
      const middle = x + wide / 2;
      const published: Mark = {
        ...{ kind: 'dot', tone: line.tone, open: false, strong: true },
        ...{ x: middle, y: place.y(point.value), r: u * DOT },
      };
      return [mark, ...around(point, place, middle, wide, u), ...(point.strong === true ? [published] : [])];
    });
  });
}

/** What was said of a value first, where that was something else. */
function around(point: Point, place: Place, x: number, wide: number, u: number): Mark[] {
  if (point.was === undefined || point.was === point.value) return [];
  const thin = Math.max(1, wide * 0.06);
  const [y, high] = between(place.y(point.was), place.y(point.value));
  return [
    { kind: 'stem', box: [x - thin / 2, y, thin, high] },
    { kind: 'was', box: stroke(x - wide * 0.35, place.y(point.was), wide * 0.7, u * 0.2) },
  ];
}

/** Every mark of a chart but its lines, in the order they are drawn in. `u` is the spacing unit. */
export function marksOf(chart: TimeChart, place: Place, u: number): Mark[] {
  const alone = new Set(
    stretches(chart.band.map(asPoint)).flatMap(([from, to]) => (from === to ? [from] : [])),
  );
  const band = chart.band.flatMap((b, i): Mark[] => {
    if (b === null || !alone.has(i)) return [];
    const [y, high] = between(place.y(b.low), place.y(b.high));
    return [{ kind: 'band', box: [place.x(i - 0.42), y, place.slot * 0.84, high] }];
  });
  const plans = chart.lines
    .filter(({ as }) => as === 'ticks')
    .flatMap(({ points }) =>
      points.flatMap((point, i): Mark[] =>
        point === null
          ? []
          : [{ kind: 'plan', box: stroke(place.x(i - 0.5), place.y(point.value), place.slot, u * 0.3) }],
      ),
    );
  const signs = chart.lines
    .filter(({ as }) => as === 'signs')
    .flatMap(({ tone, points }) =>
      points.flatMap((point, i): Mark[] =>
        point === null
          ? []
          : [
              {
                ...{ kind: 'sign', tone },
                box: [place.x(i) - (u * SIGN) / 2, place.y(point.value) - (u * SIGN) / 2, u * SIGN, u * SIGN],
              },
            ],
      ),
    );
  // A forecast is a line and no more: a dot is a value that there is.
  const dots = chart.lines
    .filter(({ as, tone }) => as === 'line' && tone !== 'forecast')
    .flatMap((line) => {
      const alone = new Set(stretches(line.points).flatMap(([a, b]) => (a === b ? [a] : [])));
      const last = line.points.findLastIndex((p) => p !== null);
      return line.points.flatMap((point, i): Mark[] => {
        if (point === null) return [];
        const wide = Math.min(place.slot, u * 3);
        const extra = around(point, place, place.x(i), wide, u);
        const held = line.tone === 'main' || line.tone === 'former';
        const spaced = place.slot >= u * SPACED && held && !chart.smooth;
        const shown = spaced || alone.has(i) || i === last || point.open === true || point.strong === true;
        if (!shown) return extra;
        const main = line.tone === 'main';
        const r = u * (i === last && main ? 0.72 : main ? DOT : 0.38);
        const dot: Mark = {
          kind: 'dot',
          tone: line.tone,
          open: point.open === true,
          strong: point.strong === true,
          ...{ x: place.x(i), y: place.y(point.value), r },
        };
        return [...extra, dot];
      });
    });
  return [...band, ...columns(chart, place, u), ...plans, ...dots, ...signs];
}
